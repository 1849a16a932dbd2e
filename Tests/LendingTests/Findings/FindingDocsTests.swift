import Foundation
import Lending
import Testing

@Test("docs/findings.md explains each finding code")
func findingsAreDocumented() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized
    let text = try String(contentsOf: root.appending(path: "docs/findings.md"), encoding: .utf8)
    for entry in FindingCatalog.all {
        #expect(text.contains("| `\(entry.code.rawValue)` | "), "\(entry.code.rawValue) is missing")
        #expect(text.contains(" | \(entry.meaningES) | \(entry.meaningEN) |"), "\(entry.code.rawValue) reads otherwise")
    }
}
