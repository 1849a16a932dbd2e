import Foundation
import Intake
import Lending
import LoanBook
import Storage
import Testing

@Suite("From one night to the next")
struct NightTests {
    @Test("a renewal closes the old loan, keeps what was known of it, and touches none of its payments")
    func renewal() throws {
        let test = try TestBook()
        var backup = Backup()
        let first = try test.sync(backup)
        // Renewed on 3 March with 110,000 owed: 200,000 lent, of which 90,000 left the box.
        backup.clients[0].installment = "20000"
        backup.clients[0].balance = "240000"
        backup.clients[0].disbursed = "03/03/2026"
        backup.boxDay = "03/03/2026"
        backup.boxCash = "420000"
        backup.settlements.append(
            BackupSettlement(
                number: 2,
                day: "03/03/2026",
                collected: "0",
                lent: "200000",
                closing: "420000",
                portfolio: "240000",
                count: "0"
            )
        )
        _ = try test.sync(backup)
        let loans = try test.loans().sorted { $0.number < $1.number }
        #expect(loans.map(\.status) == [.renewed, .active])
        #expect(loans.map(\.kind) == [.new, .renewal])
        #expect(loans.first?.terms.principal == .whole(100_000))
        #expect(loans.first?.closedOn == CivilDate(iso: "2026-03-03"))
        #expect(loans.last?.outstanding == .whole(240_000))
        let changes = try test.changes(after: try #require(first.outcome.log).upperBound)
        #expect(!changes.contains { $0.entity == "payment" })
        #expect(try test.findings().isEmpty, "a netted renewal leaves the box in balance")
        #expect(try test.settlements().map(\.difference).compactMap(\.self) == [.zero])
    }

    @Test("a closed loan, a new one and a third leave three loans with the numbers they had all along")
    func loanNumbers() throws {
        let test = try TestBook()
        var backup = Backup()
        backup.clients[0].installment = "10000"
        backup.clients[0].term = "2"
        backup.clients[0].balance = "0"
        backup.clients[0].payments = [
            BackupPayment(balance: "10000", ticket: "a"), BackupPayment(day: "03/03/2026", balance: "0", ticket: "b"),
        ]
        _ = try test.sync(backup)
        let id = try #require(try test.loans().first).id
        backup.clients[0].disbursed = "04/03/2026"
        backup.clients[0].balance = "10000"
        backup.clients[0].payments?.append(BackupPayment(day: "05/03/2026", balance: "10000", ticket: "c"))
        backup.boxDay = "05/03/2026"
        _ = try test.sync(backup)
        let loans = try test.loans().sorted { $0.number < $1.number }
        #expect(loans.map(\.status) == [.paid, .active])
        #expect(loans.first?.id == id)
        #expect(loans.first?.terms.flatRateBasisPoints == 2000, "terms seen while the loan was current are kept")
    }

    /// A client with a loan that was paid off and a current one.
    private func twoLoans() -> Backup {
        var backup = Backup()
        backup.clients[0].disbursed = "04/03/2026"
        backup.clients[0].payments = [
            BackupPayment(amount: "24000", balance: "0", ticket: "a"),
            BackupPayment(day: "05/03/2026", balance: "110000", ticket: "b"),
        ]
        backup.boxDay = "05/03/2026"
        return backup
    }

    @Test("a night whose rows cannot be read renumbers no loan and plants no terms on another")
    func holes() throws {
        let test = try TestBook()
        let whole = twoLoans()
        _ = try test.sync(whole)
        let before = try test.loans().sorted { $0.number < $1.number }
        #expect(before.map(\.status) == [.paid, .active])
        var damaged = whole
        damaged.clients[0].payments?[0].amount = "nada"
        damaged.boxDay = "06/03/2026"
        _ = try test.sync(damaged)
        #expect(try test.loans().sorted { $0.number < $1.number } == before)
        #expect(try test.book.verify(tenant: test.tenant).isSound)
        var again = whole
        again.boxDay = "07/03/2026"
        _ = try test.sync(again)
        #expect(try test.loans().sorted { $0.number < $1.number } == before)
    }

    @Test("a loan that takes the number of one that lost its trace does not take its terms")
    func shiftedNumbers() throws {
        let test = try TestBook()
        var backup = twoLoans()
        _ = try test.sync(backup)
        backup.clients[0].payments?.removeFirst()
        backup.boxDay = "06/03/2026"
        _ = try test.sync(backup)
        backup.clients[0].payments?.insert(BackupPayment(amount: "24000", balance: "0", ticket: "a"), at: 0)
        backup.boxDay = "07/03/2026"
        _ = try test.sync(backup)
        let loans = try test.loans().sorted { $0.number < $1.number }
        #expect(loans.map(\.terms.total) == [.whole(24_000), .whole(120_000)])
        #expect(loans.map(\.origin) == [.reconstructed, .source])
    }

    @Test("a second file without a single client table is refused when the book knows payments")
    func emptyHistory() throws {
        let test = try TestBook()
        var backup = Backup()
        _ = try test.sync(backup)
        backup.clients[0].payments = nil
        backup.boxDay = "03/03/2026"
        #expect(throws: IntakeError.self) { try test.sync(backup) }
        #expect(try test.loans().map(\.paymentsCount) == [1])
    }

    @Test("deleting a payment voids that one and no other, although the app numbers the rows anew")
    func deletion() throws {
        let test = try TestBook()
        var backup = Backup()
        backup.clients[0].balance = "90000"
        backup.clients[0].payments = [
            BackupPayment(balance: "110000", ticket: "a"),
            BackupPayment(day: "03/03/2026", balance: "100000", ticket: "b"),
            BackupPayment(day: "04/03/2026", balance: "90000", ticket: "c"),
        ]
        let first = try test.sync(backup)
        backup.clients[0].payments?.remove(at: 1)
        backup.boxDay = "05/03/2026"
        _ = try test.sync(backup)
        let changes = try test.changes(after: try #require(first.outcome.log).upperBound)
        #expect(changes.filter { $0.entity == "payment" }.map(\.event) == ["payment.voided"])
        #expect(try test.findings().contains { $0.code == "history.payment_voided" })
    }

    @Test("a customer who took over the row number of a removed one is another customer", arguments: Engine.allCases)
    func reusedNumber(engine: Engine) throws {
        let test = try TestBook(engine)
        var backup = Backup()
        backup.clients.append(BackupClient(number: 2, document: "1002"))
        _ = try test.sync(backup)
        let payment = BackupPayment(time: "11:00:00", ticket: "otro")
        backup.clients[1] = BackupClient(number: 2, name: "Otra", document: "1003", payments: [payment])
        backup.boxDay = "03/03/2026"
        let result = try test.sync(backup)
        #expect(result.outcome.records.created == 3)
        #expect(try test.customers().count == 2)
        #expect(Set(try test.loans().map(\.sourceKey)).count == 2)
    }

    @Test("two customers who swapped row numbers keep their loans", arguments: Engine.allCases)
    func swappedNumbers(engine: Engine) throws {
        let test = try TestBook(engine)
        var backup = Backup()
        backup.clients.append(BackupClient(number: 2, document: "1002"))
        _ = try test.sync(backup)
        let ids = Set(try test.loans().map(\.id))
        backup.clients[0].number = 2
        backup.clients[1].number = 1
        backup.clients.reverse()
        backup.boxDay = "03/03/2026"
        _ = try test.sync(backup)
        #expect(Set(try test.loans().map(\.id)) == ids)
    }

    @Test("the book verifies after a sync")
    func verify() throws {
        let test = try TestBook()
        _ = try test.sync(Backup())
        #expect(try test.book.verify(tenant: test.tenant).isSound)
    }
}
