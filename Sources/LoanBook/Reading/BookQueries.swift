public import Lending
public import Storage
import Synchronization

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

/// A file that is being read from the book, piece by piece, on the database's own threads.
///
/// It holds a connection until it is at its end or closed. What it guards with a lock is the export, which is not
/// `Sendable`: it is made and used on the held connection only, one call at a time.
public final class DocumentStream: Sendable {
    private struct Held: @unchecked Sendable {
        var export: RecordExport?
    }

    private let reader: PinnedReader
    private let held = Mutex(Held())

    init(_ reader: PinnedReader) {
        self.reader = reader
    }

    func start(_ make: @escaping @Sendable (any Connection) throws -> RecordExport) async throws {
        try await reader.pull { connection in
            let export = Held(export: try make(connection))
            self.held.withLock { $0 = export }
        }
    }

    /// The next piece; nil after the last one, when the connection is given back.
    /// - Throws: ``StorageError``, or an error that names the stored document that cannot be read; the file is then not whole.
    public func next() async throws -> [UInt8]? {
        do {
            let piece = try await reader.pull { _ in
                try self.held.withLock { try $0.export?.next() }
            }
            if piece == nil { await close() }
            return piece
        } catch {
            await close()
            throw error
        }
    }

    /// Ends the reading early and gives the connection back; does nothing after the end.
    public func close() async {
        held.withLock { held in
            held.export?.close()
            held.export = nil
        }
        await reader.close()
    }
}
