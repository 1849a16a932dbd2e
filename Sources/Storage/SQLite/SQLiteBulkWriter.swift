/// Inserts rows with one prepared statement.
final class SQLiteBulkWriter: BulkWriter {
    private let connection: SQLiteConnection
    private let sql: String
    private let width: Int

    /// A writer of `columns` of `table`.
    init(connection: SQLiteConnection, table: String, columns: [String]) {
        self.connection = connection
        let names = columns.map(SQLName.checked).joined(separator: ", ")
        let places = columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        sql = "INSERT INTO \(SQLName.checked(table)) (\(names)) VALUES (\(places))"
        width = columns.count
    }

    func append(_ values: [SQLValue]) throws {
        guard values.count == width else {
            throw StorageError(.failed, "a row has \(values.count) values for \(width) columns")
        }
        try connection.execute(sql, values)
    }

    func flush() throws {}
}
