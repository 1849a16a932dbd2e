internal import GRDBSQLite

/// The rows of one query on SQLite, read in place.
final class SQLiteCursor: RowCursor {
    private let connection: SQLiteConnection
    private let statement: SQLiteStatement
    private let loan: Int
    private var isOpen = true

    /// A cursor over `statement`, whose values are bound.
    init(connection: SQLiteConnection, statement: SQLiteStatement, loan: Int) {
        self.connection = connection
        self.statement = statement
        self.loan = loan
    }

    deinit {
        close()
    }

    func next() throws -> Bool {
        guard isOpen else { return false }
        guard isOurs else { throw StorageError(.failed, "a cursor is read after its transaction ended") }
        try connection.settle()
        let code = sqlite3_step(statement.handle)
        if code == SQLITE_ROW { return true }
        if code == SQLITE_DONE {
            close()
            return false
        }
        let error = StorageError(sqlite: connection.handle, code: code, doing: "reading rows")
        close()
        throw error
    }

    func isNull(_ column: Int) -> Bool {
        guard isOpen, isOurs else { return true }
        return sqlite3_column_type(statement.handle, Int32(column)) == SQLITE_NULL
    }

    func integer(_ column: Int) throws -> Int64 {
        let type = try type(of: column)
        guard type == SQLITE_INTEGER else { throw wrongType(column, type, expected: "an integer") }
        return sqlite3_column_int64(statement.handle, Int32(column))
    }

    func text(_ column: Int) throws -> String {
        let type = try type(of: column)
        guard type == SQLITE_TEXT else { throw wrongType(column, type, expected: "text") }
        guard let text = String(validating: buffer(of: column), as: UTF8.self) else {
            throw StorageError(.wrongType, "column \(name(of: column)) holds text that is not UTF-8")
        }
        return text
    }

    func withBytes<Result>(
        _ column: Int,
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) throws -> Result {
        let type = try type(of: column)
        guard type == SQLITE_TEXT || type == SQLITE_BLOB || type == SQLITE_NULL else {
            throw wrongType(column, type, expected: "text or bytes")
        }
        return try body(UnsafeRawBufferPointer(buffer(of: column)))
    }

    func close() {
        guard isOpen else { return }
        isOpen = false
        connection.cursorEnded()
        if isOurs { statement.takeBack() }
    }

    private var isOurs: Bool {
        statement.isLent && statement.loan == loan
    }

    private func type(of column: Int) throws -> Int32 {
        guard isOpen, isOurs else { throw StorageError(.failed, "a column is read after the last row") }
        return sqlite3_column_type(statement.handle, Int32(column))
    }

    /// The column's bytes as they lie in the page; valid until the next step.
    private func buffer(of column: Int) -> UnsafeBufferPointer<UInt8> {
        let start = sqlite3_column_blob(statement.handle, Int32(column))
        let count = sqlite3_column_bytes(statement.handle, Int32(column))
        return UnsafeBufferPointer(start: start?.assumingMemoryBound(to: UInt8.self), count: Int(count))
    }

    private func name(of column: Int) -> String {
        sqlite3_column_name(statement.handle, Int32(column)).map { String(cString: $0) } ?? "\(column)"
    }

    private func wrongType(_ column: Int, _ type: Int32, expected: String) -> StorageError {
        let names = [
            SQLITE_INTEGER: "an integer", SQLITE_FLOAT: "a fraction", SQLITE_TEXT: "text",
            SQLITE_BLOB: "bytes", SQLITE_NULL: "nothing",
        ]
        let held = names[type] ?? "an unknown type"
        return StorageError(.wrongType, "column \(name(of: column)) holds \(held), expected \(expected)")
    }
}
