public import Lending
public import Storage

/// The questions that requests put to a book, answered on the database's own threads.
public struct BookQueries: Sendable {
    /// Where the book lives.
    public let database: Database

    /// Questions to the book in `database`.
    public init(_ database: Database) {
        self.database = database
    }

    /// The document of one record of `tenant`; nil when it has none of this id.
    /// - Throws: ``StorageError``.
    public func one(
        _ kind: RecordKind,
        id: String,
        tenant: TenantID,
        asOf: CivilDate? = nil,
        people: RecordQuery.People = .hidden
    ) async throws -> [UInt8]? {
        try await database.read { connection in
            try RecordReader(connection, tenant: tenant).one(kind, id: id, asOf: asOf, people: people)
        }
    }

    /// One page of a list of `tenant`'s records.
    /// - Throws: ``ReadError`` or ``StorageError``.
    public func page(
        _ query: RecordQuery,
        tenant: TenantID,
        after cursor: String? = nil,
        limit: Int = ReadLimits.pageSizeDefault
    ) async throws -> RecordPage {
        try await database.read { connection in
            try RecordReader(connection, tenant: tenant).page(query, after: cursor, limit: limit)
        }
    }

    /// All records of `tenant` that answer `query`, as a file in `format` from one state of the book.
    /// - Throws: ``ReadError`` or ``StorageError``; `busy` when too many exports run.
    public func export(
        _ query: RecordQuery,
        tenant: TenantID,
        as format: ExportFormat
    ) async throws -> DocumentStream {
        let reader = try await database.openReader()
        let stream = DocumentStream(reader)
        do {
            try await stream.start { try RecordReader($0, tenant: tenant).export(query, as: format) }
        } catch {
            await stream.close()
            throw error
        }
        return stream
    }

    /// The loan `id` of `tenant`; nil when it has none.
    /// - Throws: ``StorageError``, or an error that names the stored document that cannot be read.
    public func loan(_ id: LoanID, tenant: TenantID, asOf: CivilDate? = nil) async throws -> Loan? {
        try await database.read { try RecordReader($0, tenant: tenant).loan(id, asOf: asOf) }
    }
}
