import Lending
import LoanBook
import Machine
import Storage
import TestSupport
import Testing

/// A prepared book on a fresh database, with one tenant.
final class BookFixture {
    let test: TestDatabase
    let book: Book
    let tenant: TenantID
    let clock = FixedClock(microseconds: 1_790_000_000_000_000)
    private var content: UInt64 = 0

    init(_ engine: Engine, tenant name: String = "Prestamos del Norte") throws {
        test = try TestDatabase(engine)
        book = Book(database: test.database)
        try book.prepare(clock: clock)
        tenant = try book.createTenant(name: name, clock: clock).id
    }

    /// A content hash that was not used before.
    func freshHash() -> [UInt8] {
        content += 1
        return Digest.sha256("content \(content)")
    }

    @discardableResult
    func sync(
        _ lender: Lender,
        hash: [UInt8]? = nil,
        olderFiles: SnapshotHeader.OlderFiles = .refuse,
        also body: (SnapshotWriter) throws -> Void = { _ in }
    ) throws -> SyncOutcome {
        let header = SnapshotHeader(source: "test", contentHash: hash ?? freshHash(), olderFiles: olderFiles)
        return try book.sync(tenant: lender.tenant, header: header, clock: clock) { writer in
            try writer.begin(lender.facts)
            for client in lender.clients { try writer.apply(lender.dossier(client)) }
            try body(writer)
            try writer.end()
        }
    }

    /// Event and id of each change from `seq` on.
    func events(from seq: Int64 = 1, of tenant: TenantID? = nil) throws -> [String] {
        try test.database.withReader { connection in
            try connection.rows(
                "SELECT event FROM change WHERE tenant_id = $1 AND seq >= $2 ORDER BY seq",
                [.text((tenant ?? self.tenant).text), .integer(seq)]
            ) { try $0.text(0) }
        }
    }

    /// The events of one sync.
    func events(_ outcome: SyncOutcome) throws -> [String] {
        guard let log = outcome.log else { return [] }
        return try Array(events(from: log.lowerBound).prefix(outcome.changes))
    }

    /// The first column of the first row, as text.
    func text(_ sql: String, _ values: [SQLValue] = []) throws -> String? {
        try test.database.withReader { try $0.firstRow(sql, values) { try $0.textOrNil(0) } } ?? nil
    }

    /// The first column of the first row, as a number.
    func number(_ sql: String, _ values: [SQLValue] = []) throws -> Int64? {
        try test.database.withReader { try $0.firstRow(sql, values) { try $0.integerOrNil(0) } } ?? nil
    }

    func execute(_ sql: String, _ values: [SQLValue] = []) throws {
        try test.database.withWriter { _ = try $0.execute(sql, values) }
    }

    /// Open findings of the tenant by code.
    func openFindings() throws -> [String] {
        try test.database.withReader { connection in
            try connection.rows(
                "SELECT code FROM finding WHERE tenant_id = $1 AND status = 'open' ORDER BY code",
                [.text(tenant.text)]
            ) { try $0.text(0) }
        }
    }

    /// Expects that `verify` finds nothing wrong.
    func expectSound(_ location: SourceLocation = #_sourceLocation) throws {
        let report = try book.verify(tenant: tenant)
        #expect(report.isSound, "\(report.first.map { "\($0)" } ?? "") \(report.problems)", sourceLocation: location)
    }
}
