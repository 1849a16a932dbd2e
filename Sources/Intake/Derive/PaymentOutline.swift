import Lending

/// What a customer's payments say of their route: no keys, no places, tickets as fingerprints.
struct PaymentOutline {
    /// The payments in order of time, without tickets and places.
    var rows: [HistoryRow] = []
    /// Fingerprints of the tickets.
    var tickets: [UInt64] = []
    /// A digest over the customer's row and payments as they lie in the file; nil where it is not taken.
    var cells: [UInt8]?

    init() {}

    /// The outline of `history`.
    init(_ history: PaymentHistory) {
        rows = history.rows
        tickets = rows.compactMap { $0.ticket.map(TicketPrint.of) }
    }
}

/// What tells one customer's rows from those of another copy.
struct ClientPrint {
    /// See ``PaymentOutline/cells``.
    let cells: [UInt8]?
    /// Day of the newest payment.
    let newest: CivilDate?
}

extension PaymentHistoryReader {
    /// The outline of the payments of `client`, who stands on `row`.
    /// - Throws: ``IntakeError``.
    func outline(of client: ClientRow, row: RawRow, _ mapper: RowMapper) throws -> PaymentOutline {
        var digest = CellDigest()
        digest.add(mapper.layout)
        for value in row.values { digest.add(value) }
        digest.add(client.label)
        guard let (name, reader) = table(of: client) else {
            var outline = PaymentOutline()
            outline.cells = digest.finalize()
            return outline
        }
        guard let table = try table(name, reader), let columns = table.columns, let reader = reader as? SQLiteReader
        else {
            return PaymentOutline(try history(of: client, reject: { _, _, _ in }))
        }
        return try outline(reader, name, table.mapper, columns, digest)
    }

    private func outline(
        _ reader: SQLiteReader,
        _ table: String,
        _ mapper: RowMapper,
        _ columns: PaymentColumns,
        _ digest: CellDigest
    ) throws -> PaymentOutline {
        var digest = digest
        var outline = PaymentOutline()
        digest.add(mapper.layout)
        try reader.scan(table, columns: mapper.columns) { cells in
            for cell in cells.cells { digest.add(cell) }
            if let row = columns.read(cells) {
                outline.rows.append(row.payment)
                if let ticket = row.ticket { outline.tickets.append(TicketPrint.of(ticket)) }
            } else if case .row(let row, _) = mapper.map(cells.row), let payment = HistoryRow(row) {
                outline.rows.append(payment)
                if let ticket = row.text(.ticket) { outline.tickets.append(TicketPrint.of(ticket)) }
            }
        }
        outline.rows.putInOrder { $0 }
        outline.cells = digest.finalize()
        return outline
    }

    /// Whether one of the client's tickets is among `prints`.
    /// - Throws: ``IntakeError``.
    func holdsTicket(of client: ClientRow, among prints: Set<UInt64>) throws -> Bool {
        guard !prints.isEmpty else { return false }
        let history = try history(of: client, reject: { _, _, _ in })
        return history.entries.contains { $0.row.ticket.map { prints.contains(TicketPrint.of($0)) } ?? false }
    }
}
