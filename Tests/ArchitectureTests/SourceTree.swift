import Foundation

/// The checkout as text, read once for the tests of its structure.
struct SourceTree {
    /// A file and its lines.
    struct File {
        /// Path below the root, such as `Sources/Lending/Money/Money.swift`.
        let path: String
        let lines: [Substring]

        /// The target the file belongs to, such as `Lending`.
        var target: String {
            path.split(separator: "/").dropFirst().first.map(String.init) ?? ""
        }
    }

    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static let sources = files(under: "Sources")
    static let tests = files(under: "Tests")

    static func files(under folder: String, ending: String = ".swift") -> [File] {
        let base = root.appending(path: folder)
        guard let walk = FileManager.default.enumerator(atPath: base.path) else { return [] }
        let names = walk.compactMap { $0 as? String }.filter { $0.hasSuffix(ending) }.sorted()
        return names.compactMap { name in
            text(of: "\(folder)/\(name)").map {
                File(path: "\(folder)/\(name)", lines: $0.split(separator: "\n", omittingEmptySubsequences: false))
            }
        }
    }

    static func text(of path: String) -> String? {
        try? String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
}
