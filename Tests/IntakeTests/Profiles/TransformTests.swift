import Foundation
import Intake
import Lending
import Testing

@Suite("Transforms of the profile language")
struct TransformTests {
    /// The balance of a loan whose cell was written so under a transform for money; nil when the row was rejected.
    private func balance(_ cell: String, as transform: String) throws -> Money? {
        let scratch = try Scratch()
        var backup = Backup()
        backup.clients = [
            BackupClient(balance: cell, payments: []), BackupClient(number: 2, document: "2", payments: []),
        ]
        backup.settlements = []
        try backup.write(to: scratch.file("ruta"))
        let text = try #require(ProfileCatalog.text(of: "prestacop"))
            .replacing("balance: { column: saldo, as: money,", with: "balance: { column: saldo, as: \(transform),")
        let test = try TestBook()
        try test.sync(scratch.file("ruta"), profile: Profile(yaml: text, file: "p.yaml"))
        return try test.loans().first { $0.sourceKey.hasPrefix("1-") }?.outstandingSource
    }

    @Test(
        "money is read as the profile says and never in part",
        arguments: [
            ("110000", "money", Money.whole(110_000)), ("97.5", "money", Money(minorUnits: 9750)),
            ("250000.0", "money", .whole(250_000)), ("6210408.56999994", "money", Money(minorUnits: 621_040_857)),
            ("1.5E5", "money", .whole(150_000)), (" $ 1000 ", "money", .whole(1000)), ("1.234,50", "money", nil),
            ("12O.000", "money", nil), ("1.234,50", "{ money: { style: grouped } }", Money(minorUnits: 123_450)),
            ("1.234.567", "{ money: { style: grouped } }", .whole(1_234_567)),
            ("1234,50", "{ money: { style: grouped } }", Money(minorUnits: 123_450)),
            ("1.23.456", "{ money: { style: grouped } }", nil),
            ("1,234.50", "{ money: { style: grouped, group: \",\", decimal: \".\" } }", Money(minorUnits: 123_450)),
            ("1.234.567", "{ money: { style: any } }", .whole(1_234_567)),
            ("$ 1,234,567.00", "{ money: { style: any } }", .whole(1_234_567)),
            ("1234,50", "{ money: { style: any } }", Money(minorUnits: 123_450)),
            ("1.234", "{ money: { style: any } }", .whole(1_234)),
            ("1,234", "{ money: { style: any } }", .whole(1_234)),
            ("1234.5", "{ money: { style: any } }", Money(minorUnits: 123_450)),
            ("1.234,567", "{ money: { style: any } }", nil), ("1234.567", "{ money: { style: any } }", nil),
            ("1,23.45", "{ money: { style: any } }", nil), ("120,000 COP", "{ money: { style: any } }", nil),
        ] as [(String, String, Money?)]
    )
    func money(cell: String, transform: String, expected: Money?) throws {
        #expect(try balance(cell, as: transform) == expected)
    }

    @Test("a constant stands in for a column, and null words mean no value")
    func constants() throws {
        let scratch = try Scratch()
        var backup = Backup()
        backup.clients[0].rate = "sin"
        try backup.write(to: scratch.file("ruta"))
        let text = try #require(ProfileCatalog.text(of: "prestacop"))
            .replacing("group: { column: grupo, as: text }", with: "group: { constant: Todos, as: text }")
            .replacing(
                "flat_rate: { column: porcentaje, as: percent }",
                with: "flat_rate: { column: porcentaje, as: percent, null_words: [SIN] }"
            )
        let test = try TestBook()
        let result = try test.sync(scratch.file("ruta"), profile: Profile(yaml: text, file: "p.yaml"))
        #expect(result.rejects == Rejects())
        #expect(try test.customers().map(\.group) == ["Todos"])
        #expect(try test.loans().first?.terms.flatRateBasisPoints == nil)
    }

    @Test("the weekday letters become skipped weekdays, and words become frequencies whatever their case")
    func weekdaysAndFrequency() throws {
        let scratch = try Scratch()
        var backup = Backup()
        backup.clients[0].letters = "S/D/"
        backup.clients[0].frequency = "SEMANAL"
        backup.clients[0].term = "84"
        try backup.write(to: scratch.file("ruta"))
        let test = try TestBook()
        try test.sync(scratch.file("ruta"))
        let loan = try #require(try test.loans().first)
        #expect(loan.terms.collection.skippedWeekdays == [.saturday, .sunday])
        #expect(loan.terms.frequency == .weekly)
        #expect(loan.terms.installmentCount == 12)
        #expect(loan.terms.total == .whole(120_000))
        #expect(loan.terms.principal == .whole(100_000))
        #expect(loan.terms.principalBasis == .derived)
    }
}
