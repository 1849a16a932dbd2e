import Codecs
public import Lending
public import Machine
public import Storage

/// The books of all tenants of one database, and the only writer of their records.
///
/// Its verbs block; call them on a thread of the `BlockingPool` or from the command line.
public final class Book: Sendable {
    /// Where the books are.
    public let database: Database

    /// The books in `database`, whose schema ``prepare(clock:)`` brings up to date.
    public init(database: Database) {
        self.database = database
    }

    /// The steps of the schema, oldest first.
    public static let migrations = [
        Migration(id: "0001", name: "foundation", sql: M0001Foundation.sql),
        Migration(id: "0002", name: "route days", sql: M0002RouteDays.sql),
        Migration(id: "0003", name: "snapshot count", sql: M0003SnapshotCount.sql),
        Migration(id: "0004", name: "receipts", sql: M0004Receipts.sql),
        Migration(id: "0005", name: "source reads", sql: M0005SourceReads.sql),
    ]

    /// Applies the steps of the schema that are missing and returns their ids.
    /// - Throws: ``StorageError``.
    @discardableResult
    public func prepare(clock: some Clock) throws -> [String] {
        let now = Instant(microseconds: clock.microseconds())
        let runner = MigrationRunner(Book.migrations)
        // Asked first, because applying takes the write lock, which a sync may hold for minutes.
        guard try !runner.pending(on: database).isEmpty else { return [] }
        return try runner.run(on: database, appliedAt: now.rfc3339Text)
    }

    /// Creates a tenant with an empty book.
    ///
    /// `currency` is an ISO 4217 code, `timeZone` the IANA name of the zone in which its business days are told.
    /// - Throws: ``LoanBookError/tenantExists(name:)``, ``LoanBookError/badTenant(field:expected:)``.
    @discardableResult
    public func createTenant(
        name: String,
        currency: String = "COP",
        timeZone: String = "America/Bogota",
        clock: some Clock
    ) throws -> TenantRecord {
        let tenant = TenantRecord(
            id: Book.tenantID(named: name),
            name: name,
            currency: currency,
            timeZone: timeZone,
            createdAt: Instant(microseconds: clock.microseconds()),
            lastSeq: 0
        )
        try Book.checkTenant(name: name, currency: currency, timeZone: timeZone)
        return try database.withWriter { connection in
            guard try find(name, on: connection) == nil else { throw LoanBookError.tenantExists(name: name) }
            try TenantRecords.insert(tenant, on: connection)
            return tenant
        }
    }

    /// The tenant named `name`.
    /// - Throws: ``LoanBookError/unknownTenant(name:)``.
    public func tenant(named name: String) throws -> TenantRecord {
        guard let tenant = try database.withReader({ try find(name, on: $0) }) else {
            throw LoanBookError.unknownTenant(name: name)
        }
        return tenant
    }

    /// All tenants by name.
    /// - Throws: ``StorageError``.
    public func tenants() throws -> [TenantRecord] {
        try database.withReader { connection in
            try connection.rows(
                "SELECT id, name, currency, time_zone, created_at, last_seq FROM tenant ORDER BY name",
                [],
                TenantRecords.read
            )
        }
    }

    /// The id that a tenant named `name` has or will have, on any machine.
    public static func tenantID(named name: String) -> TenantID {
        TenantID(DeterministicID.text(prefix: Tenant.idPrefix, parts: [name]))
    }

    private func find(_ name: String, on connection: any Connection) throws -> TenantRecord? {
        try connection.firstRow(
            "SELECT id, name, currency, time_zone, created_at, last_seq FROM tenant WHERE name = $1",
            [.text(name)],
            TenantRecords.read
        )
    }

    /// Whether a tenant may have this name, currency and time zone; asks no database.
    /// - Throws: ``LoanBookError/badTenant(field:expected:)``.
    public static func checkTenant(name: String, currency: String, timeZone: String) throws(LoanBookError) {
        let isPrintable = name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
        guard isPrintable, !name.isEmpty, name.count <= Limits.tenantNameCharacters else {
            throw LoanBookError.badTenant(field: "name", expected: "1 to 200 printable characters")
        }
        guard currency.utf8.count == 3, currency.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
            throw LoanBookError.badTenant(field: "currency", expected: "an ISO 4217 code such as COP")
        }
        guard TimeZoneName.isKnown(timeZone) else {
            let meant = TimeZoneName.suggestion(for: timeZone) ?? "America/Bogota"
            throw LoanBookError.badTenant(field: "time zone", expected: "an IANA name such as \(meant)")
        }
    }
}
