import Foundation
import Intake
import Lending
import Testing

@Suite("Profiles")
struct ProfileTests {
    @Test("each shipped profile is the file in profiles/, byte for byte; else run scripts/embed-profiles")
    func shippedTexts() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.appending(path: "profiles")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
        #expect(files.map { String($0.dropLast(5)) }.sorted() == ProfileCatalog.names)
        for name in ProfileCatalog.names {
            let text = try String(contentsOf: folder.appending(path: "\(name).yaml"), encoding: .utf8)
            #expect(ProfileCatalog.text(of: name) == text)
        }
    }

    @Test("the shipped profile says what it is and under which policies")
    func prestacop() throws {
        let profile = try ProfileCatalog.shipped("prestacop")
        #expect(profile.status == "assumed (E1, E2)")
        #expect(profile.files.map(\.name.text) == ["admin.db", "pagos.db"])
        #expect(profile.policies.box == .running)
        #expect(profile.policies.renewal == .netting)
        #expect(profile.policies.arrears.method == .fractional)
        #expect(profile.policies.statements.contains(PolicyStatement(name: "arrears", choice: "fractional")))
        #expect(profile.records[.payments]?.table.name(for: "123") == "a123")
    }

    @Test("an unknown source is refused with the nearest name")
    func unknownSource() throws {
        let error = try #require(throws: IntakeError.self) { try ProfileCatalog.profile("prestacob") }
        #expect(error.code == .unknownProfile)
        #expect(error.message.contains("Did you mean \"prestacop\"?"))
    }

    @Test("a profile is read from a file by its path")
    func fromFile() throws {
        let scratch = try Scratch()
        let text = try #require(ProfileCatalog.text(of: "prestacop"))
        let path = try scratch.write("mine.yaml", Array(text.utf8))
        #expect(try ProfileCatalog.profile(path).name == "prestacop")
        #expect(throws: IntakeError.self) { try ProfileCatalog.profile(scratch.file("none.yaml")) }
    }

    @Test("each mistake is named by line and key, with what was expected and what to do", arguments: Mistake.all)
    func mistakes(mistake: Mistake) throws {
        let good = try #require(ProfileCatalog.text(of: "prestacop"))
        let bad = good.replacing(mistake.find, with: mistake.replacement)
        try #require(bad != good, "the text to replace is there")
        let error = try #require(throws: ProfileError.self) { try Profile(yaml: bad, file: "p.yaml") }
        let problem = try #require(error.problems.first { $0.key == mistake.key }, "\(error)")
        #expect(problem.description.contains(mistake.says), "\(problem)")
        #expect(!problem.remedy.isEmpty)
        let line = try #require(mistake.line(in: bad))
        #expect(problem.line == line, "\(problem)")
        #expect("\(error)".hasPrefix("p.yaml line "))
    }

    @Test("all mistakes are told at once, in line order")
    func severalMistakes() throws {
        let good = try #require(ProfileCatalog.text(of: "prestacop"))
        let bad = good.replacing("interest_split: pro_rata", with: "interest_split: none")
            .replacing("version: 1", with: "version: one")
        let error = try #require(throws: ProfileError.self) { try Profile(yaml: bad, file: "p.yaml") }
        #expect(error.problems.map(\.key) == ["version", "policies.interest_split"])
    }

    @Test(
        "text that is no YAML, empty or too long is refused with a line",
        arguments: ["", "a: [b", "\t- x: {", "- a"]
    )
    func noYAML(text: String) throws {
        let error = try #require(throws: ProfileError.self) { try Profile(yaml: text, file: "p.yaml") }
        #expect(!error.problems.isEmpty)
        #expect(error.problems.allSatisfy { $0.line >= 1 && !$0.remedy.isEmpty })
        #expect(throws: ProfileError.self) { try Profile(yaml: String(repeating: "#", count: 300_000), file: "p") }
    }

    /// A mistake made in the shipped profile.
    struct Mistake: Sendable, CustomTestStringConvertible {
        var find: String
        var replacement: String
        var key: String
        var says: String
        /// Text on the line that the problem names; the replacement when nil.
        var at: String?
        /// Lines below it.
        var offset = 0

        var testDescription: String { "\(key): \(says)" }

        func line(in text: String) -> Int? {
            let wanted = at ?? replacement
            return text.split(separator: "\n", omittingEmptySubsequences: false)
                .firstIndex { $0.contains(wanted) }.map { $0 + 1 + offset }
        }

        static let all: [Mistake] = [
            Mistake(
                find: "format: sqlite",
                replacement: "formt: sqlite",
                key: "formt",
                says: "Did you mean \"format\""
            ),
            Mistake(find: "format: sqlite", replacement: "format: csvx", key: "format", says: "Did you mean \"csv\"?"),
            Mistake(find: "title:", replacement: "titulo:", key: "title", says: "missing", at: "# PrestaCOP, the copy"),
            Mistake(
                find: "    key: document\n",
                replacement: "    key: [document, number]\n",
                key: "records.customers.key",
                says: "only customers have two keys",
                at: "key: [document, number]"
            ),
            Mistake(find: "version: 1", replacement: "version: 0", key: "version", says: "whole number"),
            Mistake(
                find: "      name: { column: nombre",
                replacement: "      nmae: { column: nombre",
                key: "records.customers.fields.nmae",
                says: "Did you mean \"name\""
            ),
            Mistake(
                find: "{ column: cota, as: money,",
                replacement: "{ column: cota, as: monye,",
                key: "records.customers.fields.installment.as",
                says: "Did you mean \"money\""
            ),
            Mistake(
                find: "{ column: cota, as: money,",
                replacement: "{ column: cota, as: integer,",
                key: "records.customers.fields.installment.as",
                says: "`integer` gives no money, which installment is"
            ),
            Mistake(
                find: "visit_order: { column: posicion,",
                replacement: "visit_order: { colum: posicion,",
                key: "records.customers.fields.visit_order.colum",
                says: "Did you mean \"column\""
            ),
            Mistake(
                find: "disbursed_on: { column: fecha, as: { date: dd/MM/yyyy } }",
                replacement: "disbursed_on: { column: fecha, as: { date: dd/MM } }",
                key: "records.customers.fields.disbursed_on.as.date",
                says: "dd, MM and yyyy"
            ),
            Mistake(
                find: "time: { column: hora, as: { time: \"HH:mm:ss\" } }",
                replacement: "time: { column: hora, as: time }",
                key: "records.payments.fields.time.as",
                says: "needs a pattern"
            ),
            Mistake(
                find: "flat_rate: { column: porcentaje, as: percent }",
                replacement: "flat_rate: { as: percent }",
                key: "records.customers.fields.flat_rate",
                says: "one of `column`, `columns` or `constant`"
            ),
            Mistake(
                find: "separator: \"/\", collected: A }",
                replacement: "separator: \"/\" }",
                key: "records.customers.fields.skipped_weekdays.as.weekday_letters.collected",
                says: "missing"
            ),
            Mistake(
                find: "days: [saturday, sunday]",
                replacement: "days: [sabado, sunday]",
                key: "records.customers.fields.skipped_weekdays.as.weekday_letters.days",
                says: "no choice"
            ),
            Mistake(
                find: "            weekly: [Semanal]",
                replacement: "            weekly: [Diario]",
                key: "records.customers.fields.frequency.as.enum.weekly",
                says: "already means daily"
            ),
            Mistake(
                find: "    table: \"a{document}\"",
                replacement: "    table: \"a{cedula}\"",
                key: "records.payments.table",
                says: "no field that names a table"
            ),
            Mistake(
                find: "    table: \"a{document}\"",
                replacement: "    table: pagos",
                key: "records.payments.table",
                says: "a table per customer"
            ),
            Mistake(
                find: "    key: document",
                replacement: "    key: phone",
                key: "records.customers.key",
                says: "cannot tell customers apart"
            ),
            Mistake(
                find: "    file: history",
                replacement: "    file: histroy",
                key: "records.payments.file",
                says: "Did you mean \"history\""
            ),
            Mistake(
                find: "      amount: { column: abono, as: money, required: true }\n",
                replacement: "",
                key: "records.payments.fields.amount",
                says: "payments need it",
                at: "    ignore: [codigo]",
                offset: 1
            ),
            Mistake(
                find: "    required: false",
                replacement: "    required: maybe",
                key: "files.history.required",
                says: "true or false"
            ),
            Mistake(
                find: "    - field: box.date",
                replacement: "    - field: box.day",
                key: "route.business_date.field",
                says: "no mapped day"
            ),
            Mistake(
                find: "    total: installment_times_count",
                replacement: "    total: principal_times_rate",
                key: "derive.loan_on_client_row.total",
                says: "installment_times_count"
            ),
            Mistake(
                find: "  loan_on_client_row:",
                replacement: "  loan_on_customer:",
                key: "derive.loan_on_customer",
                says: "unknown key"
            ),
            Mistake(
                find: "[first_payment, previous_balance_zero, balance_rises]",
                replacement: "[first_payment, balance_rises]",
                key: "derive.loans_from_payment_history.begins_when",
                says: "expected all of"
            ),
            Mistake(find: "  box: running", replacement: "  box: walking", key: "policies.box", says: "no choice"),
            Mistake(
                find: "  arrears: fractional",
                replacement: "  arrears: fractions",
                key: "policies.arrears",
                says: "fractional"
            ),
            Mistake(
                find: "      term_days: { column: plazo, as: integer, required: column }\n",
                replacement: "",
                key: "derive.loan_on_client_row.installment_count",
                says: "needs term_days",
                at: "    installment_count: term_over_period"
            ),
        ]
    }
}
