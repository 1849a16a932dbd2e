/// Receipts: what customers were told about payments, held against the books.
///
/// `tracked` marks those that a sync of their route must look at; see `Receipt.isTracked`.
enum M0004Receipts {
    static let sql = """
        CREATE TABLE receipt (
            tenant_id TEXT NOT NULL REFERENCES tenant (id),
            id TEXT NOT NULL,
            source TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('payment', 'day_summary')),
            status TEXT NOT NULL CHECK (status IN ('matched', 'recorded', 'waiting', 'conflict')),
            reason TEXT,
            route_id TEXT,
            customer_id TEXT,
            loan_id TEXT,
            payment_id TEXT,
            settlement_id TEXT,
            amount_minor INTEGER NOT NULL,
            paid_day INTEGER NOT NULL,
            paid_second INTEGER CHECK (paid_second BETWEEN 0 AND 86399),
            reference TEXT,
            tracked INTEGER NOT NULL CHECK (tracked IN (0, 1)),
            version INTEGER NOT NULL CHECK (version > 0),
            changed_seq INTEGER NOT NULL CHECK (changed_seq > 0),
            removed_seq INTEGER,
            document TEXT NOT NULL,
            personal TEXT,
            personal_hash BLOB NOT NULL,
            salt BLOB,
            PRIMARY KEY (tenant_id, id)
        ) STRICT;
        CREATE INDEX receipt_by_route ON receipt (tenant_id, route_id, paid_day, id);
        CREATE INDEX receipt_tracked ON receipt (tenant_id, route_id, id) WHERE tracked = 1;
        CREATE INDEX receipt_by_customer ON receipt (tenant_id, customer_id, paid_day, id);
        CREATE INDEX receipt_by_payment ON receipt (tenant_id, payment_id, paid_day, id);
        CREATE INDEX receipt_by_status ON receipt (tenant_id, status, paid_day, id);
        CREATE INDEX receipt_by_day ON receipt (tenant_id, paid_day, id);

        """
}
