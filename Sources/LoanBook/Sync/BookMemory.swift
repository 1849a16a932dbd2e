import Foundation
public import Lending
import Storage

/// What the book holds while a snapshot is being written, for telling whose files came.
///
/// Everything is looked up by key, so that a question costs the same in a book of a million loans. It belongs to the
/// thread of its sync.
public struct BookMemory {
    private let connection: any Connection
    private let tenant: SQLValue

    init(connection: any Connection, tenant: TenantID) {
        self.connection = connection
        self.tenant = .text(tenant.text)
    }

    /// The tenant's routes by name, without their collectors.
    /// - Throws: `StorageError`, `WireError`.
    public func routes() throws -> [Route] {
        try connection.rows("SELECT document FROM route WHERE tenant_id = $1 ORDER BY source_key", [tenant]) {
            try RouteRecords.read(try $0.bytes(0), personal: nil)
        }
    }

    /// Those of `customers` that the book ever held.
    /// - Throws: `StorageError`.
    public func known(_ customers: [CustomerID]) throws -> Set<CustomerID> {
        let found = try known(customers.map(\.text), sql: Self.customersSQL)
        return Set(found.map { CustomerID($0) })
    }

    /// Those of `payments` that the book ever held.
    /// - Throws: `StorageError`.
    public func known(_ payments: [PaymentID]) throws -> Set<PaymentID> {
        let found = try known(payments.map(\.text), sql: Self.paymentsSQL)
        return Set(found.map { PaymentID($0) })
    }

    /// The customer with their personal part; nil when the book does not hold them, or the part was erased.
    /// - Throws: `StorageError`, `WireError`.
    public func customer(_ id: CustomerID) throws -> Customer? {
        try connection.firstRow(
            "SELECT document, personal FROM customer WHERE tenant_id = $1 AND id = $2 AND personal IS NOT NULL",
            [tenant, .text(id.text)]
        ) { try CustomerRecords.read(try $0.bytes(0), personal: try $0.bytes(1)) }
    }

    /// Whether a payment of the customer was ever held.
    /// - Throws: `StorageError`.
    public func hasPayments(_ customer: CustomerID) throws -> Bool {
        try connection.firstRow(
            "SELECT 1 FROM payment WHERE tenant_id = $1 AND customer_id = $2 LIMIT 1",
            [tenant, .text(customer.text)]
        ) { _ in true } ?? false
    }

    /// Number of customers who stand on a route.
    /// - Throws: `StorageError`.
    public func customersCount(on route: RouteID) throws -> Int {
        try connection.firstRow(
            "SELECT COUNT(*) FROM customer WHERE tenant_id = $1 AND route_id = $2 AND removed_seq IS NULL",
            [tenant, .text(route.text)]
        ) { Int(try $0.integer(0)) } ?? 0
    }

    /// Number of payments that stand on the loans of a route.
    /// - Throws: `StorageError`.
    public func paymentsCount(on route: RouteID) throws -> Int {
        try connection.firstRow(
            """
            SELECT CAST(COALESCE(SUM(payments_count), 0) AS BIGINT)
            FROM loan WHERE tenant_id = $1 AND route_id = $2 AND removed_seq IS NULL
            """,
            [tenant, .text(route.text)]
        ) { Int(try $0.integer(0)) } ?? 0
    }

    /// Customers of a route whose identity number changed between two snapshots, with their personal part.
    /// - Throws: `StorageError`, `WireError`.
    public func renamedCustomers(on route: RouteID) throws -> [Customer] {
        try connection.rows(
            """
            SELECT document, personal FROM customer
            WHERE tenant_id = $1 AND personal IS NOT NULL AND id IN (
                SELECT entity_id FROM finding WHERE tenant_id = $1 AND route_id = $2 AND code = $3
            )
            ORDER BY id
            """,
            [tenant, .text(route.text), .text(FindingCode.identityChanged.rawValue)]
        ) { try CustomerRecords.read(try $0.bytes(0), personal: try $0.bytes(1)) }
    }

    /// The keys in the source of the customer's payments that stand.
    /// - Throws: `StorageError`.
    public func paymentKeys(of customer: CustomerID) throws -> [String] {
        try connection.rows(
            """
            SELECT source_key FROM payment
            WHERE tenant_id = $1 AND customer_id = $2 AND removed_seq IS NULL ORDER BY id
            """,
            [tenant, .text(customer.text)]
        ) { try $0.text(0) }
    }

    /// The day it is for the tenant at `now`.
    /// - Throws: `StorageError`.
    public func today(at now: Instant) throws -> CivilDate {
        let zone = try timeZone().map { TimeZone(identifier: $0) }
        let moment = Date(timeIntervalSince1970: Double(now.microseconds) / 1_000_000)
        let shift = Int64(zone??.secondsFromGMT(for: moment) ?? 0) * 1_000_000
        return CivilDate(dayNumber: Int((now.microseconds + shift) / 86_400_000_000))
    }

    /// The IANA name of the zone in which the tenant's business days are told.
    /// - Throws: `StorageError`.
    public func timeZone() throws -> String? {
        try connection.firstRow("SELECT time_zone FROM tenant WHERE id = $1", [tenant]) { try $0.text(0) }
    }

    /// Ids asked for in one statement: one text of the statement serves all, the last batch is filled up.
    private static let batch = 100
    private static let marks = (2...(batch + 1)).map { "$\($0)" }.joined(separator: ", ")
    private static let customersSQL = "SELECT id FROM customer WHERE tenant_id = $1 AND id IN (\(marks))"
    private static let paymentsSQL = "SELECT id FROM payment WHERE tenant_id = $1 AND id IN (\(marks))"

    private func known(_ ids: [String], sql: String) throws -> [String] {
        var found: [String] = []
        for start in stride(from: 0, to: ids.count, by: Self.batch) {
            var asked = Array(ids[start..<min(start + Self.batch, ids.count)])
            asked += Array(repeating: asked[0], count: Self.batch - asked.count)
            found += try connection.rows(sql, [tenant] + asked.map { .text($0) }) { try $0.text(0) }
        }
        return found
    }
}
