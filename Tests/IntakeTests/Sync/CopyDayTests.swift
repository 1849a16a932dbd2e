import Foundation
import Intake
import Lending
import LoanBook
import Storage
import Testing

@Suite("The day of a copy")
struct CopyDayTests {
    private func day(_ text: String) -> CivilDate? { CivilDate(iso: text) }

    /// A copy of 5 March with a payment on each day since the 2nd, and one whose date was mistyped.
    private func copy(mistyped: String?, box: String? = "05/03/2026") -> Backup {
        var backup = Backup()
        backup.boxDay = box
        backup.settlements = []
        backup.clients[0].balance = "70000"
        backup.clients[0].payments = (2...5).map { day in
            BackupPayment(day: "0\(day)/03/2026", balance: "\(120_000 - (day - 1) * 10_000)", ticket: "t\(day)")
        }
        backup.clients[0].payments?.append(
            BackupPayment(day: mistyped ?? "05/03/2026", time: "10:30:00", balance: "70000", ticket: "typed")
        )
        return backup
    }

    @Test("a payment dated in the future is a finding and moves no day", arguments: Engine.allCases)
    func futurePayment(engine: Engine) throws {
        var test = try TestBook(engine)
        test.stand(on: day("2026-03-05"))
        for box in ["05/03/2026", nil] {
            _ = try test.sync(copy(mistyped: "05/03/2062", box: box))
            #expect(try test.routes().first?.businessDate == day("2026-03-05"))
        }
        let finding = try #require(try test.findings().first { $0.code == "payment.in_future" })
        #expect(finding.severity == .warning)
        #expect(finding.amount == .whole(10_000))
        #expect(finding.evidence.first?.ticket == "typed")
        #expect(finding.sentenceES.contains("05/03/2062"))
        _ = try test.sync(copy(mistyped: nil))
        #expect(try !test.findings().contains { $0.code == "payment.in_future" })
    }

    @Test("a mistyped date, far or near, locks no later copy out", arguments: ["05/03/2062", "17/03/2026"])
    func notLockedOut(typed: String) throws {
        for box in ["05/03/2026", nil] {
            var test = try TestBook()
            test.stand(on: day("2026-03-05"))
            _ = try test.sync(copy(mistyped: typed, box: box))
            var next = copy(mistyped: typed, box: box)
            next.clients[0].payments?.append(
                BackupPayment(day: "06/03/2026", balance: "60000", ticket: "t6")
            )
            next.clients[0].balance = "60000"
            test.stand(on: day("2026-03-06"))
            _ = try test.sync(next)
            // The date is corrected, and the copy of the same day comes again.
            next.clients[0].payments?[4].day = "05/03/2026"
            _ = try test.sync(next)
            #expect(try test.payments().count == 6)
            let expected = box == nil ? day("2026-03-06") : day("2026-03-05")
            #expect(try test.routes().first?.businessDate == expected)
        }
    }

    @Test("a box dated in the future is passed over for the payments")
    func futureBox() throws {
        var test = try TestBook()
        test.stand(on: day("2026-03-05"))
        _ = try test.sync(copy(mistyped: nil, box: "05/03/2027"))
        #expect(try test.routes().first?.businessDate == day("2026-03-05"))
    }

    @Test("a clock that most of the copy contradicts is not believed")
    func wrongClock() throws {
        var test = try TestBook()
        test.stand(on: day("2019-01-01"))
        _ = try test.sync(copy(mistyped: nil))
        #expect(try test.routes().first?.businessDate == day("2026-03-05"))
        #expect(try test.findings().isEmpty)
    }

    @Test("a book that stands at a day that has not come takes the next copy by its payments")
    func lockedBefore() throws {
        var test = try TestBook()
        test.stand(on: day("2019-01-01"))
        _ = try test.sync(copy(mistyped: "05/03/2062", box: nil))
        #expect(try test.routes().first?.businessDate == day("2062-03-05"))
        test.stand(on: day("2026-03-05"))
        _ = try test.sync(copy(mistyped: nil))
        #expect(try test.routes().first?.businessDate == day("2026-03-05"))
    }

    @Test("the newest payment deleted on the same day is a finding, not an older copy", arguments: Engine.allCases)
    func newestDeleted(engine: Engine) throws {
        let test = try TestBook(engine)
        var backup = copy(mistyped: nil)
        _ = try test.sync(backup)
        backup.clients[0].payments?.removeLast()
        backup.clients[0].balance = "80000"
        _ = try test.sync(backup)
        #expect(try test.findings().map(\.code) == ["history.payment_voided"])
        #expect(try test.payments().count == 4)
    }

    @Test("an older copy of the same day is refused with an alarm unless it is accepted", arguments: Engine.allCases)
    func olderCopy(engine: Engine) throws {
        let test = try TestBook(engine)
        var backup = copy(mistyped: nil)
        backup.clients[0].payments?.append(
            BackupPayment(day: "05/03/2026", time: "11:00:00", balance: "60000", ticket: "later")
        )
        backup.clients[0].balance = "60000"
        _ = try test.sync(backup)
        backup.clients[0].payments?.removeLast(2)
        backup.clients[0].balance = "80000"
        #expect(throws: LoanBookError.self) { try test.sync(backup) }
        #expect(try test.findings().map(\.code) == ["snapshot.older_than_book"])
        #expect(try test.payments().count == 6)
        _ = try test.sync(backup, olderFiles: .accept)
        #expect(try test.payments().count == 4)
    }

    @Test("a copy from before the settlement of the day is older, one settled since is not")
    func settlements() throws {
        let test = try TestBook()
        let before = copy(mistyped: nil)
        var settled = before
        settled.settlements = [BackupSettlement(day: "05/03/2026")]
        _ = try test.sync(settled)
        var older = before
        older.clients[0].payments?.removeLast()
        #expect(throws: LoanBookError.self) { try test.sync(older) }
        var again = settled
        again.settlements.append(BackupSettlement(number: 2, day: "05/03/2026"))
        again.clients[0].payments?.removeLast(2)
        _ = try test.sync(again)
        #expect(try test.payments().count == 3)
    }
}
