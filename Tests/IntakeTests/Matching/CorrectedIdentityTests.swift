import Foundation
import Intake
import Lending
import LoanBook
import Storage
import Testing

@Suite("A corrected identity number")
struct CorrectedIdentityTests {
    /// Three customers with a payment each.
    private func backup() -> Backup {
        var backup = Backup()
        backup.settlements = []
        backup.clients = (1...3).map { number in
            BackupClient(
                number: number,
                name: "Persona \(number)",
                document: "100\(number)",
                payments: [BackupPayment(time: "1\(number):00:00", ticket: "t\(number)")]
            )
        }
        return backup
    }

    private func changes(_ test: TestBook, _ result: SyncResult) throws -> [String] {
        guard let log = result.outcome.log else { return [] }
        return try test.changes(after: log.lowerBound - 1).map(\.event).sorted()
    }

    private func codes(_ test: TestBook) throws -> [String] { try test.findings().map(\.code).sorted() }

    @Test(
        "the customer, their loans and payments stay, and a finding without the number says so",
        arguments: Engine.allCases
    )
    func corrected(engine: Engine) throws {
        let test = try TestBook(engine)
        var backup = backup()
        _ = try test.sync(backup)
        let before = try (test.customers().map(\.id), test.loans(), test.payments())
        backup.clients[1].document = "52300111"
        backup.boxDay = "03/03/2026"
        let result = try test.sync(backup)
        #expect(
            try changes(test, result) == ["customer.updated", "finding.raised", "route.updated", "snapshot.applied"]
        )
        #expect(try test.customers().map(\.id) == before.0)
        #expect(try test.loans() == before.1)
        #expect(try test.payments() == before.2)
        let finding = try #require(try test.findings().first { $0.code == "history.identity_changed" })
        #expect(finding.sentenceES.contains("n.º 2 de la ruta ruta"))
        let texts = "\(finding.sentenceES) \(finding.sentenceEN) \(finding.evidence)"
        #expect(!texts.contains("52300111") && !texts.contains("1002"))
        let personal = try test.texts("SELECT personal FROM customer").filter { $0.contains("52300111") }
        #expect(personal.count == 1)
        #expect(try test.book.verify(tenant: test.tenant).isSound)
    }

    @Test("nights after the correction nothing changes but what is new", arguments: Engine.allCases)
    func later(engine: Engine) throws {
        let test = try TestBook(engine)
        var backup = backup()
        _ = try test.sync(backup)
        backup.clients[1].document = "52300111"
        _ = try test.sync(backup)
        let ids = try test.customers().map(\.id)
        backup.clients[1].balance = "100000"
        backup.clients[1].payments?.append(BackupPayment(day: "03/03/2026", balance: "100000", ticket: "t9"))
        backup.clients.append(
            BackupClient(number: 4, name: "Persona 4", document: "1004", balance: "120000", payments: [])
        )
        backup.boxDay = "03/03/2026"
        let result = try test.sync(backup)
        #expect(result.outcome.records.removed == 0)
        #expect(result.outcome.records.created == 3)
        #expect(Set(ids).isSubset(of: Set(try test.customers().map(\.id))))
        #expect(try test.payments().count == 4)
        #expect(try codes(test) == ["history.identity_changed"])
        // And back again.
        backup.clients[1].document = "1002"
        backup.boxDay = "04/03/2026"
        #expect(try test.sync(backup).outcome.records.removed == 0)
        #expect(try test.payments().count == 4)
        #expect(try codes(test) == ["history.identity_changed", "history.identity_changed"])
    }

    @Test("a customer without payments is told by name and telephone")
    func unpaid() throws {
        let test = try TestBook()
        var backup = backup()
        backup.clients[0].payments = []
        backup.clients[0].balance = "120000"
        _ = try test.sync(backup)
        let ids = try test.customers().map(\.id)
        backup.clients[0].document = "70111"
        backup.boxDay = "03/03/2026"
        _ = try test.sync(backup)
        #expect(try test.customers().map(\.id) == ids)
        #expect(try codes(test) == ["history.identity_changed"])
    }

    @Test("a number written otherwise is the same number, and no finding")
    func rewritten() throws {
        let test = try TestBook()
        var backup = backup()
        _ = try test.sync(backup)
        let ids = try test.customers().map(\.id)
        for index in backup.clients.indices { backup.clients[index].document = "1.00\(index + 1)" }
        backup.boxDay = "03/03/2026"
        #expect(try test.sync(backup).outcome.records.removed == 0)
        #expect(try test.customers().map(\.id) == ids)
        #expect(try codes(test).isEmpty)
    }

    @Test(
        "a new customer who takes over the old number is another customer, night after night",
        arguments: Engine.allCases
    )
    func reused(engine: Engine) throws {
        let test = try TestBook(engine)
        var backup = backup()
        _ = try test.sync(backup)
        let first = try test.payments()
        backup.clients[1].document = "52300111"
        _ = try test.sync(backup)
        backup.clients.append(
            BackupClient(number: 4, name: "Otra", document: "1002", payments: [BackupPayment(ticket: "t4")])
        )
        backup.boxDay = "03/03/2026"
        let result = try test.sync(backup)
        #expect(result.outcome.records.removed == 0)
        #expect(result.outcome.records.created == 3)
        #expect(Set(first.map(\.id)).isSubset(of: Set(try test.payments().map(\.id))))
        let ids = Set(try test.customers().map(\.id))
        #expect(ids.count == 4)
        // The app numbers its rows anew.
        backup.clients.remove(at: 0)
        for index in backup.clients.indices { backup.clients[index].number = index + 1 }
        backup.boxDay = "04/03/2026"
        let renumbered = try test.sync(backup)
        #expect(renumbered.outcome.records.created == 0)
        #expect(Set(try test.customers().map(\.id)).isSubset(of: ids))
        #expect(try test.payments().count == 3)
        #expect(try codes(test).filter { $0 == "history.identity_changed" }.count == 1)
        #expect(try test.book.verify(tenant: test.tenant).isSound)
    }

    @Test("a customer who leaves and a stranger who comes are two customers")
    func strangers() throws {
        let test = try TestBook()
        var backup = backup()
        _ = try test.sync(backup)
        backup.clients[1] = BackupClient(
            number: 2,
            name: "Otra persona",
            document: "80200",
            payments: [BackupPayment(time: "15:00:00", ticket: "t8")]
        )
        backup.boxDay = "03/03/2026"
        let result = try test.sync(backup)
        #expect(result.outcome.records.created == 3)
        #expect(result.outcome.records.removed == 3)
        #expect(try !codes(test).contains("history.identity_changed"))
    }

    @Test("a corrected customer whose row cannot be read stays as the book has them")
    func unreadable() throws {
        let test = try TestBook()
        var backup = backup()
        _ = try test.sync(backup)
        backup.clients[1].document = "52300111"
        _ = try test.sync(backup)
        backup.clients[1].balance = "??"
        backup.boxDay = "03/03/2026"
        let result = try test.sync(backup)
        #expect(result.rejects.rows == 1)
        #expect(result.outcome.records.removed == 0)
        #expect(try test.customers().count == 3)
    }
}
