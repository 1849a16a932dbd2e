internal import CLibPQ

/// A connection to a PostgreSQL database.
final class PostgresConnection: EngineConnection {
    /// A statement the server holds prepared, with the kinds of value its text was prepared for.
    private struct Prepared {
        let name: String
        let kinds: [PostgresKind?]

        /// A NULL fits every kind; a value fits its own.
        func fits(_ values: [SQLValue]) -> Bool {
            zip(kinds, values).allSatisfy { kind, value in PostgresKind(value).map { $0 == kind } ?? true }
        }
    }

    private struct OpenCursor {
        weak var cursor: PostgresCursor?
    }

    let engine = Engine.postgres
    var openTransactions = TransactionStack()

    private let link: PostgresLink
    private var parameters = PostgresParameters()
    private var statements: [String: [Prepared]] = [:]
    private var statementCount = 0
    private var statementNumber = 0
    private var cursorCount = 0
    private var openCursors: [String: OpenCursor] = [:]

    /// Connects to `uri`, or to `database` beside the one it names; a lock is waited for `patience` milliseconds.
    init(uri: String, patience: Int, database: String? = nil) throws {
        link = try PostgresLink(uri: uri, patience: patience, database: database)
    }

    @discardableResult
    func execute(_ sql: String, _ values: [SQLValue]) throws -> Int {
        try query(sql, values).touched
    }

    func executeScript(_ sql: String) throws {
        _ = try link.run(sql, doing: "running a script")
    }

    func cursor(_ sql: String, _ values: [SQLValue]) throws -> any RowCursor {
        guard isInTransaction() else {
            throw StorageError(.failed, "a cursor needs an open transaction")
        }
        // Few names, so that the text of a query makes few prepared statements.
        var number = 0
        while openCursors["rows_\(number)"] != nil { number += 1 }
        let name = "rows_\(number)"
        _ = try query("DECLARE \(name) NO SCROLL CURSOR FOR \(sql)", values)
        cursorCount += 1
        let cursor = PostgresCursor(
            PostgresCursor.Source(connection: self, name: name, number: cursorCount, depth: openTransactions.depth)
        )
        openCursors[name] = OpenCursor(cursor: cursor)
        return cursor
    }

    func smallCursor(_ sql: String, _ values: [SQLValue]) throws -> any RowCursor {
        PostgresCursor(try query(sql, values))
    }

    func transaction<Result>(_ mode: TransactionMode, _ body: () throws -> Result) throws -> Result {
        try nest(mode, body)
    }

    func bulkWriter(table: String, columns: [String]) -> any BulkWriter {
        PostgresBulkWriter(link: link, table: table, columns: columns)
    }

    func beginStatement(_ mode: TransactionMode) throws -> String {
        switch mode {
        case .read: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        case .write: "BEGIN"
        }
    }

    func isInTransaction() -> Bool {
        link.transaction == .open || link.transaction == .failed
    }

    func control(_ sql: String) throws {
        // The server answers such a COMMIT with a silent rollback.
        if sql == "COMMIT", link.transaction == .failed {
            throw StorageError(.failed, "a statement failed and its error was ignored; the transaction is rolled back")
        }
        _ = try link.run(sql, doing: "running \(sql.prefix { $0 != " " })")
    }

    func transactionsEnded(above depth: Int) {
        for (name, open) in openCursors {
            guard let cursor = open.cursor, let source = cursor.source else {
                openCursors[name] = nil
                continue
            }
            if source.depth > depth {
                cursor.cutOff()
                link.forgetEarlyRows(of: source.number)
                openCursors[name] = nil
            }
        }
    }

    func isAlive() -> Bool {
        link.isAlive()
    }

    func reset() {
        abandon()
    }

    func close() {
        transactionsEnded(above: 0)
        link.close()
    }

    /// The next portion of a declared cursor; the server begins with the one after it at once.
    func fetch(_ source: PostgresCursor.Source) throws -> PostgresRows {
        let sql = "FETCH FORWARD \(Limits.fetchRows) FROM \(source.name)"
        let rows = try link.fetch(sql, for: source.number)
        if rows.count == Limits.fetchRows { link.sendAhead(sql, for: source.number) }
        return rows
    }

    /// Ends a declared cursor.
    ///
    /// After an error the server has ended it or will with the transaction.
    func closeCursor(_ source: PostgresCursor.Source) {
        openCursors[source.name] = nil
        link.forgetEarlyRows(of: source.number)
        guard link.transaction == .open else { return }
        // A lost link shows at the next statement.
        try? control("CLOSE \(source.name)")
    }

    private func query(_ sql: String, _ values: [SQLValue]) throws -> PostgresRows {
        let prepared = try prepare(sql, values)
        try parameters.set(values)
        do {
            return try link.run(prepared: prepared.name, parameters)
        } catch {
            // The table may have changed under the statement; it is prepared anew next time.
            if link.isStatementStale { statements[sql] = nil }
            throw error
        }
    }

    private func prepare(_ sql: String, _ values: [SQLValue]) throws -> Prepared {
        if let known = statements[sql]?.first(where: { $0.kinds.count == values.count && $0.fits(values) }) {
            return known
        }
        if statementCount >= Limits.statements {
            _ = try link.run("DEALLOCATE ALL", doing: "forgetting statements")
            statements = [:]
            statementCount = 0
        }
        statementNumber += 1
        let prepared = Prepared(name: "s\(statementNumber)", kinds: values.map { PostgresKind($0) })
        try link.prepare(sql, name: prepared.name, types: prepared.kinds.map { $0?.rawValue ?? 0 })
        statements[sql, default: []].append(prepared)
        statementCount += 1
        return prepared
    }
}
