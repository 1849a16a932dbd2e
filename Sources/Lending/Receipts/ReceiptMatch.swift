/// How well a payment of the books answers to a receipt; rules RC1 to RC4 of docs/receipts.md.
public struct ReceiptMatch: Hashable, Sendable {
    /// The payment.
    public let paymentID: PaymentID
    /// Whether receipt and payment state the same amount.
    public let isSameAmount: Bool
    /// The higher, the closer: number, balance, time and day speak in this order.
    public let closeness: Int

    /// Minutes between receipt and payment up to which another amount is taken for the same payment.
    public static let minutesApart = 10

    /// What speaks for `payment` being the one of `receipt`; nil when it cannot be.
    ///
    /// - RC1: the same receipt number is the same payment, whatever else differs.
    /// - RC2: the same amount on the same day is the same payment; the balance after it and the nearer time choose
    ///   among several.
    /// - RC3: the same amount a day apart is, when the balances agree, or when the receipt states no day.
    /// - RC4: another amount on the same day is, when the balances agree or the times are minutes apart.
    public init?(_ receipt: Receipt, _ payment: Payment) {
        let isSameAmount = receipt.amount == payment.amount
        let isSameNumber = receipt.reference.map { $0 == payment.ticket } ?? false
        let isSameBalance = receipt.balance.map { $0 == payment.balanceAfter } ?? false
        let days = abs(receipt.paidOn.days(since: payment.paidOn))
        let minutes = days == 0 ? Self.minutes(receipt.paidAt, payment.paidAt) : nil
        guard isSameNumber || days == 0 || days == 1 && (isSameBalance || !receipt.isDayStated) else { return nil }
        if !isSameAmount, !isSameNumber {
            guard days == 0, isSameBalance || (minutes ?? .max) <= Self.minutesApart else { return nil }
        }
        paymentID = payment.id
        self.isSameAmount = isSameAmount
        closeness =
            (isSameNumber ? 10_000 : 0) + (isSameAmount ? 5_000 : 0) + (isSameBalance ? 2_500 : 0)
            + (minutes.map { max(0, 1_440 - $0) } ?? 0) - days * 500
    }

    private static func minutes(_ first: DayTime?, _ second: DayTime?) -> Int? {
        guard let first, let second else { return nil }
        return abs(first.secondOfDay - second.secondOfDay) / 60
    }

    /// The closest of `payments` that no other receipt has; of two that are as close, the earlier.
    public static func best(
        of receipt: Receipt,
        among payments: some Sequence<Payment>,
        taken: Set<PaymentID>
    ) -> ReceiptMatch? {
        payments.lazy.filter { !taken.contains($0.id) }
            .sorted {
                ($0.paidOn, $0.paidAt ?? DayTime(secondOfDay: 0), $0.id) < (
                    $1.paidOn, $1.paidAt ?? DayTime(secondOfDay: 0), $1.id
                )
            }
            .compactMap { ReceiptMatch(receipt, $0) }
            .reduce(nil) { best, next in
                guard let best, best.closeness >= next.closeness else { return next }
                return best
            }
    }
}

/// How well an open loan could take the payment of a receipt; rule RC5 of docs/receipts.md.
public struct ReceiptLoanFit: Hashable, Sendable {
    /// Whether the receipt states something that only this loan explains: its balance, or the day it was made.
    public let isVouched: Bool

    /// What speaks for `loan`; nil when it cannot take the payment: closed, handed over later, made on another day than
    /// the receipt says, or less owed than was paid.
    public init?(_ receipt: Receipt, _ loan: Loan) {
        guard loan.status == .active, receipt.amount <= loan.outstanding else { return nil }
        if let day = loan.terms.disbursedOn, day > receipt.paidOn { return nil }
        if let stated = receipt.loanOn, let known = loan.terms.disbursedOn, stated != known { return nil }
        if let balance = receipt.balance, balance > loan.terms.total { return nil }
        let isBalanceExplained = receipt.balance.map { $0 == loan.outstanding - receipt.amount } ?? false
        isVouched = isBalanceExplained || receipt.loanOn != nil && receipt.loanOn == loan.terms.disbursedOn
    }
}

/// The settlement that a day's summary speaks of; rule RC8 of docs/receipts.md.
public struct DaySummaryMatch: Hashable, Sendable {
    /// The settlement.
    public let settlement: Settlement
    /// Whether both state the same collections, and the same box where the summary states one.
    public let isAgreed: Bool

    /// The settlement of the summary's day: of several the one that agrees, else the last; nil when none is of that day.
    public init?(_ summary: Receipt, among settlements: [Settlement]) {
        let ofDay = settlements.filter { $0.settledOn == summary.paidOn }.sorted { $0.number < $1.number }
        let agreed = ofDay.last { settlement in
            settlement.collected == summary.amount && summary.balance.map { $0 == settlement.closing } ?? true
        }
        guard let found = agreed ?? ofDay.last else { return nil }
        settlement = found
        isAgreed = agreed != nil
    }
}
