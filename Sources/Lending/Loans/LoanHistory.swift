/// A customer's payments cut into the loans that they paid, and what does not add up along the way.
///
/// A source that keeps one loan per customer overwrites it on renewal; earlier loans survive only in the balance
/// printed after each payment. The rule: a loan begins at the first payment, at a payment whose previous balance was
/// zero, and where the balance after a payment is above the balance before it. Any other balance that is not the
/// previous one less the payment is an anomaly inside its loan. A renewal whose new balance, first payment taken off,
/// is not above the old one cannot be told from an edit: it is reported as one.
public struct LoanHistory: Hashable, Sendable {
    /// The loans, oldest first; together their rows are all rows, in order.
    public let segments: [LoanSegment]
    /// What does not add up, by row.
    public let anomalies: [HistoryAnomaly]

    /// Reads `rows`, which stand in order of time (see ``HistoryRow/isLater(than:)``), against the loan that the source holds now;
    /// `current` is nil when the source holds none for the customer.
    public init(rows: [HistoryRow], current: CurrentLoan?) {
        var walk = Walk()
        for index in rows.indices {
            walk.take(rows[index], at: index)
        }
        walk.finish(at: rows.count)
        var segments = walk.segments
        if let last = segments.indices.last, let current, let lastRow = rows.last {
            segments[last].settle(against: current, lastRow: lastRow)
        }
        self.segments = segments
        self.anomalies = walk.anomalies
    }
}

/// One payment as the source's history holds it.
public struct HistoryRow: Hashable, Sendable {
    /// Amount paid.
    public var amount: Money
    /// Balance after it, as the source states it; nil when it states none.
    public var balanceAfter: Money?
    /// Day of the payment.
    public var paidOn: CivilDate
    /// Time of the payment.
    public var paidAt: DayTime?
    /// Id printed on the ticket.
    public var ticket: String?
    /// Where in the source the row stands; no personal data.
    public var place: String

    /// A row with these parts.
    public init(
        amount: Money,
        balanceAfter: Money?,
        paidOn: CivilDate,
        paidAt: DayTime? = nil,
        ticket: String? = nil,
        place: String = ""
    ) {
        self.amount = amount
        self.balanceAfter = balanceAfter
        self.paidOn = paidOn
        self.paidAt = paidAt
        self.ticket = ticket
        self.place = place
    }

    /// Whether it was paid after `other`, by day and time.
    ///
    /// Without a time it counts as the first of its day, so that the order is a total one.
    public func isLater(than other: HistoryRow) -> Bool {
        if paidOn != other.paidOn { return paidOn > other.paidOn }
        return (paidAt?.secondOfDay ?? 0) > (other.paidAt?.secondOfDay ?? 0)
    }
}

/// The loan that the source holds for a customer now.
public struct CurrentLoan: Hashable, Sendable {
    /// Balance the source states.
    public var balance: Money
    /// What was owed at disbursement, if known; tells a loan not yet paid on from the one before it.
    public var total: Money?
    /// Day it was handed over, if known.
    public var disbursedOn: CivilDate?

    /// A current loan with these parts.
    public init(balance: Money, total: Money? = nil, disbursedOn: CivilDate? = nil) {
        self.balance = balance
        self.total = total
        self.disbursedOn = disbursedOn
    }
}

/// The payments of one loan.
public struct LoanSegment: Hashable, Sendable {
    /// How a loan ended.
    public enum End: String, Sendable {
        /// Its balance reached zero.
        case paid
        /// Another loan began while it still had a balance.
        case renewed
        /// It has not ended.
        case open
    }

    /// Positions of its payments among the rows.
    public var rows: Range<Int>
    /// Balance before its first payment: its total, when no earlier payment of it is missing; the sum of the payments
    /// when the source states no balance.
    public var opening: Money
    /// Balance after its last payment.
    public var closing: Money
    /// Sum of its payments.
    public var paid: Money
    /// Whether it is the loan that the source holds now.
    public var isCurrent: Bool
    /// How it ended.
    public var endedBy: End

    /// Money by which the balance moved otherwise than by payments: zero when the history is whole.
    public var gap: Money { closing - (opening - paid) }

    /// Decides whether this, the last segment, is the loan that the source holds now.
    fileprivate mutating func settle(against current: CurrentLoan, lastRow: HistoryRow) {
        if current.balance <= .zero {
            isCurrent = true
            endedBy = .paid
            return
        }
        guard closing > .zero else { return }
        if isUnpaidSuccessor(current, lastRow: lastRow) {
            endedBy = .renewed
        } else {
            isCurrent = true
        }
    }

