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
    private let source: RouteSource
    /// The mapper of the last table; most tables of a route have the same columns.
    private var last: (columns: [SourceColumn], mapper: RowMapper)?
    /// The tables read, in lower case.
    private(set) var owned: Set<String> = []

    init(_ source: RouteSource) {
        self.source = source
    }

    /// The payments of `client`; rows that cannot be read are handed to `reject`.
    func history(
        of client: ClientRow,
        reject: ([CellIssue], Reject.Extent, SourcePlace) -> Void
    ) throws -> PaymentHistory {
        guard client.ownsPayments, let document = client.document,
            let (table, reader, mapping) = source.paymentTable(document: document)
        else { return PaymentHistory() }
        owned.insert(table.lowercased())
        return try history(table, reader, mapping, label: client.label, reject: reject)
    }

    /// Hands over the payments in tables that belong to no customer, table by table.
    func forEachOrphan(_ body: (PaymentHistory) -> Void) throws {
        guard let mapping = source.profile.records[.payments] else { return }
        for (table, reader) in try source.paymentTables(notIn: owned) {
            let history = try history(table, reader, mapping, label: "", reject: { _, _, _ in })
            if !history.entries.isEmpty { body(history) }
        }
    }

    private func history(
        _ table: String,
        _ reader: any SourceReader,
        _ mapping: RecordMapping,
        label: String,
        reject: ([CellIssue], Reject.Extent, SourcePlace) -> Void
    ) throws -> PaymentHistory {
        guard let mapper = try mapper(mapping, table, reader) else { return PaymentHistory(hasHoles: true) }
        let place = "\(source.fileName(of: .payments))/cliente \(label)"
        var keys = PaymentKeys()
        var history = PaymentHistory()
        try reader.read(table, columns: mapper.columns) { raw in
            switch mapper.map(raw) {
            case .rejected(let issues):
                history.hasHoles = true
                reject(issues, .row, Self.rejectPlace(reader, label, raw.number))
            case .row(let row, let issues):
                if !issues.isEmpty { reject(issues, .cell, Self.rejectPlace(reader, label, raw.number)) }
                // Required by the language of profiles, so they are there.
                guard let amount = row.money(.amount), let date = row.date(.date) else { return }
                let ticket = row.text(.ticket)
                let key = keys.next(ticket: ticket, on: date, at: row.time(.time))
                history.entries.append(
                    PaymentEntry(
                        row: HistoryRow(
                            amount: amount,
                            balanceAfter: row.money(.balanceAfter),
                            paidOn: date,
                            paidAt: row.time(.time),
                            ticket: ticket,
                            // Not the number of the row: apps number anew when one is deleted.
                            place: "\(place)/\(key)"
                        ),
                        key: key
                    )
                )
            }
        }
        history.entries = Self.sorted(history.entries)
        return history
    }

    /// The mapper for a table; nil, with a notice, when the table lacks what a payment cannot do without.
    private func mapper(_ mapping: RecordMapping, _ table: String, _ reader: any SourceReader) throws -> RowMapper? {
        let columns = try reader.columns(of: table)
        if let last, last.columns == columns { return last.mapper }
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
        last = (columns, mapper)
        return mapper
    }

    /// The table is named by the customer's number, because its own name is an identity number.
    private static func rejectPlace(_ reader: any SourceReader, _ label: String, _ row: Int64) -> SourcePlace {
        SourcePlace(file: reader.fileName, table: "cliente \(label)", row: row)
    }

    /// In order of time; payments of the same moment keep the order of the file.
    private static func sorted(_ entries: [PaymentEntry]) -> [PaymentEntry] {
        let isSorted = zip(entries, entries.dropFirst()).allSatisfy { !$0.row.isLater(than: $1.row) }
        if isSorted { return entries }
        return entries.enumerated()
            .sorted { left, right in
                if right.element.row.isLater(than: left.element.row) { return true }
                if left.element.row.isLater(than: right.element.row) { return false }
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
