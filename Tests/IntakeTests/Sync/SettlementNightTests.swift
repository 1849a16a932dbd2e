import Foundation
import Intake
import Lending
import LoanBook
import Storage
import Testing

@Suite("Settlements from one night to the next")
struct SettlementNightTests {
    /// Three days of one payment each, settled every evening, without findings.
    private func threeDays() -> Backup {
        var backup = Backup()
        backup.clients[0].balance = "90000"
        backup.clients[0].payments = (0..<3).map { day in
            BackupPayment(day: "0\(day + 2)/03/2026", balance: "\(110_000 - day * 10_000)", ticket: "t\(day)")
        }
        backup.settlements = (0..<3).map { day in
            BackupSettlement(
                number: day + 1,
                day: "0\(day + 2)/03/2026",
                closing: "\(510_000 + day * 10_000)",
                portfolio: "\(110_000 - day * 10_000)"
            )
        }
        backup.boxDay = "04/03/2026"
        backup.boxCash = "530000"
        return backup
    }

    private func nextDay(_ backup: Backup) -> Backup {
        var next = backup
        next.boxDay = "05/03/2026"
        return next
    }

    private func expectSound(_ test: TestBook, _ location: SourceLocation = #_sourceLocation) throws {
        let report = try test.book.verify(tenant: test.tenant)
        #expect(report.isSound, "\(report)", sourceLocation: location)
    }

    @Test("a table of settlements that is gone removes none, and a finding says so", arguments: Engine.allCases)
    func absentTable(engine: Engine) throws {
        let test = try TestBook(engine)
        try test.sync(threeDays())
        #expect(try test.findings().isEmpty)
        var backup = nextDay(threeDays())
        backup.extraBook = ["DROP TABLE balancesrecogidos"]
        let result = try test.sync(backup)
        #expect(result.outcome.records.removed == 0)
        #expect(try test.settlements().count == 3)
        let finding = try #require(try test.findings().first { $0.code == "settlement.unreadable" })
        #expect(finding.severity == .critical)
        #expect(finding.sentenceES.contains("3"))
        #expect(try Set(test.findings().map(\.code)) == ["settlement.unreadable", "source.drift"])
        try expectSound(test)
        try test.sync(nextDay(threeDays()))
        #expect(try test.findings().isEmpty, "the finding ends when they can be read again")
        try expectSound(test)
    }

    @Test("a copy that never had settlements raises nothing")
    func neverHad() throws {
        let test = try TestBook()
        var backup = threeDays()
        backup.extraBook = ["DROP TABLE balancesrecogidos"]
        try test.sync(backup)
        #expect(try test.findings().isEmpty)
    }

    @Test("a settlement whose row cannot be read stays, and its neighbours are not guessed at", arguments: 0..<3)
    func unreadableRow(row: Int) throws {
        let test = try TestBook()
        try test.sync(threeDays())
        let before = try test.settlements()
        var backup = nextDay(threeDays())
        backup.settlements[row].collected = "1O000"
        let result = try test.sync(backup)
        #expect(result.rejects.rows == 1)
        #expect(result.outcome.records.removed == 0)
        #expect(result.outcome.records.changed == 1, "only the route's day")
        #expect(try test.settlements() == before)
        #expect(try test.findings().map(\.code) == ["settlement.unreadable"])
        try expectSound(test)
        try test.sync(nextDay(threeDays()))
        #expect(try test.settlements() == before)
        #expect(try test.findings().isEmpty)
    }

    @Test("a first copy with an unreadable settlement warns and judges only what it can")
    func unreadableFirst() throws {
        let test = try TestBook()
        var backup = threeDays()
        backup.settlements[1].day = "31/02/2026"
        try test.sync(backup)
        let finding = try #require(try test.findings().first)
        #expect(try test.findings().count == 1)
        #expect(finding.code == "settlement.unreadable")
        #expect(finding.severity == .warning)
        #expect(try test.settlements().map(\.opening) == [nil, nil])
        try expectSound(test)
    }

    @Test("an open finding about the box is not resolved by settlements that cannot be read")
    func keepsFindings() throws {
        let test = try TestBook()
        var short = threeDays()
        short.settlements[1].closing = "519000"
        short.settlements[2].closing = "529000"
        short.boxCash = "529000"
        try test.sync(short)
        #expect(try test.findings().map(\.code) == ["box.mismatch"])
        short = nextDay(short)
        short.settlements[1].collected = "x"
        try test.sync(short)
        #expect(Set(try test.findings().map(\.code)) == ["box.mismatch", "settlement.unreadable"])
    }

