import Foundation
import Intake
import Lending
import LoanBook
import Storage
import TestSupport
import Testing

@Suite("loans that stand as rows")
struct LedgerTests {
    private func pesos(_ amount: Int64, _ cents: Int64 = 0) -> Money { Money(minorUnits: amount * 100 + cents) }

    @Test("customers, loans and payments are linked, filtered and completed", arguments: Engine.allCases)
    func whole(engine: Engine) throws {
        let scratch = try Scratch()
        let backup = LedgerBackup()
        let book = try TestBook(engine)
        let result = try book.sync(backup.write(to: scratch), profile: backup.parsed())

        #expect(result.routes.sorted() == ["Norte", "Sur"])
        #expect(result.rejects.count == 0)
        let loans = try book.loans().sorted { $0.terms.total < $1.terms.total }
        #expect(loans.map(\.terms.total) == [pesos(120_000), pesos(240_000), pesos(360_000, 60)])
        #expect(loans.map(\.status) == [.paid, .active, .active])
        #expect(loans.map(\.outstanding) == [.zero, pesos(225_000), pesos(270_000, 45)])
        #expect(loans.map(\.paymentsCount) == [1, 2, 1])
        #expect(loans[2].terms.installmentAmount == pesos(90_000, 15))
        #expect(loans[2].terms.frequency == .weekly)
        #expect(loans.map(\.number) == [1, 2, 1])
        // 2026-01-07 00:00 UTC is still the evening of the 6th in Colombia.
        let first = try #require(try book.payments().first { $0.ticket == "1" })
        #expect(first.paidOn == CivilDate(year: 2026, month: 1, day: 6))
        #expect(first.paidAt == DayTime(secondOfDay: 19 * 3_600))
        #expect(first.principalPart == pesos(8_333, 33) || first.principalPart == pesos(8_333, 34))
        let notices = result.notices.joined(separator: "\n")
        #expect(notices.contains("1 rows of customers were left out"))
        #expect(notices.contains("1 rows of payments stand there more than once"))
        #expect(notices.contains("1 rows of payments were left out"))
        #expect(notices.contains("1 loans are cancelled"))
        #expect(notices.contains("1 payments name loans or customers that are not"))
        #expect(try book.book.verify(tenant: book.tenant).isSound)
    }

    @Test("the same rows change nothing; the next day's change only what they change", arguments: Engine.allCases)
    func nights(engine: Engine) throws {
        let scratch = try Scratch()
        var backup = LedgerBackup()
        let book = try TestBook(engine)
        try book.sync(backup.write(to: scratch), profile: backup.parsed())
        let again = try book.sync(backup.write(to: scratch), profile: backup.parsed())
        #expect(again.outcome.changes == 0)

        backup.statements.append("INSERT INTO pagos VALUES (8, 10, '10.000', 1768090000000, 0)")
        backup.statements.append("UPDATE pagos SET valor = '4.000' WHERE id = 2")
        backup.statements.append("DELETE FROM pagos WHERE id = 4")
        let before = Int64(try book.changes().count)
        try book.sync(backup.write(to: scratch), profile: backup.parsed())
        let events = try book.changes(after: before).filter { $0.entity == "payment" }.map(\.event)
        #expect(events.sorted() == ["payment.received", "payment.revised", "payment.voided"])
    }

    @Test("a payment that names only the customer stands on the newest loan that had begun")
    func byCustomer() throws {
        let scratch = try Scratch()
        var backup = LedgerBackup()
        backup.statements.append(
            "ALTER TABLE pagos ADD COLUMN cliente INT; UPDATE pagos SET cliente = 1, prestamo = NULL WHERE id IN (2, 4)"
        )
        backup.profile = backup.profile.replacing(
            "loan: { column: prestamo, as: text }",
            with: "loan: { column: prestamo, as: text }\n      customer: { column: cliente, as: text }"
        )
        let book = try TestBook()
        try book.sync(backup.write(to: scratch), profile: backup.parsed())
        let loans = try book.loans().sorted { $0.terms.total < $1.terms.total }
        #expect(loans.map(\.paid) == [pesos(120_000), pesos(15_000), pesos(90_000, 15)])
    }

