import Lending

/// One payment of a customer as read, with its key.
struct PaymentEntry {
    let row: HistoryRow
    /// The key in the source within its customer.
    let key: String
}

/// The payments of one customer in order of time.
struct PaymentHistory {
    var entries: [PaymentEntry] = []
    /// Whether rows could not be read, so that the history has holes.
    var hasHoles = false

    var rows: [HistoryRow] { entries.map(\.row) }
}

/// Reads customers' payment tables, one customer at a time.
final class PaymentHistoryReader {
    let source: RouteSource
    /// The mapper of the last table; most tables of a route have the same columns.
    private var last: (columns: [SourceColumn], table: Table)?
    /// The tables read, in lower case.
    private(set) var owned: Set<String> = []

    /// How the rows of a table are read.
    struct Table {
        let mapper: RowMapper
        /// Nil where the fields are more than columns.
        let columns: PaymentColumns?
    }

    init(_ source: RouteSource) {
        self.source = source
    }

    /// The payments of `client`; rows that cannot be read are handed to `reject`.
    func history(
        of client: ClientRow,
        reject: ([CellIssue], Reject.Extent, SourcePlace) -> Void
    ) throws -> PaymentHistory {
        guard let (table, reader) = table(of: client) else { return PaymentHistory() }
        return try history(table, reader, label: client.label, reject: reject)
    }

    /// The table of `client` with its reader; nil when they have none.
    func table(of client: ClientRow) -> (name: String, reader: any SourceReader)? {
        guard client.ownsPayments, let document = client.document,
            let (table, reader, _) = source.paymentTable(document: document)
        else { return nil }
        owned.insert(table.lowercased())
        return (table, reader)
    }

    /// Hands over the payments in tables that belong to no customer, table by table.
    func forEachOrphan(_ body: (PaymentHistory) -> Void) throws {
        for (table, reader) in try source.paymentTables(notIn: owned) {
            let history = try history(table, reader, label: "", reject: { _, _, _ in })
            if !history.entries.isEmpty { body(history) }
        }
    }

    private func history(
        _ name: String,
        _ reader: any SourceReader,
        label: String,
        reject: ([CellIssue], Reject.Extent, SourcePlace) -> Void
    ) throws -> PaymentHistory {
        guard let table = try table(name, reader) else { return PaymentHistory(hasHoles: true) }
        // Not the number of the row: apps number anew when one is deleted.
        let place = "\(source.fileName(of: .payments))/cliente \(label)/"
        var keys = PaymentKeys()
        var history = PaymentHistory()
        func take(_ payment: HistoryRow, ticket: String?) {
            var row = payment
            let key = keys.next(ticket: ticket, on: row.paidOn, at: row.paidAt)
            row.ticket = ticket
            row.place = place + key
            history.entries.append(PaymentEntry(row: row, key: key))
        }
        func takeSlowly(_ raw: RawRow) {
            switch table.mapper.map(raw) {
            case .rejected(let issues):
                history.hasHoles = true
                reject(issues, .row, Self.rejectPlace(reader, label, raw.number))
            case .row(let row, let issues):
                if !issues.isEmpty { reject(issues, .cell, Self.rejectPlace(reader, label, raw.number)) }
                if let payment = HistoryRow(row) { take(payment, ticket: row.text(.ticket)) }
            }
        }
        let wanted = table.mapper.columns
        if let columns = table.columns, let reader = reader as? SQLiteReader {
            try reader.scan(name, columns: wanted) { cells in
                guard let row = columns.read(cells) else { return takeSlowly(cells.row) }
                take(row.payment, ticket: row.ticket.map { String(decoding: $0, as: UTF8.self) })
            }
        } else {
            try reader.read(name, columns: wanted, takeSlowly)
        }
        history.entries.putInOrder(by: \.row)
        return history
    }

    /// How a table is read; nil, with a notice, when it lacks what a payment cannot do without.
    func table(_ name: String, _ reader: any SourceReader) throws -> Table? {
        guard let mapping = source.profile.records[.payments] else { return nil }
        let columns = try reader.columns(of: name)
        if let last, last.columns == columns { return last.table }
        let missing = RowMapper.missing(mapping, in: columns)
        guard missing.required.isEmpty else {
            source.note(
                "\(reader.fileName): a table \(mapping.table.text) lacks \(Notices.list(missing.required)), "
                    + "so its payments are absent."
            )
            return nil
        }
        source.noteColumns(
            mapping,
            missing: missing.other,
            unknown: RowMapper.unknown(mapping, in: columns),
            reader
        )
        let mapper = RowMapper(mapping, columns: columns, zone: source.zone)
        let table = Table(mapper: mapper, columns: PaymentColumns(mapper))
        last = (columns, table)
        return table
    }

    /// The table is named by the customer's number, because its own name is an identity number.
    private static func rejectPlace(_ reader: any SourceReader, _ label: String, _ row: Int64) -> SourcePlace {
        SourcePlace(file: reader.fileName, table: "cliente \(label)", row: row)
    }
}

extension HistoryRow {
    /// The payment of a mapped row, without its ticket and its place; nil when it lacks amount or day, which the
    /// language of profiles requires.
    init?(_ row: MappedRow) {
        guard let amount = row.money(.amount), let date = row.date(.date) else { return nil }
        self.init(amount: amount, balanceAfter: row.money(.balanceAfter), paidOn: date, paidAt: row.time(.time))
    }
}

extension Array {
    /// Puts payments in order of time; those of the same moment keep the order of the file.
    mutating func putInOrder(by row: (Element) -> HistoryRow) {
        guard !zip(self, dropFirst()).allSatisfy({ !row($0).isLater(than: row($1)) }) else { return }
        self = enumerated()
            .sorted { left, right in
                if row(right.element).isLater(than: row(left.element)) { return true }
                if row(left.element).isLater(than: row(right.element)) { return false }
                return left.offset < right.offset
            }
            .map(\.element)
    }
}

/// Gives the payments of one customer their keys: the ticket, or the moment where there is none.
struct PaymentKeys {
    private var used: Set<String> = []
    private var repeats: [String: Int] = [:]

    mutating func next(ticket: String?, on date: CivilDate, at time: DayTime?) -> String {
        let base = ticket ?? "\(date.isoText)T\(time?.text ?? "")"
        if used.insert(base).inserted { return base }
        var count = repeats[base] ?? 1
        var key: String
        repeat {
            count += 1
            key = "\(base)~\(count)"
            // A ticket may be written like the second use of another.
        } while !used.insert(key).inserted
        repeats[base] = count
        return key
    }
}
