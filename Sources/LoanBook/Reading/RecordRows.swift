import Codecs
import Lending
import Storage
import Wire

/// The records that answer one question, one after another, each put together from its stored document.
///
/// It owns a cursor, so it lives inside one transaction and on one thread at a time.
final class RecordRows {
    private let cursor: any RowCursor
    private let query: RecordQuery
    private let moment: BookMoment
    private let matching: DocumentFilter
    private let replay: BookReplay?
    private var clocks: RouteClocks
    private var rules = CollectionRules()
    /// The document of a replayed record, which is not the stored one.
    private var replayed: [UInt8]?
    /// The arrears of a loan.
    private var tail: LoanTail?
    /// The last tail that was written, as JSON or as cells: closed loans of a route all have the same.
    private var written: LoanTail?
    private var tailJSON = JSONWriter(capacity: 512)
    private var tailCells: [UInt8] = []
    /// Whether the rows are a page's, which may end before the list does.
    private let isBounded: Bool
    /// Rows of the database seen so far.
    private(set) var rowsSeen = 0
    /// Where the last row stands that was passed over, when the rows are bounded.
    private(set) var lastPlace: PageCursor?

    init(
        _ query: RecordQuery,
        statement: RecordStatement,
        moment: BookMoment,
        isBounded: Bool,
        reader: RecordReader
    ) throws {
        self.isBounded = isBounded
        self.query = query
        self.moment = moment
        matching = DocumentFilter(query.filter)
        replay = BookReplay(reader, moment: moment)
        clocks = RouteClocks(query.kind == .loans ? try reader.routes(at: moment) : [])
        cursor = try reader.connection.cursor(statement.sql, statement.values)
    }

    /// Steps to the next record that meets the conditions; false when there is none.
    func next() throws -> Bool {
        while try cursor.next() {
            rowsSeen += 1
            if try prepare() { return true }
            if isBounded { lastPlace = try place() }
        }
        return false
    }

    /// The record's place in the list.
    func place() throws -> PageCursor {
        PageCursor(
            lead: try cursor.integer(RecordStatement.Column.lead),
            id: try cursor.text(RecordStatement.Column.id)
        )
    }

    func close() {
        cursor.close()
    }

    /// Appends the record as JSON: the document, a loan's arrears behind its fields, the personal part as `person`.
    func appendJSON(to output: inout [UInt8]) throws {
        try withDocument { document in
            if let tail {
                renderTail(tail)
                tailJSON.bytes.withUnsafeBytes { PublishedDocument.join(document, $0, into: &output) }
            } else if query.showsPeople {
                let isErased = cursor.isNull(RecordStatement.Column.personal)
                try cursor.withBytes(RecordStatement.Column.personal) { personal in
                    PublishedDocument.write(document, person: isErased ? nil : personal, into: &output)
                }
            } else {
                output.append(contentsOf: document)
            }
        }
    }

    /// Appends the record as a line of CSV.
    func appendCSV(_ columns: RecordColumns, to output: inout [UInt8]) throws {
        try withDocument { try columns.record.cells(of: $0, into: &output) }
        if let tail {
            if written != tail {
                written = tail
                tailCells.removeAll(keepingCapacity: true)
                tail.appendCells(in: columns.record, into: &tailCells)
            }
            output.append(contentsOf: tailCells)
        } else if query.kind == .loans {
            columns.arrears.appendEmptyCells(into: &output)
        }
        if let person = columns.person {
            if cursor.isNull(RecordStatement.Column.personal) {
                person.appendEmptyCells(into: &output)
            } else {
                try cursor.withBytes(RecordStatement.Column.personal) { try person.appendCells(of: $0, into: &output) }
            }
        }
        columns.record.endLine(into: &output)
    }

    /// Writes the record as the cells of the row that `workbook` has begun.
    func appendCells(_ columns: RecordColumns, to workbook: XLSXWriter) throws {
        try withDocument { try workbook.cells(of: $0, in: columns.record) }
        if let tail {
            renderTail(tail)
            try tailJSON.bytes.withUnsafeBytes { try workbook.cells(of: $0, in: columns.arrears) }
        } else if query.kind == .loans {
            workbook.skip(columns.arrears.fields.count)
        }
        guard let person = columns.person, !cursor.isNull(RecordStatement.Column.personal) else { return }
        try cursor.withBytes(RecordStatement.Column.personal) { try workbook.cells(of: $0, in: person) }
    }

    /// Sees to it that `tailJSON` holds `tail`.
    private func renderTail(_ tail: LoanTail) {
        guard written != tail else { return }
        written = tail
        tailJSON.reset()
        tail.write(into: &tailJSON)
    }

    /// Lets `body` see the record's document, without a loan's arrears.
    func withDocument<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
        if let replayed { return try replayed.withUnsafeBytes(body) }
        return try cursor.withBytes(RecordStatement.Column.document, body)
    }

    /// Whether the current row is a record of the answer; what is drawn from it is then ready.
    private func prepare() throws -> Bool {
        if let replay {
            let covers = try cursor.withBytes(RecordStatement.Column.document) { replay.covers(query.kind, $0) }
            replayed = nil
            if covers {
                replayed = try cursor.withBytes(RecordStatement.Column.document) { try replay.document(query.kind, $0) }
                if replayed == nil { return false }
            }
        }
        if !moment.isCurrent {
            guard try withDocument(matching.accepts) else { return false }
        }
        return query.kind == .loans ? try prepareLoan() : true
    }

    private func prepareLoan() throws -> Bool {
        let own = RecordStatement.Column.own
        var figures: LoanFigures?
        let clock: RouteClock?
        if moment.isCurrent {
            clock = try cursor.withBytes(own) { clocks.clock(of: $0) }?.clock
            // Of the statuses only `active` begins with an a.
            let isActive = try cursor.withBytes(own + 1) { $0.first == UInt8(ascii: "a") }
            if isActive { figures = try LoanFigures(cursor, from: own, rules: &rules) }
        } else {
            let loan = try withDocument { try LoanDocument.read($0) }
            var routeID = loan.routeID.text
            clock = routeID.withUTF8 { clocks.clock(of: UnsafeRawBufferPointer($0)) }?.clock
            figures = loan.status == .active ? LoanFigures(loan) : nil
        }
        let arrears = clock.flatMap { figures?.arrears(on: $0) }
        if let wanted = matching.overdue, wanted != ((arrears?.overdueAmount ?? .zero) > .zero) { return false }
        tail = clock.map { clock in
            LoanTail(asOf: clock.date, arrears: arrears, isPastTerm: figures.map { $0.isPastTerm(on: clock) } ?? false)
        }
        return true
    }
}

/// The columns of an export.
struct RecordColumns {
    let record: CSVTable
    let arrears: CSVTable
    let person: CSVTable?

    init(_ query: RecordQuery, dialect: CSVDialect) {
        let listing = query.kind.listing
        record = listing.csv.written(in: dialect)
        arrears = CSVTable(LoanTail.fields, dialect: dialect)
        person = query.showsPeople ? listing.personalCSV?.written(in: dialect) : nil
    }

    /// The head line.
    func header(for kind: RecordKind) -> [UInt8] {
        var output: [UInt8] = []
        CSVTable(fields(for: kind), dialect: record.dialect).header(into: &output)
        return output
    }

    /// All columns, those of the arrears and of the personal part included.
    func fields(for kind: RecordKind) -> [CSVField] {
        record.fields + (kind == .loans ? arrears.fields : []) + (person?.fields ?? [])
    }
}
