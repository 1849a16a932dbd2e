import GRDBSQLite

/// One connection to a foreign SQLite file.
///
/// It owns the connection and closes it.
///
/// The file is opened read-only and `immutable`, so SQLite takes no lock, looks for no journal and writes nothing; schema
/// is not trusted; an authorizer lets statements read and nothing else; and steps, lengths and columns are limited.
final class SQLiteHandle {
    private var connection: OpaquePointer?
    private let budget: StepBudget
    private let fileName: String

    /// Opens the file at `path`, of `fileBytes` bytes.
    /// - Throws: ``IntakeError``.
    init(path: String, fileName: String, fileBytes: Int64) throws {
        self.fileName = fileName
        budget = StepBudget(
            limit: max(Limits.stepsMin, fileBytes * Limits.stepsPerByte)
        )
        let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE
        let status = sqlite3_open_v2(Self.uri(path), &connection, flags, nil)
        guard status == SQLITE_OK else {
            let error = refusal(status)
            sqlite3_close_v2(connection)
            connection = nil
            throw error
        }
        try secure()
    }

    deinit {
        sqlite3_close_v2(connection)
    }

    /// Prepares one statement.
    /// - Throws: ``IntakeError`` when the schema does not allow it.
    func prepare(_ sql: String) throws -> SQLiteStatement {
        var statement: OpaquePointer?
        let status = sqlite3_prepare_v2(connection, sql, -1, &statement, nil)
        guard status == SQLITE_OK, let statement else { throw refusal(status) }
        return SQLiteStatement(statement) { [self] in refusal($0) }
    }

    /// The first column of each row of `sql` as text.
    /// - Throws: ``IntakeError``.
    func texts(_ sql: String) throws -> [String] {
        let statement = try prepare(sql)
        var result: [String] = []
        while try statement.step() {
            if case .text(let text) = statement.value(0) { result.append(text) }
        }
        return result
    }

    /// Lets only reading through from here on.
    func restrictToReading() {
        sqlite3_set_authorizer(
            connection,
            { _, action, _, _, _, _ in
                action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_PRAGMA ? SQLITE_OK : SQLITE_DENY
            },
            nil
        )
    }

    private func secure() throws {
        sqlite3_extended_result_codes(connection, 0)
        // Extensions are off unless switched on; said here so that a build with another default is covered.
        sqlite3_enable_load_extension(connection, 0)
        let limits: [(Int32, Int32)] = [
            (SQLITE_LIMIT_LENGTH, Limits.cellBytesMax), (SQLITE_LIMIT_SQL_LENGTH, 1 << 20),
            (SQLITE_LIMIT_COLUMN, Limits.columnsMax), (SQLITE_LIMIT_EXPR_DEPTH, 50),
            (SQLITE_LIMIT_COMPOUND_SELECT, 3), (SQLITE_LIMIT_VDBE_OP, Limits.programStepsMax),
            (SQLITE_LIMIT_FUNCTION_ARG, 8),
            (SQLITE_LIMIT_ATTACHED, 0), (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50), (SQLITE_LIMIT_VARIABLE_NUMBER, 10),
            (SQLITE_LIMIT_TRIGGER_DEPTH, 1), (SQLITE_LIMIT_WORKER_THREADS, 0),
        ]
        for (limit, value) in limits { sqlite3_limit(connection, limit, value) }
        sqlite3_progress_handler(
            connection,
            Int32(StepBudget.stride),
            { pointer in
                guard let pointer else { return 1 }
                return Unmanaged<StepBudget>.fromOpaque(pointer).takeUnretainedValue().spend() ? 0 : 1
            },
            Unmanaged.passUnretained(budget).toOpaque()
        )
        // Order matters: trust is taken away before the first look at the schema.
        let pragmas = [
            "trusted_schema=OFF", "cell_size_check=ON", "query_only=ON", "mmap_size=0", "temp_store=MEMORY",
            "cache_size=-8000",
        ]
        for pragma in pragmas { _ = try texts("PRAGMA \(pragma)") }
    }

    private func refusal(_ status: Int32) -> IntakeError {
        // SQLite's own message may quote a table named after a person, so only the kind of failure is told.
        switch status & 0xFF {
        case SQLITE_NOTADB:
            IntakeError(
                .notADatabase,
                "\(fileName) is not an SQLite database, or it is encrypted. Give the copy that the app itself writes."
            )
        case SQLITE_CORRUPT, SQLITE_ERROR, SQLITE_IOERR:
            IntakeError(.damaged, "\(fileName) is damaged and cannot be read to its end. Make the copy again.")
        case SQLITE_TOOBIG:
            IntakeError(
                .tooLarge,
                "\(fileName) holds a value over \(Limits.cellBytesMax >> 20) MB, which no loan book needs. Check the file."
            )
        case SQLITE_INTERRUPT:
            IntakeError(
                .damaged,
                "\(fileName) takes more work to read than its size allows, so it is damaged or made to mislead. "
                    + "Make the copy again."
            )
        default:
            IntakeError(
                .unreadable,
                "\(fileName) cannot be read (SQLite code \(status)). Check that the file can be opened here."
            )
        }
    }

    /// `path` as an SQLite URI, with every byte that has a meaning in one escaped.
    private static func uri(_ path: String) -> String {
        let hex = Array("0123456789ABCDEF".utf8)
        var bytes = Array("file:".utf8)
        for byte in path.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F: bytes.append(byte)
            default: bytes += [0x25, hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self) + "?mode=ro&immutable=1"
    }
}

/// Counts the steps SQLite takes on one file and stops it when they run out.
///
/// Used by one thread at a time.
final class StepBudget {
    /// Steps between two looks at the budget.
    static let stride: Int64 = 1_000
    private var left: Int64

    init(limit: Int64) {
        left = limit
    }

    /// Takes one stride; false when none is left.
    func spend() -> Bool {
        left -= Self.stride
        return left > 0
    }
}

/// One prepared statement.
///
/// It owns the statement and finalizes it.
final class SQLiteStatement {
    private let statement: OpaquePointer
    private let refusal: (Int32) -> IntakeError

    init(_ statement: OpaquePointer, refusal: @escaping (Int32) -> IntakeError) {
        self.statement = statement
        self.refusal = refusal
    }

    deinit {
        sqlite3_finalize(statement)
    }

    /// Steps to the next row; false when there is none.
    /// - Throws: ``IntakeError``.
    func step() throws -> Bool {
        let status = sqlite3_step(statement)
        switch status {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw refusal(status)
        }
    }

    /// The cell of a column, 0 first, lent until the next step.
    ///
    /// Never traps, whatever the file holds.
    func cell(_ column: Int32) -> RawCell {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, column))
        case SQLITE_TEXT:
            guard let start = sqlite3_column_text(statement, column) else { return .null }
            return .text(UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(statement, column)?.assumingMemoryBound(to: UInt8.self)
            return .blob(UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))))
        default: return .null
        }
    }

    /// The value of a column, 0 first.
    func value(_ column: Int32) -> RawValue { RawValue(cell(column)) }
}
