/// A connection to a PostgreSQL database.
final class PostgresConnection: EngineConnection {
    let engine = Engine.postgres
    var openTransactions = TransactionStack()
    init(uri: String) throws { throw StorageError(.unavailable, "PostgreSQL is not built yet") }
    func execute(_ sql: String, _ values: [SQLValue]) throws -> Int { 0 }
    func executeScript(_ sql: String) throws {}
    func cursor(_ sql: String, _ values: [SQLValue]) throws -> any RowCursor { throw StorageError(.failed, "") }
    func smallCursor(_ sql: String, _ values: [SQLValue]) throws -> any RowCursor { throw StorageError(.failed, "") }
    func transaction<Result>(_ mode: TransactionMode, _ body: () throws -> Result) throws -> Result {
        try nest(mode, body)
    }
    func bulkWriter(table: String, columns: [String]) -> any BulkWriter { preconditionFailure("not built yet") }
    func beginStatement(_ mode: TransactionMode) throws -> String { "BEGIN" }
    func isInTransaction() -> Bool { false }
    func control(_ sql: String) throws {}
    func isAlive() -> Bool { false }
    func reset() {}
    func close() {}
}