    @Test("an edited settlement is a finding with each figure before and after", arguments: Engine.allCases)
    func revised(engine: Engine) throws {
        let test = try TestBook(engine)
        try test.sync(threeDays())
        var backup = nextDay(threeDays())
        backup.settlements[1].expenses = "4000"
        backup.settlements[1].closing = "516000"
        backup.settlements[2].closing = "526000"
        backup.boxCash = "526000"
        try test.sync(backup)
        let found = try test.findings().sorted { $0.evidence.count > $1.evidence.count }
        #expect(found.map(\.code) == ["history.settlement_revised", "history.settlement_revised"])
        let finding = try #require(found.first)
        #expect(finding.severity == .critical)
        #expect(finding.basis == .change)
        #expect(finding.amount == .whole(4000))
        #expect(finding.entityID == (try test.settlements().first { $0.number == 2 }?.id.text))
        #expect(finding.evidence.map(\.place) == ["2/expenses", "2/closing"])
        #expect(finding.evidence.map(\.before) == ["0.00", "520000.00"])
        #expect(finding.evidence.map(\.after) == ["4000.00", "516000.00"])
        #expect(finding.sentenceES.contains("03/03/2026"))
        #expect(finding.sentenceES.contains("gastos de \(Money.zero.text(.colombian)) a "))
        try expectSound(test)
        try test.sync(nextDay(threeDays()))
        let again = try test.findings().filter { $0.severity == .warning }
        #expect(again.count == 2, "taken back in the owner's favour is an edit too, and each edit stands")
    }

    @Test("a settlement that only opens otherwise, because the one before was edited, is no edit of its own")
    func derivedFigures() throws {
        let test = try TestBook()
        try test.sync(threeDays())
        var backup = nextDay(threeDays())
        backup.settlements[0].closing = "511000"
        try test.sync(backup)
        let edits = try test.findings().filter { $0.code == "history.settlement_revised" }
        #expect(edits.count == 1)
        #expect(edits.first?.severity == .warning)
    }

    @Test("a deleted settlement is a critical finding, and comes back as restored", arguments: Engine.allCases)
    func removed(engine: Engine) throws {
        let test = try TestBook(engine)
        try test.sync(threeDays())
        var backup = nextDay(threeDays())
        backup.settlements.removeLast()
        let result = try test.sync(backup)
        #expect(result.outcome.records.removed == 1)
        let finding = try #require(try test.findings().first { $0.code == "history.settlement_removed" })
        #expect(finding.severity == .critical)
        #expect(finding.amount == .whole(10_000))
        #expect(finding.sentenceES.contains("04/03/2026"))
        try expectSound(test)
        let back = try test.sync(nextDay(threeDays()))
        let log = try #require(back.outcome.log)
        let events = try test.changes(after: log.lowerBound - 1).map(\.event)
        #expect(events.contains("cash_box.restored"))
        #expect(try test.findings().isEmpty, "what came back is no longer missing")
        try expectSound(test)
    }

    @Test("settlements dated out of the order of their numbers verify, and are chained by day")
    func outOfOrder() throws {
        let test = try TestBook()
        var backup = threeDays()
        for (index, number) in [9, 4, 2].enumerated() { backup.settlements[index].number = number }
        try test.sync(backup)
        #expect(try test.findings().isEmpty)
        try expectSound(test)
    }

    @Test("a renewal on a day without a settlement is taken back in the settlement that answers for it")
    func renewalBetween() throws {
        let test = try TestBook()
        var backup = Backup()
        backup.clients[0].disbursed = "03/03/2026"
        backup.clients[0].payments = [
            BackupPayment(ticket: "a"),
            BackupPayment(day: "03/03/2026", balance: "100000", ticket: "b"),
            BackupPayment(day: "05/03/2026", balance: "110000", ticket: "c"),
        ]
        // Two days in one settlement: 20,000 collected, 100,000 lent, of which the old 100,000 never left the box.
        backup.settlements.append(
            BackupSettlement(
                number: 2,
                day: "05/03/2026",
                collected: "20000",
                lent: "100000",
                closing: "530000",
                count: "2"
            )
        )
        backup.boxDay = "05/03/2026"
        backup.boxCash = "530000"
        try test.sync(backup)
        #expect(try test.findings().map(\.code) == [])
        #expect(try test.settlements().map(\.difference) == [nil, .zero])
        let choice = try test.routes().first?.policies.first { $0.name == "renewal_lent" }?.choice
        #expect(choice == "gross")
    }

    @Test("a book of customers alone, without payments, verifies", arguments: Engine.allCases)
    func withoutHistory(engine: Engine) throws {
        let test = try TestBook(engine)
        var backup = threeDays()
        backup.hasHistory = false
        try test.sync(backup)
        #expect(try test.loans().first?.outstandingComputed == .whole(90_000))
        try expectSound(test)
        backup.hasHistory = true
        try test.sync(nextDay(backup))
        #expect(try test.loans().first?.paid == .whole(30_000))
        try expectSound(test)
    }

    @Test("an open loan that only its payments show verifies though its balance jumps")
    func openLoanWithJump() throws {
        let test = try TestBook()
        var backup = threeDays()
        backup.clients[0].balance = ""
        backup.clients[0].installment = ""
        backup.clients[0].payments?[2].balance = "85000"
        try test.sync(backup)
        let loan = try #require(try test.loans().first)
        #expect(loan.origin == .reconstructed)
        #expect(loan.status == .active)
        #expect(loan.outstanding == .whole(85_000))
        #expect(loan.outstandingComputed == .whole(90_000))
        #expect(try test.findings().contains { $0.code == "history.jump" })
        try expectSound(test)
    }
}
