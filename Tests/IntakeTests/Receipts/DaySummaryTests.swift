import Intake
import Lending
import LoanBook
import Storage
import Testing

/// RC8 of docs/receipts.md.
@Suite("What an owner was told about a day")
struct DaySummaryTests {
    private func sync(_ test: TestBook, _ summaries: String..., route: String? = nil) throws {
        let chat = summaries.map { "02/03/2026, 19:00 - Cobra Uno: Resumen\n" + $0 }.joined(separator: "\n")
        let scratch = try Scratch()
        let profile = try ProfileCatalog.shipped("whatsapp")
        try test.sync(scratch.write("Chat.txt", Array(chat.utf8)), route: route, profile: profile)
    }

    private func summary(route: String = "ruta", collected: String = "10.000", closing: String = "510.000") -> String {
        "Ruta: \(route)\nFecha: 02/03/2026\nCaja inicial: 500.000\nCobranza: \(collected)\nCaja final: \(closing)"
    }

    private func expectSound(_ test: TestBook, _ location: SourceLocation = #_sourceLocation) throws {
        let report = try test.book.verify(tenant: test.tenant)
        #expect(report.isSound, "\(report.problems)", sourceLocation: location)
    }

    @Test("the same figures match the settlement of the day", arguments: Engine.allCases)
    func agreed(engine: Engine) throws {
        let test = try TestBook(engine)
        try test.sync(Backup())
        try sync(test, summary(route: "RUTA"))
        let receipt = try #require(try test.receipts().first)
        #expect(receipt.kind == .daySummary && receipt.status == .matched)
        #expect(try test.settlements().map(\.id) == [receipt.settlementID])
        #expect(try !test.findings().contains { $0.code.hasPrefix("receipt") })
        try expectSound(test)
    }

    @Test(
        "other figures are a critical finding, which ends when the settlement is set right",
        arguments: Engine.allCases
    )
    func differs(engine: Engine) throws {
        let test = try TestBook(engine)
        try test.sync(Backup())
        try sync(test, summary(collected: "30.000", closing: "530.000"))
        let finding = try #require(try test.findings().first { $0.code == "receipt.day_differs" })
        #expect(finding.severity == .critical && finding.amount == .whole(20_000))
        #expect(try test.receipts().map(\.reason) == [.otherAmount])
        var backup = Backup()
        backup.settlements[0].collected = "30000"
        backup.settlements[0].closing = "530000"
        backup.boxCash = "530000"
        backup.boxDay = "03/03/2026"
        try test.sync(backup)
        #expect(try test.receipts().map(\.status) == [.matched])
        #expect(try !test.findings().contains { $0.code == "receipt.day_differs" })
        try expectSound(test)
    }

    @Test("a summary waits for its settlement, and for a route that nobody knows")
    func waits() throws {
        let test = try TestBook()
        var backup = Backup()
        backup.settlements = []
        try test.sync(backup)
        try sync(test, summary(), summary(route: "Otra"))
        #expect(try Set(test.receipts().map(\.reason)) == [.notSettled, .unknownRoute])
        var settled = Backup()
        settled.boxDay = "03/03/2026"
        try test.sync(settled)
        #expect(try Set(test.receipts().map(\.status)) == [.matched, .waiting])
        try expectSound(test)
    }
}
