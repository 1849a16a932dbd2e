internal import GRDBSQLite

/// Tells SQLite to copy what is bound.
private let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

/// A prepared statement of one connection, lent to one reader of rows at a time.
final class SQLiteStatement {
    let handle: OpaquePointer
    /// Whether it writes nothing.
    let isReadOnly: Bool
    /// For each of SQLite's parameters the position of its value; `$2` takes the second wherever it stands.
    private let positions: [Int]
    /// Counts the loans, so that a cursor knows whether the statement is still its own.
    private(set) var loan = 0
    private(set) var isLent = false

    /// Prepares `sql`.
    init(_ sql: String, on connection: OpaquePointer) throws {
        var prepared: OpaquePointer?
        let code = sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        guard code == SQLITE_OK else {
            throw StorageError(sqlite: connection, code: code, doing: "preparing a statement")
        }
        guard let prepared else { throw StorageError(.failed, "a statement holds no SQL") }
        handle = prepared
        isReadOnly = sqlite3_stmt_readonly(prepared) != 0
        do {
            positions = try SQLiteStatement.positions(in: prepared)
        } catch {
            sqlite3_finalize(prepared)
            throw error
        }
    }

    /// Frees it.
    func finalize() {
        sqlite3_finalize(handle)
    }

    /// Lends it and says which loan this is.
    func lend() -> Int {
        isLent = true
        loan += 1
        return loan
    }

    /// Takes it back: ends its work and forgets its values.
    func takeBack() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
        isLent = false
    }

    /// Gives its parameters their values.
    func bind(_ values: [SQLValue]) throws {
        for (index, position) in positions.enumerated() {
            guard position < values.count else {
                throw StorageError(.failed, "a statement names $\(position + 1) but has \(values.count) values")
            }
            let code = try bind(values[position], at: Int32(index + 1))
            guard code == SQLITE_OK else {
                throw StorageError(sqlite: sqlite3_db_handle(handle), code: code, doing: "binding a value")
            }
        }
    }

    /// Runs it once with `values`, to its end; its values stay until the next.
    func insert(_ values: [SQLValue]) throws {
        try bind(values)
        defer { sqlite3_reset(handle) }
        let code = sqlite3_step(handle)
        guard code == SQLITE_DONE else {
            throw StorageError(sqlite: sqlite3_db_handle(handle), code: code, doing: "running a statement")
        }
    }

    private func bind(_ value: SQLValue, at index: Int32) throws -> Int32 {
        switch value {
        case .null:
            return sqlite3_bind_null(handle, index)
        case .integer(let number):
            return sqlite3_bind_int64(handle, index, number)
        case .text(var text):
            return try text.withUTF8 { try bindText(UnsafeRawBufferPointer($0), at: index) }
        case .utf8(let bytes):
            return try bytes.withUnsafeBytes { try bindText($0, at: index) }
        case .bytes(let bytes):
            return bytes.withUnsafeBytes { buffer in
                guard let start = buffer.baseAddress, !buffer.isEmpty else {
                    return sqlite3_bind_zeroblob(handle, index, 0)
                }
                return sqlite3_bind_blob64(handle, index, start, UInt64(buffer.count), copied)
            }
        }
    }

    private func bindText(_ bytes: UnsafeRawBufferPointer, at index: Int32) throws -> Int32 {
        guard let start = bytes.baseAddress, !bytes.isEmpty else {
            return sqlite3_bind_text(handle, index, "", 0, copied)
        }
        try SQLValue.refuseNUL(in: bytes)
        let text = start.assumingMemoryBound(to: CChar.self)
        return sqlite3_bind_text64(handle, index, text, UInt64(bytes.count), copied, UInt8(SQLITE_UTF8))
    }

    private static func positions(in statement: OpaquePointer) throws -> [Int] {
        let count = sqlite3_bind_parameter_count(statement)
        guard count > 0 else { return [] }
        return try (1...count).map { index in
            guard let name = sqlite3_bind_parameter_name(statement, index),
                let number = Int(String(cString: name).dropFirst()), name[0] == UInt8(ascii: "$"), number > 0
            else {
                throw StorageError(.failed, "a placeholder is not of the form $1")
            }
            return number - 1
        }
    }
}
