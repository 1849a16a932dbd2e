internal import GRDB
internal import GRDBSQLite

extension StorageError {
    /// What an SQLite connection says about its last call.
    ///
    /// SQLite's messages hold names, never values.
    init(sqlite handle: OpaquePointer?, code: Int32, doing what: String) {
        let said = handle.map { String(cString: sqlite3_errmsg($0)) } ?? String(cString: sqlite3_errstr(code))
        let isDamaged = [SQLITE_CORRUPT, SQLITE_NOTADB].contains(code & 0xff)
        guard isDamaged, let path = handle.flatMap({ sqlite3_db_filename($0, "main") }) else {
            self.init(sqliteCode: code, message: "\(what): \(said)")
            return
        }
        self.init(sqliteCode: code, message: "\(String(cString: path)): \(what): \(said)\(StorageError.remedy)")
    }

    /// An error that the opening reported, on the file at `path`.
    init(opening path: String, _ error: DatabaseError) {
        let code = error.extendedResultCode.rawValue
        // Of a damaged schema SQLite quotes what it could not read, line breaks and all.
        let said = (error.message ?? String(cString: sqlite3_errstr(code)))
            .split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(200)
        let isDamaged = code & 0xff == SQLITE_CORRUPT
        self.init(sqliteCode: code, message: "\(path): \(said)\(isDamaged ? StorageError.remedy : "")")
    }

    private static let remedy = "; restore a copy of the book"

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
