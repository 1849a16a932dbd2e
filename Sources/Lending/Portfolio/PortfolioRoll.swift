/// The roll of a portfolio (cartera) over a span: what it was, what moved it, what it should be.
public struct PortfolioRoll: Hashable, Sendable {
    /// Owed at the start, unearned flat interest included.
    public var opening: Money
    /// Totals (principal and interest) of loans handed out.
    public var lentTotals: Money
    /// Payments that stand, netting included.
    public var payments: Money
    /// Balances written off.
    public var writeOffs: Money
    /// Discounts on pay-off.
    public var discounts: Money
    /// Manual adjustments, with their sign.
    public var adjustments: Money

    /// A roll with these parts.
    public init(
        opening: Money,
        lentTotals: Money = .zero,
        payments: Money = .zero,
        writeOffs: Money = .zero,
        discounts: Money = .zero,
        adjustments: Money = .zero
    ) {
        self.opening = opening
        self.lentTotals = lentTotals
        self.payments = payments
        self.writeOffs = writeOffs
        self.discounts = discounts
        self.adjustments = adjustments
    }

    /// Owed at the end.
    public var closing: Money {
        opening + lentTotals - payments - writeOffs - discounts + adjustments
    }

    /// `stated` less what the roll gives: zero when it holds.
    public func difference(stated: Money) -> Money { stated - closing }
}
