public import Lending

/// What the app itself states of a route, so that an owner can tick our figures off against the phone.
public struct AppFigures: Hashable, Sendable {
    /// Settlements of the cash box.
    public var settlements = 0
    /// Days with a settlement (días registrados).
    public var days: Int { registered.count }
    /// Collected over all settlements.
    public var collected = Money.zero
    /// Lent over all settlements, without interest.
    public var lent = Money.zero
    /// Expenses over all settlements.
    public var expenses = Money.zero
    /// Payments over all settlements, where they state a count.
    public var payments = 0
    /// The latest settlement.
    public private(set) var last: Settlement?
    private var registered: Set<CivilDate> = []

    /// Nothing stated.
    public init() {}

    /// Money in the street after the latest settlement (dinero en la calle).
    public var portfolio: Money? { last?.portfolio }

    /// Adds a settlement; they may come in any order.
    mutating func count(_ settlement: Settlement) {
        settlements += 1
        registered.insert(settlement.settledOn)
        collected += settlement.collected
        lent += settlement.lent
        expenses += settlement.expenses
        payments = payments.addingClamped(settlement.paymentsCount ?? 0)
        if last.map({ SettlementChain.isBefore($0, settlement) }) ?? true { last = settlement }
    }

    /// `amount` a registered day, rounded half to even; nil when no day is registered.
    func perDay(_ amount: Money) -> Money? {
        guard days > 0 else { return nil }
        let (quotient, rest) = amount.minorUnits.quotientAndRemainder(dividingBy: Int64(days))
        let twice = rest.magnitude * 2
        let isUp = twice > UInt64(days) || (twice == UInt64(days) && quotient % 2 != 0)
        return Money(minorUnits: isUp ? quotient + (amount < .zero ? -1 : 1) : quotient)
    }
}
