internal import Foundation
internal import GRDB
internal import GRDBSQLite

/// The file an SQLite book lies in: making it, claiming it, refusing what is not ours.
enum SQLiteFile {
    /// Marks a file as ours in its header: "RCDU".
    private static let applicationID: Int32 = 0x5243_4455

    /// Makes the folder (mode 0700) and an empty file (mode 0600) when asked to and needed.
    /// - Throws: ``StorageError`` of kind `unavailable`.
    static func prepare(path: String, createIfMissing: Bool) throws {
        let files = FileManager.default
        var isFolder: ObjCBool = false
        if files.fileExists(atPath: path, isDirectory: &isFolder) {
            guard !isFolder.boolValue else {
                throw StorageError(.unavailable, "\(path) is a folder; name the database file inside it")
            }
            return
        }
        guard createIfMissing else {
            throw StorageError(
                .unavailable,
                "there is no database at \(path); correct the path, or create the book first"
            )
        }
        let folder = URL(filePath: path).deletingLastPathComponent().path
        do {
            try files.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw StorageError(.unavailable, "the folder \(folder) cannot be made; check its parent and permissions")
        }
        // An existing file is fine: another process made it a moment ago.
        let descriptor = path.withCString { Glibc.open($0, O_CREAT | O_RDWR | O_CLOEXEC, 0o600) }
        guard descriptor >= 0 else {
            let reason = String(cString: strerror(errno))
            throw StorageError(errno == ENOSPC ? .full : .unavailable, "\(path) cannot be created: \(reason)")
        }
        Glibc.close(descriptor)
    }

    /// Opens a connection and sets it up for its role.
    /// - Throws: ``StorageError``: `damaged` when the file is broken or another program's.
    static func open(path: String, role: SQLiteConnection.Role, patience: Int) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.busyMode = .timeout(TimeInterval(patience) / 1000)
        // Transactions are run on the raw handle and stay open between two pieces of an export.
        configuration.allowsUnsafeTransactions = true
        configuration.label = "recaudo"
        configuration.prepareDatabase { database in
            try claim(database, path: path, role: role)
            try setUp(database, role: role)
        }
        do {
            return try DatabaseQueue(path: path, configuration: configuration)
        } catch let error as DatabaseError {
            throw StorageError(opening: path, error)
        }
    }

    /// Refuses a file of another program and marks an empty one as ours.
    private static func claim(_ database: GRDB.Database, path: String, role: SQLiteConnection.Role) throws {
        let mark = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        if mark == applicationID { return }
        let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0
        guard isEmpty, mark == 0, role == .writer else {
            throw StorageError(
                .damaged,
                "\(path) belongs to another program; nothing was changed. Name another file for the book"
            )
        }
        // Documents of about a kilobyte: four times the usual page quarters the reads of an export. Fixed by the first write.
        try database.execute(sql: "PRAGMA page_size = 16384; PRAGMA application_id = \(applicationID)")
    }

    private static func setUp(_ database: GRDB.Database, role: SQLiteConnection.Role) throws {
        switch role {
        case .writer:
            try database.execute(
                sql: """
                    PRAGMA journal_mode = WAL;
                    PRAGMA synchronous = FULL;
                    PRAGMA wal_autocheckpoint = 2000;
                    PRAGMA journal_size_limit = 67108864;
                    PRAGMA cache_size = -16000;
                    """
            )
        case .reader:
            try database.execute(sql: "PRAGMA query_only = ON; PRAGMA cache_size = -4000;")
        }
        // Sorting a large result goes to a file, so that memory stays flat; no memory map, for the same reason.
        try database.execute(
            sql: """
                PRAGMA foreign_keys = ON;
                PRAGMA cell_size_check = ON;
                PRAGMA trusted_schema = OFF;
                PRAGMA temp_store = FILE;
                PRAGMA mmap_size = 0;
                """
        )
    }
}
