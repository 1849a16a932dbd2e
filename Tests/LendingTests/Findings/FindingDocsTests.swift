import Foundation
import Lending
import Testing

@Test("docs/findings.md explains each finding code")
func findingsAreDocumented() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized
    let text = try String(contentsOf: root.appending(path: "docs/findings.md"), encoding: .utf8)
    for code in FindingCode.allCases {
        #expect(text.contains("`\(code.rawValue)`"), "\(code.rawValue) is missing")
    }
}
