/// Names of files as a profile writes them: alternatives, with `*` for any letters.
public struct NamePattern: Hashable, Sendable {
    /// The alternatives, as written.
    public let texts: [String]

    /// The alternatives `texts`.
    public init(_ texts: [String]) {
        self.texts = texts
    }

    /// What people may be told: the alternatives joined.
    public var text: String { texts.joined(separator: " or ") }

    /// Whether it stands for one name only.
    public var isOneName: Bool { texts.count == 1 && !texts.joined().contains("*") }

    /// Whether `name` fits, without regard to case.
    public func matches(_ name: String) -> Bool {
        let name = Array(name.lowercased().unicodeScalars)
        return texts.contains { Self.fits(Array($0.lowercased().unicodeScalars), name) }
    }

    /// Whether `name` fits `pattern`; each star is retried at most once per letter.
    private static func fits(_ pattern: [Unicode.Scalar], _ name: [Unicode.Scalar]) -> Bool {
        var (at, place) = (0, 0)
        var star: (pattern: Int, name: Int)?
        while place < name.count {
            if at < pattern.count, pattern[at] == "*" {
                star = (at, place)
                at += 1
            } else if at < pattern.count, pattern[at] == name[place] {
                at += 1
                place += 1
            } else if let last = star {
                star = (last.pattern, last.name + 1)
                at = last.pattern + 1
                place = last.name + 1
            } else {
                return false
            }
        }
        return pattern[at...].allSatisfy { $0 == "*" }
    }
}
