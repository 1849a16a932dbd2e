/// How a means of payment is called.
public enum PaymentMethod: String, Sendable, CaseIterable {
    /// Notes and coins.
    case cash
    /// Bank transfer.
    case transfer
    /// Electronic wallet.
    case wallet
    /// Debt set off against a new loan: no money moves.
    case netting
    /// The customer's own credit from an earlier overpayment: no money moves.
    case credit
    /// Anything else.
    case other
}

/// Which legs move a source's cash box.
///
/// Sources disagree, so an expected box is always stated under its policy.
public struct BoxPolicy: Hashable, Sendable {
    /// Whose expenses leave the box.
    public enum Expenses: String, Sendable {
        /// All.
        case all
        /// Only the owner's: the collector's own are shown but not taken off.
        case ownerOnly = "owner_only"
        /// None.
        case none
    }

    /// How late interest enters the box.
    public enum LateInterest: String, Sendable {
        /// Stands in no collected figure and is added once.
        case once
        /// Is part of the collected figure: nothing to add.
        case included
        /// Is part of the collected figure and added again: the box is overstated by it. A known error of one app,
        /// kept so that its own figure can be reproduced.
        case twice
    }

    /// Name on the wire.
    public var name: String
    /// Methods whose money reaches the box.
    public var methods: Set<PaymentMethod>
    /// Whose expenses leave it.
    public var expenses: Expenses
    /// How late interest enters it.
    public var lateInterest: LateInterest
    /// Whether money put in by the owner counts.
    public var countsInjections: Bool
    /// Whether money taken out by the owner counts.
    public var countsWithdrawals: Bool
    /// Whether insurance sold with loans goes into this box rather than one of its own.
    public var countsInsurance: Bool

    /// A policy with these parts.
    public init(
        name: String,
        methods: Set<PaymentMethod> = [.cash],
        expenses: Expenses = .all,
        lateInterest: LateInterest = .once,
        countsInjections: Bool = true,
        countsWithdrawals: Bool = true,
        countsInsurance: Bool = false
    ) {
        self.name = name
        self.methods = methods
        self.expenses = expenses
        self.lateInterest = lateInterest
        self.countsInjections = countsInjections
        self.countsWithdrawals = countsWithdrawals
        self.countsInsurance = countsInsurance
    }
}
