internal import GRDB
internal import GRDBSQLite

/// A connection to an SQLite file.
///
/// GRDB opens and configures it. Statements then run on its raw handle: whoever borrowed the connection is alone with
/// it, which is what GRDB's queue would otherwise see to.
final class SQLiteConnection: EngineConnection {
    /// What a connection is for.
    enum Role {
        case reader
        case writer
    }

    let engine = Engine.sqlite
    let handle: OpaquePointer
    var openTransactions = TransactionStack()

    private let queue: DatabaseQueue
    private let role: Role
    private var statements: [String: [SQLiteStatement]] = [:]
    private var statementCount = 0
    private var isClosed = false
    private let bulk = SQLiteBulkQueue()
    /// Cursors from which rows may still be read.
    private var openCursors = 0

    /// Opens the file at `path`, which must exist.
    init(path: String, role: Role, patience: Int) throws {
        self.role = role
        queue = try SQLiteFile.open(path: path, role: role, patience: patience)
        guard let handle = queue.inDatabase({ $0.sqliteConnection }) else {
            throw StorageError(.unavailable, "\(path): SQLite gave no connection")
        }
        self.handle = handle
        // GRDB's watchers would look at every statement and commit, for observers that do not exist here.
        sqlite3_set_authorizer(handle, nil, nil)
        _ = sqlite3_commit_hook(handle, nil, nil)
        _ = sqlite3_rollback_hook(handle, nil, nil)
    }

    deinit {
        close()
    }

    @discardableResult
    func execute(_ sql: String, _ values: [SQLValue]) throws -> Int {
        let statement = try lendable(sql)
        _ = statement.lend()
        defer { statement.takeBack() }
        try statement.bind(values)
        return try run(statement)
    }

    func executeScript(_ sql: String) throws {
        try checkOpen()
        try bulk.settle()
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else {
            throw StorageError(sqlite: handle, code: code, doing: "running a script")
        }
    }

    func cursor(_ sql: String, _ values: [SQLValue]) throws -> any RowCursor {
        let statement = try lendable(sql)
        let loan = statement.lend()
        do {
            try statement.bind(values)
        } catch {
            statement.takeBack()
            throw error
        }
        openCursors += 1
        return SQLiteCursor(connection: self, statement: statement, loan: loan)
    }

    /// Told by each cursor when it ends.
    func cursorEnded() {
        openCursors -= 1
    }

    func smallCursor(_ sql: String, _ values: [SQLValue]) throws -> any RowCursor {
        try cursor(sql, values)
    }

    func transaction<Result>(_ mode: TransactionMode, _ body: () throws -> Result) throws -> Result {
        try nest(mode, body)
    }

    func bulkWriter(table: String, columns: [String]) -> any BulkWriter {
        SQLiteBulkWriter(connection: self, table: table, columns: columns)
    }

    /// Takes a row of a bulk writer.
    func append(_ row: SQLiteBulkQueue.Row) throws {
        try bulk.append(row, isAlone: openCursors == 0)
    }

    /// Writes the rows of bulk writers that are on their way; needed before anything else is done on the handle.
    func settle() throws {
        try bulk.settle()
    }

    func beginStatement(_ mode: TransactionMode) throws -> String {
        switch mode {
        case .read:
            return "BEGIN DEFERRED"
        case .write:
            guard role == .writer else {
                throw StorageError(.failed, "a write transaction cannot begin on a reading connection")
            }
            return "BEGIN IMMEDIATE"
        }
    }

    func isInTransaction() -> Bool {
        !isClosed && sqlite3_get_autocommit(handle) == 0
    }

    func control(_ sql: String) throws {
        if sql.hasPrefix("ROLLBACK") { bulk.discard() }
        try execute(sql, [])
    }

    /// Cursors end when the connection is given back; SQLite lets them outlive a commit.
    func transactionsEnded(above depth: Int) {
        if depth == 0 { bulk.rest() }
    }

    func isAlive() -> Bool {
        !isClosed
    }

    func reset() {
        bulk.discard()
        for statement in statements.values.joined() where statement.isLent { statement.takeBack() }
        abandon()
    }

    func close() {
        guard !isClosed else { return }
        reset()
        isClosed = true
        for statement in statements.values.joined() { statement.finalize() }
        statements = [:]
        // With every statement freed the close cannot fail, and deallocation would close it anyway.
        try? queue.close()
    }

    /// Steps a bound statement to its end; returns the number of rows it wrote.
    func run(_ statement: SQLiteStatement) throws -> Int {
        let before = sqlite3_total_changes(handle)
        var code = sqlite3_step(statement.handle)
        while code == SQLITE_ROW { code = sqlite3_step(statement.handle) }
        guard code == SQLITE_DONE else {
            throw StorageError(sqlite: handle, code: code, doing: "running a statement")
        }
        guard !statement.isReadOnly, sqlite3_total_changes(handle) != before else { return 0 }
        return Int(sqlite3_changes(handle))
    }

    /// A prepared statement for `sql` that nobody reads from.
    func lendable(_ sql: String) throws -> SQLiteStatement {
        try checkOpen()
        try bulk.settle()
        if let free = statements[sql]?.first(where: { !$0.isLent }) { return free }
        if statementCount >= Limits.statements { dropIdleStatements() }
        let statement = try SQLiteStatement(sql, on: handle)
        statements[sql, default: []].append(statement)
        statementCount += 1
        return statement
    }

    private func dropIdleStatements() {
        for (sql, all) in statements {
            for statement in all where !statement.isLent { statement.finalize() }
            let lent = all.filter(\.isLent)
            statements[sql] = lent.isEmpty ? nil : lent
        }
        statementCount = statements.values.reduce(0) { $0 + $1.count }
    }

    private func checkOpen() throws {
        guard !isClosed else { throw StorageError(.failed, "the connection is closed") }
    }
}
