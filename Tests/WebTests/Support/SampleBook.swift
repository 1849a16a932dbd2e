import Lending
import LoanBook
import Logging
import Machine
import Storage
import TestSupport
import Web

/// A lender's book in a fresh database, with keys of all kinds and a second lender beside it.
final class SampleBook: Sendable {
    let test: TestDatabase
    let book: Book
    let tenant: TenantID
    let clock: FixedClock
    /// A key with every scope.
    let fullKey: String
    /// A key with every scope but the personal one.
    let plainKey: String
    /// A key with every scope, of another lender.
    let otherKey: String

    /// Days of the two snapshots.
    static let firstDay = CivilDate(dayNumber: 20_780)
    static let secondDay = firstDay.adding(days: 1)

    /// A book of two routes with `customers` customers each, read on `snapshots` days, on `engine`.
    init(_ engine: Engine, customers: Int = 6, paymentsPerLoan: Int = 4, snapshots: Int = 1) throws {
        test = try TestDatabase(engine)
        clock = FixedClock(microseconds: 1_795_500_000_000_000)
        book = Book(database: test.database)
        try book.prepare(clock: clock)
        let keys = APIKeys(test.database, clock: clock)
        tenant = try book.createTenant(name: "Cobros del Valle", clock: clock).id
        let other = try book.createTenant(name: "Otra Casa", clock: clock).id
        fullKey = try keys.create(tenant: tenant, label: "all", scopes: Set(APIScope.allCases)).text.text
        plainKey = try keys.create(tenant: tenant, label: "plain", scopes: Set(APIScope.standard)).text.text
        otherKey = try keys.create(tenant: other, label: "other", scopes: Set(APIScope.allCases)).text.text
        for day in 0..<snapshots {
            let lender = SampleLender(customers: customers, paymentsPerLoan: paymentsPerLoan + day)
            try sync(lender, day: day)
        }
    }

    /// Syncs what `lender` looks like `day` days after the first.
    func sync(_ lender: SampleLender, day: Int) throws {
        let header = SnapshotHeader(source: "sample", contentHash: Digest.sha256("sample \(day)"))
        _ = try book.sync(tenant: tenant, header: header, clock: clock) { writer in
            for route in 1...SampleLender.routes {
                try writer.begin(lender.facts(route: route, day: Self.firstDay.adding(days: day)))
                let dossiers = lender.dossiers(route: route, day: Self.firstDay.adding(days: day))
                for dossier in dossiers { try writer.apply(dossier) }
                if let dossier = dossiers.first, let payment = dossier.payments.last {
                    writer.take([Self.receipt(of: payment, to: dossier.customer.person.name)])
                }
                try writer.end()
            }
        }
    }

    /// What the customer called `name` was told about `payment`.
    private static func receipt(of payment: Payment, to name: String) -> Receipt {
        Receipt(
            id: ReceiptID("rc_\(payment.id.text)"),
            source: "sample",
            amount: payment.amount,
            paidOn: payment.paidOn,
            place: "chat/receipts/1",
            person: ReceiptPerson(name: name, sender: "Cobros")
        )
    }

    /// A key of the lender with `scopes` only.
    func key(_ scopes: APIScope...) throws -> String {
        try APIKeys(test.database, clock: clock).create(tenant: tenant, label: "some", scopes: Set(scopes)).text.text
    }

    /// A server of the book.
    func server(demo: Bool = false, host: String = "127.0.0.1", port: Int = 0) throws -> RecaudoServer {
        let page = demo ? DemoPage(tenant: tenant, key: fullKey, source: .backup(name: "muestra")) : nil
        return try RecaudoServer(
            configuration: WebConfiguration(host: host, port: port, demo: page),
            database: test.database,
            clock: clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }
}
