import Lending

/// Reads the rows of a payments table whose fields are columns as they stand, without a value for each cell.
struct PaymentColumns {
    private let date: PlainColumn
    private let time: PlainColumn?
    private let amount: PlainColumn
    private let balanceAfter: PlainColumn?
    private let ticket: PlainColumn?

    /// What a row holds.
    struct Row {
        /// The payment, without its ticket and its place.
        let payment: HistoryRow
        /// The ticket, lent until the next row.
        let ticket: UnsafeBufferPointer<UInt8>?
    }

    /// For the tables of `mapper`; nil when its fields are more than columns.
    init?(_ mapper: RowMapper) {
        let known: [Field] = [.date, .time, .amount, .balanceAfter, .ticket]
        let mapped = mapper.mapping.fields.map(\.field)
        let plain = mapped.compactMap { field in mapper.plain(field).map { (field, $0) } }
        let columns = Dictionary(plain) { first, _ in first }
        guard mapped.count == columns.count, mapped.allSatisfy(known.contains), let date = columns[.date],
            let amount = columns[.amount]
        else { return nil }
        self.date = date
        self.amount = amount
        time = columns[.time]
        balanceAfter = columns[.balanceAfter]
        ticket = columns[.ticket]
    }

    /// What stands in a row; nil when one of its cells must be read with all care.
    func read(_ row: RawCells) -> Row? {
        let cells = row.cells
        guard case .some(.some(let paidOn)) = date.date(cells[date.position]),
            case .some(.some(let paid)) = amount.money(cells[amount.position])
        else { return nil }
        var payment = HistoryRow(amount: paid, balanceAfter: nil, paidOn: paidOn)
        if let time {
            guard case .some(let paidAt) = time.time(cells[time.position]) else { return nil }
            payment.paidAt = paidAt
        }
        if let balanceAfter {
            guard case .some(let after) = balanceAfter.money(cells[balanceAfter.position]) else {
                return nil
            }
            payment.balanceAfter = after
        }
        guard let ticket else { return Row(payment: payment, ticket: nil) }
        guard case .some(let printed) = ticket.text(cells[ticket.position]) else { return nil }
        return Row(payment: payment, ticket: printed)
    }
}
