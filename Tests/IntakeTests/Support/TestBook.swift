import Intake
import Lending
import LoanBook
import Machine
import Storage
import TestSupport
import Testing
import Wire

/// A book of one tenant on a database of its own.
struct TestBook {
    let book: Book
    let tenant: TenantID
    /// Long after every day that the tests speak of, unless one sets another day.
    var clock = FixedClock(microseconds: 1_800_000_000_000_000)
    private let database: TestDatabase

    init(_ engine: Engine = .sqlite) throws {
        database = try TestDatabase(engine)
        book = Book(database: database.database)
        try book.prepare(clock: clock)
        tenant = try book.createTenant(name: "prueba", clock: clock).id
    }

    @discardableResult
    func sync(
        _ path: String,
        route: String? = nil,
        profile: Profile? = nil,
        olderFiles: SnapshotHeader.OlderFiles = .refuse,
        newRoutes: NewRoutes = .unlessKnown
    ) throws -> SyncResult {
        let profile = try profile ?? ProfileCatalog.shipped("prestacop")
        return try SyncRun(book: book, tenant: tenant, profile: profile).run(
            path: path,
            route: route,
            olderFiles: olderFiles,
            newRoutes: newRoutes,
            clock: clock
        )
    }

    /// Syncs `backup` as the files of one route, in a folder of its own.
    @discardableResult
    func sync(_ backup: Backup, olderFiles: SnapshotHeader.OlderFiles = .refuse) throws -> SyncResult {
        let scratch = try Scratch()
        try backup.write(to: scratch.file("ruta"))
        return try sync(scratch.file("ruta"), olderFiles: olderFiles)
    }

    /// Sets the clock to noon of a day in Colombia.
    mutating func stand(on day: CivilDate?) {
        clock = FixedClock(microseconds: (Int64(day?.dayNumber ?? 0) * 86_400 + 17 * 3_600) * 1_000_000)
    }

    /// All records of a kind, read from their stored documents.
    func all<Value>(_ kind: RecordKind, _ read: ([UInt8]) throws -> Value) throws -> [Value] {
        try book.database.withReader { connection in
            var values: [Value] = []
            try RecordReader(connection, tenant: tenant).forEachDocument(RecordQuery(RecordFilter(kind))) {
                values.append(try read(Array($0)))
            }
            return values
        }
    }

    func loans() throws -> [Loan] { try all(.loans, LoanDocument.read) }
    func payments() throws -> [Payment] { try all(.payments, PaymentDocument.read) }
    func routes() throws -> [Route] { try all(.routes, { try RouteDocument.read($0) }) }
    func settlements() throws -> [Settlement] { try all(.settlements, SettlementDocument.read) }
    func findings() throws -> [Finding] { try all(.findings, FindingDocument.read) }
    func receipts() throws -> [Receipt] { try all(.receipts, { try ReceiptDocument.read($0) }) }
    func customers() throws -> [Customer] { try all(.customers, { try CustomerDocument.read($0) }) }

    /// The texts of one column, in no order.
    func texts(_ sql: String) throws -> [String] {
        try book.database.withReader { try $0.rows(sql) { try $0.text(0) } }
    }

    /// Everything the book holds, as one text, to prove that nothing was written.
    func everything() throws -> String {
        let counts = [
            "change", "version", "snapshot", "snapshot_file", "archive_part", "route", "customer", "loan", "payment",
            "settlement", "finding", "receipt",
        ]
        return try counts.map { table in
            let count = try book.database.withReader { connection in
                try connection.firstRow("SELECT COUNT(*) FROM \(table)") { try $0.integer(0) }
            }
            return "\(table) \(count ?? 0)"
        }
        .joined(separator: ", ")
    }

    /// The log: entity, event, and the names of the fields that changed.
    func changes(after seq: Int64 = 0) throws -> [(entity: String, id: String, event: String, fields: String)] {
        try book.database.withReader { connection in
            try connection.rows(
                "SELECT entity, entity_id, event, changed_fields FROM change WHERE seq > $1 ORDER BY seq",
                [.integer(seq)]
            ) { (try $0.text(0), try $0.text(1), try $0.text(2), try $0.text(3)) }
        }
    }
}
