import Foundation
import Testing

@Suite("documentation of errors and addresses")
struct ErrorDocsTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Files that declare codes of errors besides those named `…Error.swift`.
    private static let others: Set<String> = ["ProblemCode.swift", "Replay.swift", "Renewal.swift", "Schedule.swift"]

    @Test("every error code of the sources is explained in docs/errors.md")
    func codes() throws {
        let text = try String(contentsOf: Self.root.appending(path: "docs/errors.md"), encoding: .utf8)
        let sources = Self.root.appending(path: "Sources").path
        let names = try #require(FileManager.default.enumerator(atPath: sources)).compactMap { $0 as? String }
        var codes: Set<String> = []
        for name in names {
            let file = name.split(separator: "/").last.map(String.init) ?? ""
            guard file.hasSuffix("Error.swift") || Self.others.contains(file) else { continue }
            let code = try String(contentsOfFile: "\(sources)/\(name)", encoding: .utf8)
            for match in code.matches(of: /"([a-z_]+\.[a-z_]+)"/) { codes.insert(String(match.1)) }
        }
        #expect(codes.count > 60)
        for code in codes.sorted() {
            #expect(text.contains("`\(code)`"), "\(code) is missing from docs/errors.md")
        }
    }

    @Test("every code in docs/errors.md stands once")
    func noRepeats() throws {
        let text = try String(contentsOf: Self.root.appending(path: "docs/errors.md"), encoding: .utf8)
        let rows = text.split(separator: "\n").compactMap { $0.firstMatch(of: /^\| `([a-z_.]+)`/)?.1 }
        #expect(Set(rows).count == rows.count)
        #expect(rows.count > 60)
    }

    @Test("every address of the server is in docs/api.md")
    func addresses() throws {
        let text = try String(contentsOf: Self.root.appending(path: "docs/api.md"), encoding: .utf8)
        let routes = try String(contentsOf: Self.root.appending(path: "Sources/Web/Routes.swift"), encoding: .utf8)
        let paths = routes.matches(of: /Endpoint\((?:open: )?"([^"]+)"/).map { String($0.1) }
        #expect(paths.count > 15)
        for path in paths {
            #expect(text.contains("`\(path.replacing(":id", with: "{id}"))`"), "\(path) is missing from docs/api.md")
        }
    }
}
