internal import GRDB
internal import GRDBSQLite

extension StorageError {
    /// What an SQLite connection says about its last call.
    ///
    /// SQLite's messages hold names, never values.
    init(sqlite handle: OpaquePointer?, code: Int32, doing what: String) {
        let said = handle.map { String(cString: sqlite3_errmsg($0)) } ?? String(cString: sqlite3_errstr(code))
        self.init(sqliteCode: code, message: "\(what): \(said)")
    }

    /// An error that the opening reported, on the file at `path`.
    init(opening path: String, _ error: DatabaseError) {
        let code = error.extendedResultCode.rawValue
        self.init(sqliteCode: code, message: "\(path): \(error.message ?? String(cString: sqlite3_errstr(code)))")
    }

    private init(sqliteCode code: Int32, message: String) {
        switch code & 0xff {
        case SQLITE_FULL, SQLITE_READONLY:
            self.init(.full, message)
        case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT:
            self.init(.damaged, message)
        case SQLITE_BUSY, SQLITE_LOCKED:
            self.init(.busy, message)
        case SQLITE_CONSTRAINT:
            self.init(.constraint, message)
        case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH:
            self.init(.unavailable, message)
        case SQLITE_MISMATCH:
            self.init(.wrongType, message)
        default:
            self.init(.failed, message)
        }
    }
}
