import Lending
import Storage

/// The tables of one tenant while a sync writes them: rows held back, and sent parents first.
final class Ledger {
    let connection: any Connection
    let tenant: TenantID
    let log: ChangeLog
    let routes: RecordStore<RouteRecords>
    let customers: RecordStore<CustomerRecords>
    let loans: RecordStore<LoanRecords>
    let payments: RecordStore<PaymentRecords>
    let settlements: RecordStore<SettlementRecords>
    let findings: RecordStore<FindingRecords>
    let receipts: RecordStore<ReceiptRecords>
    private let versions: any BulkWriter
    private let dossiers: any BulkWriter

    init(connection: any Connection, tenant: TenantID, log: ChangeLog) {
        self.connection = connection
        self.tenant = tenant
        self.log = log
        versions = connection.bulkWriter(
            table: "version",
            columns: [
                "tenant_id", "entity", "entity_id", "version", "from_seq", "to_seq", "document", "personal",
                "personal_hash",
            ]
        )
        dossiers = connection.bulkWriter(table: "dossier", columns: ["tenant_id", "customer_id", "hash"])
        routes = RecordStore(connection: connection, tenant: tenant, log: log, versions: versions)
        customers = RecordStore(connection: connection, tenant: tenant, log: log, versions: versions)
        loans = RecordStore(connection: connection, tenant: tenant, log: log, versions: versions)
        payments = RecordStore(connection: connection, tenant: tenant, log: log, versions: versions)
        settlements = RecordStore(connection: connection, tenant: tenant, log: log, versions: versions)
        findings = RecordStore(connection: connection, tenant: tenant, log: log, versions: versions)
        receipts = RecordStore(connection: connection, tenant: tenant, log: log, versions: versions)
    }

    /// Sends everything held back, in an order in which no row comes before the one it hangs from.
    func flush() throws {
        try routes.flush()
        try settlements.flush()
        try customers.flush()
        try dossiers.flush()
        try loans.flush()
        try payments.flush()
        try findings.flush()
        try receipts.flush()
        try versions.flush()
        try log.flush()
    }

    /// Sends what is held back when it is much.
    func flushIfFull() throws {
        let pending = customers.pending + loans.pending + payments.pending + findings.pending + receipts.pending
        if pending >= Limits.pendingRows { try flush() }
    }

    /// Sends parents that a row about to be moved may hang from.
    func flushParents() throws {
        guard customers.pending + loans.pending > 0 else { return }
        try flush()
    }

    /// Sends what is held back when these loans besides would be more than a writer holds, so that their customer goes
    /// first.
    func makeRoom(forLoans documents: [[UInt8]]) throws {
        if isTooMuch(documents, besides: loans) { try flush() }
    }

    /// Sends what is held back when these payments besides would be more than a writer holds, so that their loans go
    /// first.
    func makeRoom(forPayments documents: [[UInt8]]) throws {
        if isTooMuch(documents, besides: payments) { try flush() }
    }

    private func isTooMuch<Table>(_ documents: [[UInt8]], besides store: RecordStore<Table>) -> Bool {
        store.pending + documents.count >= Limits.pendingRows
            || documents.reduce(store.pendingBytes) { $0 + $1.count } >= Limits.pendingBytes
    }

    /// Notes the mark of a new customer's dossier.
    func addMark(_ mark: DossierMark, of customer: CustomerID) throws {
        try dossiers.append([.text(tenant.text), .text(customer.text), .bytes(mark.bytes)])
    }

    /// Notes the mark of a known customer's dossier.
    func setMark(_ mark: DossierMark, of customer: CustomerID) throws {
        try connection.execute(
            """
            INSERT INTO dossier (tenant_id, customer_id, hash) VALUES ($1, $2, $3)
            ON CONFLICT (tenant_id, customer_id) DO UPDATE SET hash = excluded.hash
            """,
            [.text(tenant.text), .text(customer.text), .bytes(mark.bytes)]
        )
    }
}
