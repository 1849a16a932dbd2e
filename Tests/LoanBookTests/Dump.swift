import Codecs
import Machine
import Storage

/// Everything the book's tables hold, as text that two databases can be compared by.
enum Dump {
    /// Tables and the columns that `verify` answers for; hashes of dossiers only save work.
    static let tables: [(name: String, columns: String)] = [
        ("tenant", "id, name, currency, time_zone, created_at, last_seq, last_hash, seal, snapshots"),
        (
            "snapshot",
            "tenant_id, id, source, content_hash, business_day, recorded_at, first_seq, last_seq, document, seal"
        ),
        ("archive_part", "tenant_id, sha256, raw_size, deflated"),
        ("snapshot_file", "tenant_id, snapshot_id, name, size, sha256"),
        ("snapshot_part", "tenant_id, snapshot_id, name, part, sha256"),
        (
            "change",
            """
            tenant_id, seq, entity, entity_id, version, event, changed_fields, occurred_day, recorded_at, snapshot_id,
            document_hash, previous_hash, hash
            """
        ),
        (
            "version",
            "tenant_id, entity, entity_id, version, from_seq, to_seq, document, personal, personal_hash"
        ),
        (
            "route",
            """
            tenant_id, id, source_key, name, business_day, box_minor, box_computed_minor, profile, version,
            changed_seq, removed_seq, document, personal, personal_hash, salt
            """
        ),
        (
            "customer",
            """
            tenant_id, id, route_id, visit_order, client_group, hidden, reported, status, version, changed_seq,
            removed_seq, document, personal, personal_hash, salt
            """
        ),
        (
            "loan",
            """
            tenant_id, id, route_id, customer_id, source_key, number, origin, kind, status, principal_minor,
            total_minor, paid_minor, payments_count, outstanding_minor, outstanding_source_minor,
            outstanding_computed_minor, installment_minor, installment_count, frequency, period_days, disbursed_day,
            first_due_day, last_due_day, collection_mask, forgiven_days, first_payment_day, last_payment_day,
            closed_day, version, changed_seq, removed_seq, document
            """
        ),
        (
            "payment",
            """
            tenant_id, id, route_id, customer_id, loan_id, source_key, ticket, amount_minor, paid_day, paid_second,
            sequence, status, version, changed_seq, removed_seq, document
            """
        ),
        (
            "settlement",
            """
            tenant_id, id, route_id, source_key, number, settled_day, collected_minor, lent_minor, expenses_minor,
            opening_minor, closing_minor, closing_expected_minor, version, changed_seq, removed_seq, document
            """
        ),
        (
            "finding",
            """
            tenant_id, id, route_id, customer_id, loan_id, code, severity, severity_rank, basis, status, entity,
            entity_id, detected_day, amount_minor, version, changed_seq, removed_seq, document
            """
        ),
    ]

    /// `withoutDeflated` leaves the form out in which archived bytes are packed: its last bits may be anything.
    static func text(of database: Database, withoutDeflated: Bool = false) throws -> String {
        try database.withReader { connection in
            var lines: [String] = []
            for table in tables {
                let columns = withoutDeflated ? table.columns.replacing(", deflated", with: "") : table.columns
                let width = columns.split(separator: ",").count
                var rows: [String] = []
                try connection.forEachRow("SELECT \(columns) FROM \(table.name)") { row in
                    rows.append(try (0..<width).map { try cell(row, $0) }.joined(separator: "|"))
                }
                lines.append(table.name)
                lines += rows.sorted()
            }
            return lines.joined(separator: "\n")
        }
    }

    /// SHA-256 of ``text(of:withoutDeflated:)``, for those who hold many.
    static func digest(of database: Database, withoutDeflated: Bool = false) throws -> [UInt8] {
        Digest.sha256(try text(of: database, withoutDeflated: withoutDeflated))
    }

    private static func cell(_ row: any RowCursor, _ column: Int) throws -> String {
        if row.isNull(column) { return "NULL" }
        if let number = try? row.integer(column) { return String(number) }
        return Hex.encode(try row.bytes(column))
    }
}
