/// Inserts rows with one prepared statement, on a thread beside the caller's when there are many.
final class SQLiteBulkWriter: BulkWriter {
    private let connection: SQLiteConnection
    private let sql: String
    private let width: Int
    private var statement: SQLiteStatement?
    private var loan = 0

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
        try connection.append(SQLiteBulkQueue.Row(statement: own(), values: values))
    }

    /// The rows come before whatever is done next on the connection, so nothing is to be sent.
    func flush() throws {}

    /// The statement, ours until the connection is given back.
    private func own() throws -> SQLiteStatement {
        if let statement, statement.isLent, statement.loan == loan { return statement }
        let lent = try connection.lendable(sql)
        loan = lent.lend()
        statement = lent
        return lent
    }
}
