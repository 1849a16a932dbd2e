/// The rows of one query on PostgreSQL: all at once when they are few, else fetched in portions.
final class PostgresCursor: RowCursor {
    /// Where further rows come from.
    struct Source {
        let connection: PostgresConnection
        /// The name the cursor was declared by.
        let name: String
        /// Tells it from earlier cursors of the same name.
        let number: Int
        /// How many transactions were open; undoing them ends the cursor on the server.
        let depth: Int
    }

    /// Nil once no further rows can come.
    private(set) var source: Source?
    private var rows: PostgresRows?
    private var row: Int32 = -1
    private var isCutOff = false

    /// A cursor over `rows` alone.
    init(_ rows: PostgresRows) {
        self.rows = rows
    }

    /// A cursor that fetches from `source`.
    init(_ source: Source) {
        self.source = source
    }

    deinit {
        close()
    }

    func next() throws -> Bool {
        row += 1
        if let rows, row < rows.count { return true }
        guard !isCutOff else { throw StorageError(.failed, "a cursor is read after its transaction ended") }
        rows = nil
        guard let source else { return false }
        let fetched = try source.connection.fetch(source)
        row = 0
        rows = fetched
        if fetched.count < Limits.fetchRows { close(source) }
        return fetched.count > 0
    }

    func isNull(_ column: Int) -> Bool {
        guard let rows, row >= 0, row < rows.count else { return true }
        return rows.isNull(row, column)
    }

    func integer(_ column: Int) throws -> Int64 {
        try current().integer(row, column)
    }

    func text(_ column: Int) throws -> String {
        try current().text(row, column)
    }

    func withBytes<Result>(
        _ column: Int,
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) throws -> Result {
        try current().withBytes(row, column, body)
    }

    func close() {
        rows = nil
        if let source { close(source) }
    }

    /// The server ended the cursor with its transaction.
    func cutOff() {
        source = nil
        isCutOff = true
    }

    private func close(_ source: Source) {
        self.source = nil
        source.connection.closeCursor(source)
    }

    private func current() throws -> PostgresRows {
        guard let rows, row >= 0, row < rows.count else {
            throw StorageError(.failed, "a column is read after the last row")
        }
        return rows
    }
}
