import Foundation
import Intake
import Lending
import TestSupport
import Testing

@Suite("docs/profiles.md")
struct ProfileDocsTests {
    private let text: String

    init() throws {
        text = try Golden.text(of: "docs/profiles.md")
    }

    @Test("the complete example is a valid profile")
    func example() throws {
        let blocks = text.components(separatedBy: "```yaml\n").dropFirst()
            .compactMap { $0.components(separatedBy: "```").first }
        let whole = try #require(blocks.first { $0.hasPrefix("profile:") })
        let profile = try Profile(yaml: whole, file: "example.yaml")
        #expect(profile.policies.skipsHolidays)
        #expect(profile.records[.payments]?.table.name(for: "7") == "p_7")
    }

    @Test("each example of a transform is accepted")
    func transforms() throws {
        let good = try #require(ProfileCatalog.text(of: "prestacop"))
        let kinds: [(start: String, line: String)] = [
            ("as: text", "name: { column: nombre, as: text }"), ("as: identity", "name: { column: nombre, as: text }"),
            ("as: integer", "forgiven_days: { column: descontar_dias, as: integer }"),
            ("as: money", "late_interest_owed: { column: dato1, as: money }"),
            ("as: { money", "late_interest_owed: { column: dato1, as: money }"),
            ("as: percent", "flat_rate: { column: porcentaje, as: percent }"),
            ("as: { percent", "flat_rate: { column: porcentaje, as: percent }"),
            ("as: { date", "disbursed_on: { column: fecha, as: { date: dd/MM/yyyy } }"),
            ("as: { time", "time: { column: hora, as: { time: \"HH:mm:ss\" } }"),
            ("as: { flag", "hidden: { column: diapago, as: { flag: { when: [oculto] } } }"),
        ]
        let examples = text.matches(of: /`(as: [^`]+)`/).map { String($0.1) }
        #expect(examples.count > 12)
        for example in examples {
            guard let kind = kinds.first(where: { example.hasPrefix($0.start) }) else { continue }
            let start = try #require(kind.line.range(of: "as:")).lowerBound
            let changed = good.replacing(kind.line, with: "\(kind.line[..<start])\(example) }")
            #expect(throws: Never.self, "\(example)") { try Profile(yaml: changed, file: "p.yaml") }
        }
    }

    @Test("every field and every choice of a policy is mentioned")
    func vocabulary() {
        var words: Set<String> = []
        for record in SourceRecord.allCases {
            words.insert(record.rawValue)
            for spec in FieldSpec.all(of: record) { words.insert(spec.field.name) }
        }
        words.formUnion(SourcePolicies.vocabulary.flatMap { [$0.name] + $0.choices })
        for word in words.sorted() {
            #expect(text.contains("`\(word)`"), "\(word) is missing from docs/profiles.md")
        }
    }
}
