/// What each route's copies were like, night by night, and what was refused.
///
/// `source_read` has a row for each copy of a route that was taken; the shape of its files stands in `source_shape`, once
/// for all nights on which it was the same. `source_refusal` holds the last refusal of a source and route, of the empty
/// route where it is not known which. None of it is a record of the book: nothing here is in the change log.
enum M0005SourceReads {
    static let sql = """
        CREATE TABLE source_shape (
            tenant_id TEXT NOT NULL REFERENCES tenant (id),
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            shape TEXT NOT NULL,
            PRIMARY KEY (tenant_id, hash)
        ) STRICT;
        CREATE TABLE source_read (
            tenant_id TEXT NOT NULL REFERENCES tenant (id),
            route_id TEXT NOT NULL,
            number INTEGER NOT NULL CHECK (number > 0),
            snapshot_id TEXT NOT NULL,
            business_day INTEGER NOT NULL,
            read_at INTEGER NOT NULL,
            files TEXT NOT NULL,
            profile_hash BLOB NOT NULL CHECK (length(profile_hash) = 32),
            baseline_hash BLOB NOT NULL CHECK (length(baseline_hash) = 32),
            shape_hash BLOB NOT NULL CHECK (length(shape_hash) = 32),
            drift TEXT,
            PRIMARY KEY (tenant_id, route_id, number)
        ) STRICT;
        CREATE INDEX source_read_by_snapshot ON source_read (tenant_id, snapshot_id, route_id);
        CREATE TABLE source_refusal (
            tenant_id TEXT NOT NULL REFERENCES tenant (id),
            source TEXT NOT NULL,
            route_id TEXT NOT NULL,
            route_name TEXT NOT NULL,
            refused_at INTEGER NOT NULL,
            code TEXT NOT NULL,
            message TEXT NOT NULL,
            PRIMARY KEY (tenant_id, source, route_id)
        ) STRICT;

        """
}
