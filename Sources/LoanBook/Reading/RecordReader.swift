public import Lending
public import Storage
import Wire

/// Answers questions about one tenant's records on one connection.
///
/// Its calls belong in one read transaction, so that they speak of one state of the book. It blocks; use it on the
/// threads of a blocking pool, or through ``BookQueries``.
public struct RecordReader {
    let connection: any Connection
    let tenant: TenantID

    /// A reader of `tenant`'s book on `connection`.
    public init(_ connection: any Connection, tenant: TenantID) {
        self.connection = connection
        self.tenant = tenant
    }

    /// The document of one record, whatever its status; nil when the tenant has none of this id.
    /// - Throws: ``StorageError``.
    public func one(
        _ kind: RecordKind,
        id: String,
        asOf: CivilDate? = nil,
        people: RecordQuery.People = .hidden
    ) throws -> [UInt8]? {
        var filter = RecordFilter(kind)
        filter.takeAnyStatus()
        let query = RecordQuery(filter, asOf: asOf, people: people)
        let rows = try rows(query, .single(id: id))
        defer { rows.close() }
        guard try rows.next() else { return nil }
        var document: [UInt8] = []
        try rows.appendJSON(to: &document)
        return document
    }

    /// One page of a list: at most `limit` records behind the cursor `after`.
    /// - Throws: ``ReadError`` for a cursor of another list or a limit out of bounds, or ``StorageError``.
    public func page(
        _ query: RecordQuery,
        after cursor: String? = nil,
        limit: Int = ReadLimits.pageSizeDefault
    ) throws -> RecordPage {
        guard (1...ReadLimits.pageSizeMax).contains(limit) else { throw ReadError.badLimit }
        let fingerprint = query.filter.fingerprint(tenant: tenant, asOf: query.asOf)
        let start = try cursor.map { text throws(ReadError) in try PageCursor(text, fingerprint: fingerprint) }
        let moment = try BookMoment.of(query.asOf, tenant: tenant, on: connection)
        // Without a condition that only the document can judge, one row more than the page tells whether it is the last.
        let isExact = moment.isCurrent && !query.filter.conditions.contains { $0.field.column == nil }
        let rowLimit = isExact ? limit + 1 : ReadLimits.rowsPerPageMax
        let rows = try rows(query, .listed(after: start), moment: moment, rowLimit: rowLimit)
        defer { rows.close() }
        var page = RecordPage()
        var last: PageCursor?
        while page.documents.count < limit, try rows.next() {
            var document: [UInt8] = []
            try rows.appendJSON(to: &document)
            page.documents.append(document)
            last = try rows.place()
        }
        if page.documents.count == limit {
            let hasMore = try rows.next() || rows.rowsSeen == rowLimit
            page.nextCursor = hasMore ? last?.text(fingerprint: fingerprint) : nil
        } else if rows.rowsSeen == rowLimit {
            page.nextCursor = rows.lastPlace?.text(fingerprint: fingerprint)
        }
        return page
    }

    /// All records that answer `query`, as the bytes of a file in `format`, piece by piece.
    /// - Throws: ``StorageError``.
    public func export(_ query: RecordQuery, as format: ExportFormat) throws -> RecordExport {
        try RecordExport(try rows(query, try exportSequence(query)), query: query, format: format)
    }

    /// Lets `body` see the stored document of each record that answers `query`, without arrears and people.
    /// - Throws: ``StorageError``, or what `body` throws.
    public func forEachDocument(
        _ query: RecordQuery,
        at moment: BookMoment? = nil,
        _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let rows = try rows(query, try exportSequence(query), moment: moment)
        defer { rows.close() }
        while try rows.next() { try rows.withDocument(body) }
    }

    /// The loan `id`; nil when the tenant has none.
    /// - Throws: ``StorageError`` or ``WireError``.
    public func loan(_ id: LoanID, asOf: CivilDate? = nil) throws -> Loan? {
        try one(.loans, id: id.text, asOf: asOf).map { try LoanDocument.read($0) }
    }

    /// All routes in the state `moment`, by name.
    /// - Throws: ``StorageError`` or ``WireError``.
    public func routes(at moment: BookMoment) throws -> [Route] {
        var routes: [Route] = []
        try forEachDocument(RecordQuery(RecordFilter(.routes)), at: moment) { document in
            routes.append(try RouteDocument.read(Array(document)))
        }
        return routes.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    }

    /// How SQLite would find a page of `query`: the lines of its query plan, for the tests of hot queries.
    package func plan(of query: RecordQuery, after cursor: String? = nil) throws -> [String] {
        let moment = try BookMoment.of(query.asOf, tenant: tenant, on: connection)
        let fingerprint = query.filter.fingerprint(tenant: tenant, asOf: query.asOf)
        let start = try cursor.map { text throws(ReadError) in try PageCursor(text, fingerprint: fingerprint) }
        var statement = RecordStatement(
            try resolved(query, at: moment),
            tenant: tenant,
            moment: moment,
            sequence: .listed(after: start),
            engine: connection.engine
        )
        statement.limit(ReadLimits.pageSizeDefault)
        return try connection.rows("EXPLAIN QUERY PLAN \(statement.sql)", statement.values) { try $0.text(3) }
    }

    func rows(
        _ query: RecordQuery,
        _ sequence: RecordStatement.Sequence,
        moment given: BookMoment? = nil,
        rowLimit: Int? = nil
    ) throws -> RecordRows {
        let moment = try given ?? BookMoment.of(query.asOf, tenant: tenant, on: connection)
        let query = try resolved(query, at: moment)
        var statement = RecordStatement(
            query,
            tenant: tenant,
            moment: moment,
            sequence: sequence,
            engine: connection.engine
        )
        if let rowLimit { statement.limit(rowLimit) }
        return try RecordRows(query, statement: statement, moment: moment, isBounded: rowLimit != nil, reader: self)
    }

    /// Of an earlier state, payments of a loan are found through their customer, which never changes: after a correction
    /// of history a payment may stand on another loan than before.
    private func resolved(_ query: RecordQuery, at moment: BookMoment) throws -> RecordQuery {
        guard !moment.isCurrent, query.kind == .payments, let loanID = query.filter.text(of: "loan_id"),
            query.filter.text(of: "customer_id") == nil
        else { return query }
        let customer = try connection.firstRow(
            "SELECT customer_id FROM loan WHERE tenant_id = $1 AND id = $2",
            [.text(tenant.text), .text(loanID)]
        ) { try $0.text(0) }
        var query = query
        try query.filter.require("customer_id", customer ?? "none")
        return query
    }

    /// Small books and filtered exports come in the order of their list, large ones as they are stored.
    private func exportSequence(_ query: RecordQuery) throws -> RecordStatement.Sequence {
        guard query.filter.terms.isEmpty else { return .listed(after: nil) }
        return try isLarge() ? .stored : .listed(after: nil)
    }

    /// Whether the book is too large to be fetched record by record through an index.
    func isLarge() throws -> Bool {
        let changes = try connection.firstRow(
            "SELECT last_seq FROM tenant WHERE id = $1",
            [.text(tenant.text)]
        ) { try $0.integer(0) }
        return (changes ?? 0) > ReadLimits.orderedExportChangesMax
    }
}
