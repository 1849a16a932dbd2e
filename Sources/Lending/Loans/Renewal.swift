/// What renewing means where sources differ.
public enum RenewalPolicy: String, Sendable, CaseIterable {
    /// The old balance is set off against the new loan: cash out is the difference, and the new loan must exceed it.
    case netting
    /// The old balance joins the new principal and bears interest again: cash out is the amount asked for.
    case capitalising
    /// The old loan must be paid off before: cash out is the amount asked for.
    case payOffFirst = "pay_off_first"
}

/// Why a renewal is refused.
public enum RenewalRejection: Error, Hashable, Sendable {
    /// The amount asked for is not positive.
    case notPositive
    /// Netting: the amount does not exceed the old balance, so no cash would be handed over.
    case doesNotExceedBalance(amount: Money, balance: Money)
    /// Pay-off first: the old loan still has a balance.
    case loanStillOpen(balance: Money)
    /// What is withheld exceeds the cash to hand over.
    case withholdsMoreThanCash(cash: Money)

    /// Stable code, listed in docs/errors.md.
    public var code: String {
        switch self {
        case .notPositive: "renewal.not_positive"
        case .doesNotExceedBalance: "renewal.does_not_exceed_balance"
        case .loanStillOpen: "renewal.loan_still_open"
        case .withholdsMoreThanCash: "renewal.withholds_more_than_cash"
        }
    }
}

/// What a renewal does: the cash handed over, the new principal and the legs to book, all of them or none.
public struct Renewal: Hashable, Sendable {
    /// The policy followed.
    public let policy: RenewalPolicy
    /// Cash that leaves the box, less what comes back at once (insurance, first instalment).
    public let cashOut: Money
    /// Principal of the new loan.
    public let principal: Money
    /// Old balance closed without money.
    public let settledByNetting: Money
    /// Movements to book: both sides of the netting and the cash.
    ///
    /// Booking the gross loan alone would overstate it.
    public let legs: [BoxMovement]

    /// The renewal of a loan that still owes `balance` by a new one of `amount`.
    ///
    /// - Parameters:
    ///   - insurance: withheld from the cash, into the insurance account.
    ///   - upFront: first instalment of the new loan taken at once, in cash.
    /// - Throws: ``RenewalRejection`` when the policy refuses it.
    public init(
        amount: Money,
        balance: Money,
        under policy: RenewalPolicy,
        insurance: Money = .zero,
        upFront: Money = .zero
    ) throws(RenewalRejection) {
        guard amount > .zero else { throw .notPositive }
        let owed = max(.zero, balance)
        var cash = amount
        var principal = amount
        switch policy {
        case .netting:
            guard amount > owed else { throw .doesNotExceedBalance(amount: amount, balance: owed) }
            cash = amount - owed
        case .capitalising: principal = amount + owed
        case .payOffFirst:
            guard owed == .zero else { throw .loanStillOpen(balance: owed) }
        }
        guard insurance + upFront <= cash else { throw .withholdsMoreThanCash(cash: cash) }
        var legs = [BoxMovement(.loan, cash, by: .cash)]
        if owed > .zero {
            legs.append(BoxMovement(.loan, owed, by: .netting))
            legs.append(BoxMovement(.collection, owed, by: .netting))
        }
        if insurance > .zero { legs.append(BoxMovement(.insurance, insurance, by: .cash)) }
        if upFront > .zero { legs.append(BoxMovement(.collection, upFront, by: .cash)) }
        self.policy = policy
        self.cashOut = cash - insurance - upFront
        self.principal = principal
        self.settledByNetting = owed
        self.legs = legs
    }
}
