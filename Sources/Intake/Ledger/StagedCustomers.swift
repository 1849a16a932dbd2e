import Lending

/// The customers of a stage, each once: rows with one key are one customer, and a later row fills in what the earlier
/// ones leave empty.
///
/// Where a profile tells customers by their document and, without one, by their name, a row with the name alone is the
/// customer with a document who has that name, if there is only one.
final class StagedCustomers {
    private let keys: LedgerKeys
    private let coder: RowCoder?
    private let database: StageDatabase
    private let insert: StageStatement
    private let find: StageStatement
    private let update: StageStatement
    private let mark: StageStatement
    private let findMark: StageStatement

    /// Makes the tables for customers told by `keys` in `database`.
    /// - Throws: ``IntakeError``.
    init(_ keys: LedgerKeys, _ coder: RowCoder?, in database: StageDatabase) throws {
        self.keys = keys
        self.coder = coder
        self.database = database
        try database.execute(
            """
            CREATE TABLE customer (
              seq INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT, route TEXT, row BLOB NOT NULL
            );
            CREATE TABLE place (
              file TEXT NOT NULL, part TEXT NOT NULL, number INTEGER NOT NULL, customer TEXT NOT NULL,
              PRIMARY KEY (file, part, number)
            ) WITHOUT ROWID
            """
        )
        insert = try database.prepare("INSERT OR IGNORE INTO customer (key, name, route, row) VALUES (?1, ?2, ?3, ?4)")
        find = try database.prepare("SELECT row FROM customer WHERE key = ?1")
        update = try database.prepare(
            "UPDATE customer SET row = ?2, route = coalesce(route, ?3), name = coalesce(name, ?4) WHERE key = ?1"
        )
        mark = try database.prepare("INSERT OR IGNORE INTO place VALUES (?1, ?2, ?3, ?4)")
        findMark = try database.prepare("SELECT customer FROM place WHERE file = ?1 AND part = ?2 AND number = ?3")
    }

    /// Takes the row at `place`; false when nothing in it tells whose it is.
    /// - Throws: ``IntakeError``.
    func add(_ row: MappedRow, route: StageStatement.Value, at place: SourcePlace) throws -> Bool {
        guard let key = keys.customer(row) else { return false }
        let name = keys.name(row).map { StageStatement.Value.text($0) } ?? .null
        try insert.run([.text(key), name, route, .bytes(coder?.encode(row) ?? [])])
        if insert.changes == 0 { try fill(key, from: row, route: route, name: name) }
        if keys.hasNames {
            try mark.run([.text(place.file), .text(place.table), .integer(place.row ?? 0), .text(key)])
        }
        return true
    }

    /// The customer whose row stands at `place` too, where loans or payments share the table with them.
    /// - Throws: ``IntakeError``.
    func key(ofRowAt place: SourcePlace) throws -> String? {
        guard keys.hasNames else { return nil }
        let row = StageStatement.Value.integer(place.row ?? 0)
        return try findMark.first([.text(place.file), .text(place.table), row]) { $0.text(0) } ?? nil
    }

    /// Joins the rows that know a customer by name only to the customer they mean.
    /// - Throws: ``IntakeError``.
    func join() throws {
        guard keys.hasNames else { return }
        try database.execute("CREATE INDEX customer_by_name ON customer (name, key)")
        var pairs: [(name: String, key: String)] = []
        let named = try database.prepare(
            """
            SELECT n.key, min(c.key) FROM customer n JOIN customer c ON c.name = n.key AND c.key <> n.key
            WHERE n.name = n.key GROUP BY n.key HAVING count(*) = 1
            """
        )
        try named.run { if let name = $0.text(0), let key = $0.text(1) { pairs.append((name, key)) } }
        let route = try database.prepare("SELECT route FROM customer WHERE key = ?1")
        for pair in pairs {
            guard let row = try row(of: pair.name) else { continue }
            let place = try route.first([.text(pair.name)], { $0.text(0) }) ?? nil
            try fill(pair.key, from: row, route: place.map { .text($0) } ?? .null, name: .null)
        }
        let delete = try database.prepare("DELETE FROM customer WHERE key = ?1")
        for pair in pairs { try delete.run([.text(pair.name)]) }
        for table in ["loan", "payment", "hole"] { try link(table) }
    }

    /// Rows that name a customer who has no row under that name are of the only one with a document and that name.
    private func link(_ table: String) throws {
        try database.execute(
            """
            UPDATE OR IGNORE \(table) SET customer = (SELECT min(c.key) FROM customer c WHERE c.name = \(table).customer)
            WHERE NOT EXISTS (SELECT 1 FROM customer c WHERE c.key = \(table).customer)
              AND (SELECT count(*) FROM customer c WHERE c.name = \(table).customer) = 1
            """
        )
    }

    private func fill(
        _ key: String,
        from row: MappedRow,
        route: StageStatement.Value,
        name: StageStatement.Value
    ) throws {
        guard let coder, let known = try self.row(of: key), known.lacks(row) else { return }
        try update.run([.text(key), .bytes(coder.encode(known.filled(from: row))), route, name])
    }

    private func row(of key: String) throws -> MappedRow? {
        try find.first([.text(key)]) { statement in statement.withBytes(0) { coder?.decode($0) } } ?? nil
    }
}

extension MappedRow {
    /// Whether something is empty here that stands in `other`.
    func lacks(_ other: MappedRow) -> Bool {
        zip(values, other.values).contains { $0 == nil && $1 != nil }
    }

    /// The row with what it leaves empty taken from `other`.
    func filled(from other: MappedRow) -> MappedRow {
        MappedRow(number: number, values: zip(values, other.values).map { $0 ?? $1 }, slots: slots)
    }
}
