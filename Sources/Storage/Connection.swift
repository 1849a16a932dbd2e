/// The two engines a book can live on.
public enum Engine: String, Sendable, CaseIterable {
    /// Embedded SQLite through GRDB.
    case sqlite
    /// PostgreSQL through libpq.
    case postgres
}

/// One open connection.
///
/// It blocks, so it is used on `BlockingPool` threads only, by one thread at a time.
///
/// The same SQL runs on both engines: `$1` placeholders, `INTEGER` and `TEXT` and `BLOB` types in migrations.
public protocol Connection: AnyObject {
    /// Which engine it speaks to.
    var engine: Engine { get }

    /// Runs one statement and returns the number of rows it touched.
    /// - Throws: ``StorageError``.
    @discardableResult
    func execute(_ sql: String, _ values: [SQLValue]) throws -> Int

    /// Runs several statements separated by semicolons, without values.
    /// - Throws: ``StorageError``.
    func executeScript(_ sql: String) throws

    /// Opens a cursor over the rows of a query; memory does not grow with their number.
    /// On PostgreSQL a transaction must be open.
    /// - Throws: ``StorageError``.
    func cursor(_ sql: String, _ values: [SQLValue]) throws -> any RowCursor

    /// Opens a cursor over a result that is known to be small, which may be held in memory as a whole. It costs one
    /// round trip where ``cursor(_:_:)`` costs three on PostgreSQL, and needs no transaction.
    /// - Throws: ``StorageError``.
    func smallCursor(_ sql: String, _ values: [SQLValue]) throws -> any RowCursor

    /// Runs `body` in a transaction: committed when it returns, rolled back when it throws.
    ///
    /// Inside an open transaction it is a savepoint: when it throws, what it did is undone and the outer one may go on.
    /// - Throws: what `body` throws, or ``StorageError``.
    @discardableResult
    func transaction<Result>(_ mode: TransactionMode, _ body: () throws -> Result) throws -> Result

    /// A writer that inserts many rows fast (prepared INSERT on SQLite, COPY on PostgreSQL).
    /// Its rows are visible to reads only after `flush()`.
    func bulkWriter(table: String, columns: [String]) -> any BulkWriter
}

/// How a transaction begins.
public enum TransactionMode: Sendable {
    /// Sees one consistent state and writes nothing.
    case read
    /// Takes the write lock at once, so it never fails half-way for want of it.
    case write
}

/// A position in the rows of a query.
///
/// Column numbers start at 0.
public protocol RowCursor: AnyObject {
    /// Steps to the next row; false when there is none.
    /// - Throws: ``StorageError``.
    func next() throws -> Bool
    /// Whether the column of the current row is NULL.
    func isNull(_ column: Int) -> Bool
    /// The column as an integer.
    /// - Throws: ``StorageError`` when it is no integer.
    func integer(_ column: Int) throws -> Int64
    /// The column as text.
    /// - Throws: ``StorageError`` when it is not text in UTF-8.
    func text(_ column: Int) throws -> String
    /// The bytes of a text or blob column, valid only inside `body`; no bytes for NULL.
    func withBytes<Result>(
        _ column: Int,
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) throws
        -> Result
    /// Ends the reading early; does nothing after the last row.
    func close()
}

/// Inserts many rows of one table.
public protocol BulkWriter: AnyObject {
    /// Adds one row; it may be held back until `flush()`.
    /// - Throws: ``StorageError``.
    func append(_ values: [SQLValue]) throws
    /// Sends what is held back.
    /// - Throws: ``StorageError``.
    func flush() throws
}

extension Connection {
    /// Reads each row of a query, in order.
    /// - Throws: ``StorageError``, or what `body` throws.
    public func forEachRow(
        _ sql: String,
        _ values: [SQLValue] = [],
        _ body: (any RowCursor) throws -> Void
    ) throws {
        let cursor = try cursor(sql, values)
        defer { cursor.close() }
        while try cursor.next() {
            try body(cursor)
        }
    }

    /// All rows of a query that is known to be small, each made by `body`.
    /// - Throws: ``StorageError``, or what `body` throws.
    public func rows<Element>(
        _ sql: String,
        _ values: [SQLValue] = [],
        _ body: (any RowCursor) throws -> Element
    ) throws -> [Element] {
        let cursor = try smallCursor(sql, values)
        defer { cursor.close() }
        var result: [Element] = []
        while try cursor.next() { result.append(try body(cursor)) }
        return result
    }

    /// The first row of a query, or nil.
    ///
    /// The query finds one row or a few, or says `LIMIT 1`.
    /// - Throws: ``StorageError``, or what `body` throws.
    public func firstRow<Element>(
        _ sql: String,
        _ values: [SQLValue] = [],
        _ body: (any RowCursor) throws -> Element
    ) throws -> Element? {
        let cursor = try smallCursor(sql, values)
        defer { cursor.close() }
        return try cursor.next() ? try body(cursor) : nil
    }
}

extension RowCursor {
    /// The column as an integer, nil for NULL.
    /// - Throws: ``StorageError``.
    public func integerOrNil(_ column: Int) throws -> Int64? {
        isNull(column) ? nil : try integer(column)
    }

    /// The column as text, nil for NULL.
    /// - Throws: ``StorageError``.
    public func textOrNil(_ column: Int) throws -> String? {
        isNull(column) ? nil : try text(column)
    }

    /// The bytes of the column, copied.
    /// - Throws: ``StorageError``.
    public func bytes(_ column: Int) throws -> [UInt8] {
        try withBytes(column) { [UInt8]($0) }
    }
}
