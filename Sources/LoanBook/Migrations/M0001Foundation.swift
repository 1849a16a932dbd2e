/// The first schema: tenants and their keys, snapshots with their archived files, the change log, superseded
/// versions, and one table of current rows for each kind of record.
///
/// - Every key starts with the tenant, so isolation is structural.
/// - Columns ending in `_day` are day numbers since 1970-01-01 (`CivilDate.dayNumber`), `_minor` are hundredths of the
///   tenant's currency, `_at` are microseconds since 1970-01-01T00:00:00Z.
/// - A current row holds its published document; its other columns repeat figures of the document for filtering.
/// - Rows point to what they hang from only once (payment to loan, loan to customer, customer to route, route to
///   tenant): each further key is checked for every payment ever written and proves nothing new.
/// - Ids are derived from source keys, so the unique source keys are a second lock on the same door. A customer has
///   none, because in the sources it is an identity number and belongs to the personal part; a payment's is not
///   indexed, because that index would be the largest of the book.
enum M0001Foundation {
    static let sql = tenants + snapshots + log + routesAndCustomers + loansAndPayments + settlementsAndFindings

    private static let tenants = """
        CREATE TABLE tenant (
            id TEXT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200),
            currency TEXT NOT NULL CHECK (length(currency) = 3),
            time_zone TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            last_seq INTEGER NOT NULL CHECK (last_seq >= 0),
            last_hash BLOB NOT NULL CHECK (length(last_hash) = 32),
            seal BLOB NOT NULL CHECK (length(seal) = 32)
        ) STRICT;
        CREATE TABLE api_key (
            tenant_id TEXT NOT NULL REFERENCES tenant (id),
            key_id TEXT NOT NULL,
            label TEXT NOT NULL,
            prefix TEXT NOT NULL,
            key_hash BLOB NOT NULL UNIQUE CHECK (length(key_hash) = 32),
            scopes TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            expires_at INTEGER,
            revoked_at INTEGER,
            last_used_at INTEGER,
            PRIMARY KEY (tenant_id, key_id)
        ) STRICT;

        """

    private static let snapshots = """
        CREATE TABLE snapshot (
            tenant_id TEXT NOT NULL REFERENCES tenant (id),
            id TEXT NOT NULL,
            source TEXT NOT NULL,
            content_hash BLOB NOT NULL CHECK (length(content_hash) = 32),
            business_day INTEGER,
            recorded_at INTEGER NOT NULL,
            first_seq INTEGER CHECK (first_seq > 0),
            last_seq INTEGER NOT NULL CHECK (last_seq >= 0),
            document TEXT NOT NULL,
            seal BLOB NOT NULL,
            PRIMARY KEY (tenant_id, id),
            UNIQUE (tenant_id, content_hash)
        ) STRICT;
        CREATE INDEX snapshot_by_day ON snapshot (tenant_id, business_day, last_seq);
        CREATE TABLE archive_part (
            tenant_id TEXT NOT NULL REFERENCES tenant (id),
            sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
            raw_size INTEGER NOT NULL CHECK (raw_size >= 0),
            deflated BLOB NOT NULL,
            PRIMARY KEY (tenant_id, sha256)
        ) STRICT;
        CREATE TABLE snapshot_file (
            tenant_id TEXT NOT NULL,
            snapshot_id TEXT NOT NULL,
            name TEXT NOT NULL,
            size INTEGER NOT NULL CHECK (size >= 0),
            sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
            PRIMARY KEY (tenant_id, snapshot_id, name),
            FOREIGN KEY (tenant_id, snapshot_id) REFERENCES snapshot (tenant_id, id)
        ) STRICT;
        CREATE TABLE snapshot_part (
            tenant_id TEXT NOT NULL,
            snapshot_id TEXT NOT NULL,
            name TEXT NOT NULL,
            part INTEGER NOT NULL CHECK (part >= 0),
            sha256 BLOB NOT NULL,
            PRIMARY KEY (tenant_id, snapshot_id, name, part),
            FOREIGN KEY (tenant_id, snapshot_id, name) REFERENCES snapshot_file (tenant_id, snapshot_id, name),
            FOREIGN KEY (tenant_id, sha256) REFERENCES archive_part (tenant_id, sha256)
        ) STRICT;

        """

    private static let log = """
        CREATE TABLE change (
            tenant_id TEXT NOT NULL,
            seq INTEGER NOT NULL CHECK (seq > 0),
            entity TEXT NOT NULL,
            entity_id TEXT NOT NULL,
            version INTEGER NOT NULL CHECK (version > 0),
            event TEXT NOT NULL,
            changed_fields TEXT NOT NULL,
            occurred_day INTEGER NOT NULL,
            recorded_at INTEGER NOT NULL,
            snapshot_id TEXT,
            document_hash BLOB NOT NULL CHECK (length(document_hash) = 32),
            previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            PRIMARY KEY (tenant_id, seq)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE version (
            tenant_id TEXT NOT NULL REFERENCES tenant (id),
            entity TEXT NOT NULL,
            entity_id TEXT NOT NULL,
            version INTEGER NOT NULL CHECK (version > 0),
            from_seq INTEGER NOT NULL CHECK (from_seq > 0),
            to_seq INTEGER NOT NULL CHECK (to_seq > from_seq),
            document TEXT NOT NULL,
            personal TEXT,
            personal_hash BLOB,
            PRIMARY KEY (tenant_id, entity, entity_id, version)
        ) STRICT;

        """

    private static let routesAndCustomers = """
        CREATE TABLE route (
            tenant_id TEXT NOT NULL REFERENCES tenant (id),
            id TEXT NOT NULL,
            source_key TEXT NOT NULL,
            name TEXT NOT NULL,
            business_day INTEGER NOT NULL,
            box_minor INTEGER,
            box_computed_minor INTEGER,
            profile TEXT NOT NULL,
            version INTEGER NOT NULL CHECK (version > 0),
            changed_seq INTEGER NOT NULL CHECK (changed_seq > 0),
            removed_seq INTEGER,
            document TEXT NOT NULL,
            personal TEXT,
            personal_hash BLOB NOT NULL,
            salt BLOB,
            PRIMARY KEY (tenant_id, id),
            UNIQUE (tenant_id, source_key)
        ) STRICT;
        CREATE TABLE customer (
            tenant_id TEXT NOT NULL,
            id TEXT NOT NULL,
            route_id TEXT NOT NULL,
            visit_order INTEGER,
            client_group TEXT,
            hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
            reported INTEGER NOT NULL CHECK (reported IN (0, 1)),
            status TEXT NOT NULL CHECK (status IN ('active', 'idle', 'removed')),
            version INTEGER NOT NULL CHECK (version > 0),
            changed_seq INTEGER NOT NULL CHECK (changed_seq > 0),
            removed_seq INTEGER,
            document TEXT NOT NULL,
            personal TEXT,
            personal_hash BLOB NOT NULL,
            salt BLOB,
            PRIMARY KEY (tenant_id, id),
            FOREIGN KEY (tenant_id, route_id) REFERENCES route (tenant_id, id)
        ) STRICT;
        CREATE INDEX customer_by_route ON customer (tenant_id, route_id, id);
        CREATE TABLE dossier (
            tenant_id TEXT NOT NULL,
            customer_id TEXT NOT NULL,
            hash BLOB NOT NULL,
            PRIMARY KEY (tenant_id, customer_id),
            FOREIGN KEY (tenant_id, customer_id) REFERENCES customer (tenant_id, id)
        ) STRICT, WITHOUT ROWID;

        """
}