    @Test("a row that cannot be read is a reject with its place, and what it was is not taken for deleted")
    func rejects() throws {
        let scratch = try Scratch()
        var backup = LedgerBackup()
        let book = try TestBook()
        try book.sync(backup.write(to: scratch), profile: backup.parsed())
        backup.statements.append("UPDATE pagos SET valor = 'mucho' WHERE id = 2")
        let result = try book.sync(backup.write(to: scratch), profile: backup.parsed())
        #expect(result.rejects.rows == 1)
        let reject = try #require(result.rejects.listed.first)
        #expect(reject.place.table == "pagos")
        #expect(reject.place.row == 2)
        #expect("\(reject)".contains("\"mucho\""))
        #expect(try book.changes().allSatisfy { $0.event != "payment.voided" })
        #expect(try book.loans().first { $0.terms.total == pesos(240_000) }?.paid == pesos(15_000))
    }

    @Test("a dry run counts what a sync would write")
    func dryRun() throws {
        let scratch = try Scratch()
        let backup = LedgerBackup()
        let run = try DryRun(SourceCopy(of: backup.write(to: scratch), profile: backup.parsed()))
        #expect(run.customers == 2)
        #expect(run.loans == 3)
        #expect(run.activeLoans == 2)
        #expect(run.principal == pesos(600_000, 50))
        #expect(run.outstanding == pesos(495_000, 45))
        #expect(run.payments == 4)
        #expect(run.paid == pesos(225_000, 15))
        #expect(run.routes == ["Norte", "Sur"])
        #expect(run.businessDate == CivilDate(year: 2026, month: 1, day: 9))
    }

    @Test("one of several routes in a file is picked by its name, and an unknown name is refused")
    func picked() throws {
        let scratch = try Scratch()
        let backup = LedgerBackup()
        let book = try TestBook()
        let path = try backup.write(to: scratch)
        let result = try book.sync(path, route: "norte", profile: backup.parsed())
        #expect(result.routes == ["Norte"])
        #expect(try book.customers().count == 1)
        let error = try #require(throws: IntakeError.self) {
            try book.sync(path, route: "Oriente", profile: backup.parsed())
        }
        #expect(error.code == .unknownRoute)
        #expect(error.message.contains("Norte, Sur"))
    }

    @Test("packed text becomes rows, and a part of a cell is read")
    func packed() throws {
        let scratch = try Scratch()
        var backup = LedgerBackup()
        backup.statements.append(
            """
            ALTER TABLE prestamos ADD COLUMN abonos TEXT;
            UPDATE prestamos SET abonos = '06/01/2026 10:00:00 Abono 10000 230000 A1-07/01/2026 11:00:00 Abono 5000 225000 A2-'
              WHERE id = 10
            """
        )
        let start = try #require(backup.profile.range(of: "  payments:\n"))
        let end = try #require(backup.profile.range(of: "policies:\n"))
        backup.profile.replaceSubrange(
            start.lowerBound..<end.lowerBound,
            with: """
                  payments:
                    file: book
                    table: prestamos
                    key: ticket
                    unpack: { column: abonos, separator: "-", columns: [dia, hora, tipo, abono, queda, recibo] }
                    where: [{ column: tipo, in: [abono] }]
                    fields:
                      loan: { column: id, as: text }
                      date: { column: dia, as: { date: dd/MM/yyyy } }
                      time: { column: hora, part: { separator: ":", number: 1 }, as: { time: HH } }
                      amount: { column: abono, as: money }
                      balance_after: { column: queda, as: money }
                      ticket: { column: recibo, as: text }

                """
        )
        let book = try TestBook()
        try book.sync(backup.write(to: scratch), profile: backup.parsed())
        let payments = try book.payments().sorted { $0.paidOn < $1.paidOn }
        #expect(payments.map(\.ticket) == ["A1", "A2"])
        #expect(payments.map(\.paidAt?.text) == ["10:00:00", "11:00:00"])
        #expect(payments.map(\.balanceAfter) == [pesos(230_000), pesos(225_000)])
    }
}
