import Foundation
import GRDBSQLite

/// A SQLite file being written whole: one transaction into a file of its own, put in place by a rename.
///
/// Owns the connection; not used after `finish` or a thrown error.
final class BackupFile {
    private let path: String
    private let draft: String
    private var connection: OpaquePointer?

    init(_ path: String) throws(SimulationError) {
        self.path = path
        draft = path + ".draft"
        unlink(draft)
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
        guard sqlite3_open_v2(draft, &connection, flags, nil) == SQLITE_OK else { throw refusal() }
        try run("PRAGMA journal_mode = OFF")
        try run("PRAGMA synchronous = OFF")
        try run("PRAGMA locking_mode = EXCLUSIVE")
        try run("BEGIN")
    }

    deinit {
        if connection != nil {
            sqlite3_close_v2(connection)
            unlink(draft)
        }
    }

    /// Runs one statement without results.
    func run(_ sql: String) throws(SimulationError) {
        guard sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK else { throw refusal() }
    }

    /// Runs `sql`, an insertion, once for each row; a row is a list of values to bind.
    func insert(_ sql: String, rows: some Sequence<[BackupValue]>) throws(SimulationError) {
        var prepared: OpaquePointer?
        guard sqlite3_prepare_v2(connection, sql, -1, &prepared, nil) == SQLITE_OK else { throw refusal() }
        defer { sqlite3_finalize(prepared) }
        for row in rows {
            var place: Int32 = 0
            for value in row {
                place += 1
                bind(value, at: place, in: prepared)
            }
            guard sqlite3_step(prepared) == SQLITE_DONE else { throw refusal() }
            sqlite3_reset(prepared)
        }
    }

    /// Commits, closes and puts the file in its place.
    func finish() throws(SimulationError) {
        try run("COMMIT")
        guard sqlite3_close(connection) == SQLITE_OK else { throw refusal() }
        connection = nil
        guard rename(draft, path) == 0 else {
            throw .notWritten(path: path, reason: String(cString: strerror(errno)))
        }
    }

    private func bind(_ value: BackupValue, at place: Int32, in statement: OpaquePointer?) {
        // SQLite copies the bytes before the call returns.
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch value {
        case .integer(let number): sqlite3_bind_int64(statement, place, number)
        case .null: sqlite3_bind_null(statement, place)
        case .text(let text): sqlite3_bind_text(statement, place, text, Int32(text.utf8.count), transient)
        }
    }

    private func refusal() -> SimulationError {
        .databaseRefused(path: path, reason: String(cString: sqlite3_errmsg(connection)))
    }
}

/// A value of a backup's cell.
enum BackupValue {
    case integer(Int64)
    case text(String)
    case null
}
