import Storage

/// The indexes of an empty book on SQLite, dropped for its first load and made anew at its end, in the load's own
/// transaction: sorting a million entries once takes a third of the time of putting each in its place.
///
/// After a crash the book is empty, its indexes there. PostgreSQL would keep every reader out of the tables meanwhile.
struct SetAsideIndexes {
    private let definitions: [String]

    /// Sets them aside; nil when the book holds records of any lender, or is no SQLite file.
    /// - Throws: `StorageError`.
    init?(on connection: any Connection) throws {
        guard connection.engine == .sqlite else { return nil }
        for table in Self.tables {
            let holdsRows = try connection.firstRow("SELECT 1 FROM \(table) LIMIT 1") { _ in true } ?? false
            if holdsRows { return nil }
        }
        let names = Self.tables.map { "'\($0)'" }.joined(separator: ", ")
        // In the order in which they were made, so that the schema reads the same afterwards.
        let found = try connection.rows(
            """
            SELECT name, sql FROM sqlite_schema
            WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN (\(names)) ORDER BY rowid
            """
        ) { (name: try $0.text(0), sql: try $0.text(1)) }
        for index in found { try connection.executeScript("DROP INDEX \(index.name)") }
        definitions = found.map(\.sql)
    }

    /// Makes them anew.
    /// - Throws: `StorageError`.
    func restore(on connection: any Connection) throws {
        try EngineTuning.expectSorting(on: connection)
        for sql in definitions { try connection.executeScript(sql) }
    }

    /// The tables that a load fills; what it looks up in them it finds by their keys.
    private static let tables = ["customer", "loan", "payment"]
}
