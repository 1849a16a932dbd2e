import Foundation
import Intake
import Lending
import LoanBook
import Machine
import Storage
import Testing

@Suite("Keys of records")
struct KeyTests {
    private func events(_ test: TestBook, _ result: SyncResult) throws -> [String] {
        guard let log = result.outcome.log else { return [] }
        return try test.changes(after: log.lowerBound - 1).map { "\($0.event) \($0.fields)" }
    }

    @Test(
        "a ticket that looks like the second use of another is a payment of its own",
        arguments: [["A", "A", "A~2"], ["A", "A~2", "A"], ["A~2", "A", "A"], ["A", "A", "A~2", "A~2", "A"]]
    )
    func tickets(tickets: [String]) throws {
        var backup = Backup()
        backup.settlements = []
        backup.clients[0].payments = tickets.enumerated().map { index, ticket in
            BackupPayment(time: "1\(index):00:00", balance: "\(110_000 - index * 10_000)", ticket: ticket)
        }
        backup.clients[0].balance = "\(120_000 - tickets.count * 10_000)"
        let test = try TestBook()
        _ = try test.sync(backup)
        #expect(try test.payments().count == tickets.count)
        let ids = Set(try test.payments().map(\.id))
        #expect(ids.count == tickets.count)
        backup.boxDay = "03/03/2026"
        #expect(try events(test, test.sync(backup)) == ["route.updated business_date", "snapshot.applied "])
    }

    @Test("an identity number that looks like the second use of another is a customer of its own")
    func documents() throws {
        for documents in [["1001", "1001", "1001~2"], ["1001~2", "1001", "1001"], ["row:2", nil, "7"]] {
            var backup = Backup()
            backup.clients = documents.enumerated().map { index, document in
                BackupClient(number: index + 1, document: document, payments: nil)
            }
            let test = try TestBook()
            _ = try test.sync(backup)
            #expect(Set(try test.customers().map(\.id)).count == 3)
        }
    }

    @Test(
        "a row number taken over by a customer whose id ends alike makes no two loans of one key",
        arguments: Engine.allCases
    )
    func loanKeys(engine: Engine) throws {
        let test = try TestBook(engine)
        func ending(_ document: Int) -> Substring {
            DeterministicID.text(
                prefix: "cu",
                parts: [test.tenant.text, "prestacop", "customer", "ruta", String(document)]
            ).suffix(4)
        }
        var byEnding: [Substring: Int] = [:]
        var alike: (Int, Int)?
        for document in 100_000..<200_000 where alike == nil {
            if let other = byEnding.updateValue(document, forKey: ending(document)) { alike = (other, document) }
        }
        let (first, second) = try #require(alike)
        var backup = Backup()
        backup.clients[0].document = String(first)
        backup.clients.append(BackupClient(number: 2, document: "7", payments: [BackupPayment(ticket: "b")]))
        _ = try test.sync(backup)
        backup.clients[0] = BackupClient(
            number: 1,
            name: "Otra",
            document: String(second),
            payments: [BackupPayment(ticket: "c")]
        )
        backup.boxDay = "03/03/2026"
        _ = try test.sync(backup)
        #expect(try test.loans().count == 2)
        #expect(try test.book.verify(tenant: test.tenant).isSound)
    }

    @Test("rows that the app numbers anew change no loan and no payment", arguments: Engine.allCases)
    func renumbered(engine: Engine) throws {
        let test = try TestBook(engine)
        var backup = Backup()
        backup.settlements = []
        backup.clients = (1...4).map { number in
            BackupClient(number: number, document: "100\(number)", payments: [BackupPayment(ticket: "t\(number)")])
        }
        _ = try test.sync(backup)
        backup.clients.removeFirst()
        for index in backup.clients.indices { backup.clients[index].number = index + 1 }
        backup.boxDay = "03/03/2026"
        let changed = try events(test, test.sync(backup))
        #expect(!changed.contains { $0.hasPrefix("payment.revised") || $0.hasPrefix("loan.updated") })
        #expect(changed.contains { $0.hasPrefix("payment.voided") })
        // What does change takes the row number of its day.
        backup.clients[0].payments?[0].balance = "109000"
        backup.boxDay = "04/03/2026"
        let revised = try events(test, test.sync(backup)).filter { $0.hasPrefix("payment.revised") }
        #expect(revised == ["payment.revised principal_part,interest_part,balance_after,place"])
        #expect(try test.book.verify(tenant: test.tenant).isSound)
    }
}
