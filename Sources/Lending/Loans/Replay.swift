/// A loan's state on a day, as its terms and payments give it.
public struct LoanState: Hashable, Sendable {
    /// The day.
    public var asOf: CivilDate
    /// Sum of the payments up to the day.
    public var paid: Money
    /// Number of the payments up to the day.
    public var paymentsCount: Int
    /// Total less what was paid; below zero when overpaid.
    public var balance: Money
    /// Where the loan stands.
    public var status: Loan.Status
    /// Day on which it was paid off or renewed.
    public var closedOn: CivilDate?
    /// Day of the first payment.
    public var firstPaymentOn: CivilDate?
    /// Day of the last payment.
    public var lastPaymentOn: CivilDate?
}

/// Why a payment is refused.
public enum PaymentRejection: Error, Hashable, Sendable {
    /// The amount is zero or negative.
    case notPositive(amount: Money)
    /// The amount exceeds what is owed.
    case exceedsBalance(amount: Money, balance: Money)
    /// The loan was closed before.
    case loanClosed(on: CivilDate)
    /// The payment is dated before the loan was handed over.
    case beforeDisbursement(on: CivilDate, disbursedOn: CivilDate)

    /// Stable code, listed in docs/errors.md.
    public var code: String {
        switch self {
        case .notPositive: "payment.not_positive"
        case .exceedsBalance: "payment.exceeds_balance"
        case .loanClosed: "payment.loan_closed"
        case .beforeDisbursement: "payment.before_disbursement"
        }
    }
}

/// Replays payments into loan state at any moment.
public enum Replay {
    /// The state of a loan of `terms` at the end of `date`.
    ///
    /// History is taken as it is: overpayments and early dates are shown, not refused. A payment of zero is a visit
    /// and does not count.
    /// - Parameters:
    ///   - payments: in any order; later ones than `date` are left out.
    ///   - renewedOn: day on which a renewal closed the loan, if one did.
    public static func state(
        of terms: LoanTerms,
        payments: some Sequence<PaidAmount>,
        on date: CivilDate,
        renewedOn: CivilDate? = nil
    ) -> LoanState {
        let counted = payments.filter { $0.on <= date && $0.amount != .zero }.sorted { $0.on < $1.on }
        var state = LoanState(asOf: date, paid: .zero, paymentsCount: 0, balance: terms.total, status: .active)
        for payment in counted {
            take(payment, into: &state)
        }
        if let renewedOn, renewedOn <= date, state.closedOn == nil {
            state.status = .renewed
            state.closedOn = renewedOn
        }
        return state
    }

    /// `state` after one more payment, as live entry allows it.
    ///
    /// - Throws: ``PaymentRejection`` when the loan is closed, the amount is not positive or exceeds the balance, or
    ///   the day is before disbursement.
    public static func apply(
        _ payment: PaidAmount,
        to state: LoanState,
        of terms: LoanTerms
    ) throws(PaymentRejection) -> LoanState {
        if let closedOn = state.closedOn { throw .loanClosed(on: closedOn) }
        guard payment.amount > .zero else { throw .notPositive(amount: payment.amount) }
        if let disbursedOn = terms.disbursedOn, payment.on < disbursedOn {
            throw .beforeDisbursement(on: payment.on, disbursedOn: disbursedOn)
        }
        guard payment.amount <= state.balance else {
            throw .exceedsBalance(amount: payment.amount, balance: state.balance)
        }
        var next = state
        next.asOf = max(state.asOf, payment.on)
        take(payment, into: &next)
        return next
    }

    private static func take(_ payment: PaidAmount, into state: inout LoanState) {
        state.paid += payment.amount
        state.paymentsCount += 1
        state.balance -= payment.amount
        state.firstPaymentOn = state.firstPaymentOn.map { min($0, payment.on) } ?? payment.on
        state.lastPaymentOn = state.lastPaymentOn.map { max($0, payment.on) } ?? payment.on
        guard state.balance <= .zero, state.closedOn == nil else { return }
        state.status = .paid
        state.closedOn = payment.on
    }
}
