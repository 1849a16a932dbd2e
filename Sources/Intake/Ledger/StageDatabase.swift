import GRDBSQLite

/// A private SQLite database in which rows are put in order while a source is read, so that memory does not grow with
/// the source.
///
/// It owns the connection. Used by one thread at a time. What is in it is worth nothing after the sync, so it has no journal and
/// waits for no disk.
final class StageDatabase {
    private var connection: OpaquePointer?
    private var tables = 0

    /// Makes the database at `path`.
    /// - Throws: ``IntakeError``.
    init(path: String) throws {
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE
        guard sqlite3_open_v2(path, &connection, flags, nil) == SQLITE_OK else {
            sqlite3_close_v2(connection)
            connection = nil
            throw Self.failure
        }
        try execute("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE")
        try execute("PRAGMA cache_size=-\(Limits.stageCacheBytes >> 10); PRAGMA temp_store=FILE")
    }

    deinit {
        sqlite3_close_v2(connection)
    }

    /// Runs statements that give no rows.
    /// - Throws: ``IntakeError``.
    func execute(_ sql: String) throws {
        guard sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK else { throw Self.failure }
    }

    /// Prepares one statement, to be run many times.
    /// - Throws: ``IntakeError``.
    func prepare(_ sql: String) throws -> StageStatement {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil) == SQLITE_OK,
            let statement
        else { throw Self.failure }
        return StageStatement(statement)
    }

    /// A number for a table that no other has.
    func nextNumber() -> Int {
        tables += 1
        return tables
    }

    static let failure = IntakeError(
        .unreadable,
        "The rows cannot be put in order in the temporary folder. Free space there, or set TMPDIR to another."
    )
}

/// A statement of the stage.
///
/// It owns the statement and finalizes it.
final class StageStatement {
    private let statement: OpaquePointer

    fileprivate init(_ statement: OpaquePointer) {
        self.statement = statement
    }

    deinit {
        sqlite3_finalize(statement)
    }

    /// A value to bind.
    enum Value {
        case null
        case integer(Int64)
        case text(String)
        case bytes([UInt8])
    }

    /// Binds `values` from the first mark on and runs the statement for each row.
    /// - Throws: ``IntakeError``, or what `body` throws.
    func run(_ values: [Value] = [], _ body: (StageStatement) throws -> Void = { _ in }) throws {
        defer { sqlite3_reset(statement) }
        try bind(values)
        while try step() { try body(self) }
    }

    /// The first row, if there is one.
    /// - Throws: ``IntakeError``, or what `body` throws.
    func first<T>(_ values: [Value] = [], _ body: (StageStatement) throws -> T) throws -> T? {
        defer { sqlite3_reset(statement) }
        try bind(values)
        return try step() ? body(self) : nil
    }

    /// Rows changed by the last run of the connection.
    var changes: Int { Int(sqlite3_changes(sqlite3_db_handle(statement))) }

    /// The whole number of a column, 0 where there is none.
    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

    /// The text of a column; nil for none.
    func text(_ column: Int32) -> String? {
        guard let start = sqlite3_column_text(statement, column) else { return nil }
        let count = Int(sqlite3_column_bytes(statement, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// Hands over the bytes of a column.
    func withBytes<T>(_ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> T) rethrows -> T {
        let start = sqlite3_column_blob(statement, column)
        return try body(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))))
    }

    private func step() throws -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw StageDatabase.failure
        }
    }

    private func bind(_ values: [Value]) throws {
        for (index, value) in values.enumerated() {
            let mark = Int32(index) + 1
            let status =
                switch value {
                case .null: sqlite3_bind_null(statement, mark)
                case .integer(let number): sqlite3_bind_int64(statement, mark, number)
                case .text(let text): Self.bind(text, statement, mark)
                case .bytes(let bytes): Self.bind(bytes, statement, mark)
                }
            guard status == SQLITE_OK else { throw StageDatabase.failure }
        }
    }

    /// Tells SQLite to copy what is bound.
    private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    private static func bind(_ text: String, _ statement: OpaquePointer, _ mark: Int32) -> Int32 {
        var text = text
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                sqlite3_bind_text(statement, mark, $0.baseAddress, Int32($0.count), copied)
            }
        }
    }

    private static func bind(_ bytes: [UInt8], _ statement: OpaquePointer, _ mark: Int32) -> Int32 {
        bytes.withUnsafeBytes { sqlite3_bind_blob(statement, mark, $0.baseAddress, Int32($0.count), copied) }
    }
}