    /// Whether `current` is a later loan on which nothing was paid yet.
    private func isUnpaidSuccessor(_ current: CurrentLoan, lastRow: HistoryRow) -> Bool {
        guard let total = current.total, let disbursedOn = current.disbursedOn else { return false }
        return current.balance == total && closing != total && lastRow.paidOn <= disbursedOn
    }
}

/// A payment of the history that does not fit its neighbours.
public struct HistoryAnomaly: Hashable, Sendable {
    /// What does not fit.
    public enum Kind: String, Sendable {
        /// The balance fell by more than the payment: a payment was deleted, lowered, or the balance was edited.
        case fellMore = "fell_more"
        /// The balance fell by less than the payment: the payment was raised or the balance was edited.
        case fellLess = "fell_less"
        /// The balance after the payment is below zero.
        case negativeBalance = "negative_balance"
        /// The payment came when nothing was owed and began no loan.
        case afterEnd = "after_end"
        /// The amount is zero or negative.
        case notPositive = "not_positive"
    }

    /// What does not fit.
    public var kind: Kind
    /// Position of the payment among the rows.
    public var row: Int
    /// Balance that should follow: the one before less the payment.
    public var expected: Money
    /// Balance that the source states.
    public var found: Money

    /// Found less expected: below zero when the balance fell by more than the payment.
    public var difference: Money { found - expected }
}

/// The state of the walk through a history.
private struct Walk {
    var segments: [LoanSegment] = []
    var anomalies: [HistoryAnomaly] = []
    private var start: Int?
    private var opening: Money?
    private var paid = Money.zero
    private var balance: Money?

    mutating func take(_ row: HistoryRow, at index: Int) {
        if row.amount <= .zero {
            note(.notPositive, at: index, expected: row.amount.magnitude, found: row.amount)
        }
        guard start != nil else {
            begin(row, at: index)
            return
        }
        guard let before = balance else {
            join(row)
            return
        }
        let expected = before - row.amount
        guard let after = row.balanceAfter else {
            paid += row.amount
            balance = expected
            return
        }
        if begins(row, before: before, after: after) {
            close(at: index, by: before > .zero ? .renewed : .paid)
            begin(row, at: index)
            return
        }
        paid += row.amount
        balance = after
        judge(after, expected: expected, before: before, at: index)
    }

    mutating func finish(at end: Int) {
        guard start != nil else { return }
        let isOwed = balance.map { $0 > .zero } ?? true
        close(at: end, by: isOwed ? .open : .paid)
    }

    private func begins(_ row: HistoryRow, before: Money, after: Money) -> Bool {
        if after > before { return after >= .zero }
        return before == .zero && after == .zero && row.amount > .zero
    }

    private mutating func begin(_ row: HistoryRow, at index: Int) {
        start = index
        paid = row.amount
        balance = row.balanceAfter
        opening = row.balanceAfter.map { $0 + row.amount }
        if let after = row.balanceAfter, after < .zero {
            note(.negativeBalance, at: index, expected: .zero, found: after)
        }
    }

    /// A payment of a loan whose balance was not stated so far; the first stated balance dates back to the opening.
    private mutating func join(_ row: HistoryRow) {
        paid += row.amount
        balance = row.balanceAfter
        opening = row.balanceAfter.map { $0 + paid }
    }

    private mutating func close(at end: Int, by reason: LoanSegment.End) {
        guard let start, start < end else { return }
        let segment = LoanSegment(
            rows: start..<end,
            opening: opening ?? paid,
            closing: balance ?? .zero,
            paid: paid,
            isCurrent: false,
            endedBy: reason
        )
        segments.append(segment)
    }

    private mutating func judge(_ after: Money, expected: Money, before: Money, at index: Int) {
        if before <= .zero {
            note(.afterEnd, at: index, expected: before, found: after)
            return
        }
        if after < .zero { note(.negativeBalance, at: index, expected: .zero, found: after) }
        if after < expected { note(.fellMore, at: index, expected: expected, found: after) }
        if after > expected { note(.fellLess, at: index, expected: expected, found: after) }
    }

    private mutating func note(_ kind: HistoryAnomaly.Kind, at row: Int, expected: Money, found: Money) {
        anomalies.append(HistoryAnomaly(kind: kind, row: row, expected: expected, found: found))
    }
}
