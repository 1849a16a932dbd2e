/// One thing wrong with a profile: where, what was expected and what to do.
public struct ProfileProblem: Hashable, Sendable, CustomStringConvertible {
    /// The line in the profile, 1 first.
    public let line: Int
    /// The key, with the keys above it: `records.customers.fields.name.as`.
    public let key: String
    /// What is wrong and what was expected.
    public let expected: String
    /// What to do.
    public let remedy: String

    /// One line: line, key, what was expected, what to do.
    public var description: String {
        "line \(line), key \"\(key)\": \(expected). \(remedy)."
    }
}

/// A profile that cannot be used, with everything that is wrong with it.
public struct ProfileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The name of the profile's file.
    public let file: String
    /// What is wrong, in line order.
    public let problems: [ProfileProblem]

    /// The stable code, listed in docs/errors.md.
    public var code: IntakeError.Code { .invalidProfile }

    /// One line for each problem.
    public var description: String {
        problems.map { "\(file) \($0.description)" }.joined(separator: "\n")
    }
}

/// Collects problems while a profile is read.
///
/// Used by one thread, for one profile.
final class ProfileProblems {
    private(set) var list: [ProfileProblem] = []

    func add(_ line: Int, _ key: String, _ expected: String, _ remedy: String) {
        list.append(ProfileProblem(line: line, key: key, expected: expected, remedy: remedy))
    }
}

/// Finds the word somebody probably meant.
enum Suggestion {
    /// The word of `known` nearest to `word`, when it is near enough to be a slip.
    static func nearest(to word: String, among known: [String]) -> String? {
        let limit = word.count <= 3 ? 1 : max(2, word.count / 3)
        let best = known.map { ($0, distance(Array(word), Array($0))) }.min { $0.1 < $1.1 }
        guard let best, best.1 <= limit else { return nil }
        return best.0
    }

    /// "Did you mean …?" where a word is near, else the list to choose from.
    static func remedy(for word: String, among known: [String]) -> String {
        if let near = nearest(to: word, among: known) { return "Did you mean \"\(near)\"? Correct it" }
        return "Use one of: \(known.joined(separator: ", "))"
    }

    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var row = Array(0...right.count)
        for (i, character) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in right.enumerated() {
                let above = row[j + 1]
                row[j + 1] = character == other ? diagonal : 1 + min(diagonal, above, row[j])
                diagonal = above
            }
        }
        return row[right.count]
    }
}
