/// A settlement (liquidación, cuadre) of a route's cash box; several may share a day.
public struct Settlement: Hashable, Sendable, Noun {
    /// `bx`.
    public static let idPrefix = "bx"

    /// Deterministic id.
    public var id: SettlementID
    /// The route whose box it is.
    public var routeID: RouteID
    /// The key in the source within its route.
    public var sourceKey: String
    /// 1 for the route's first settlement.
    public var number: Int
    /// Operational day.
    public var settledOn: CivilDate
    /// Collected since the last settlement.
    public var collected: Money
    /// Lent (principal handed out) since the last settlement.
    public var lent: Money
    /// Expenses since the last settlement.
    public var expenses: Money
    /// Money in the street after it, as the source states it.
    public var portfolio: Money?
    /// Number of payments, as the source states it.
    public var paymentsCount: Int?
    /// Box before it: the closing of the settlement before; nil for the first one.
    public var opening: Money?
    /// Cash in the box after it, as the source states it.
    public var closing: Money
    /// Closing recomputed from `opening` under the source's box policy; nil for the first one.
    public var closingExpected: Money?

    /// A settlement with these parts.
    public init(
        id: SettlementID,
        routeID: RouteID,
        sourceKey: String,
        number: Int,
        settledOn: CivilDate,
        collected: Money,
        lent: Money,
        expenses: Money,
        portfolio: Money? = nil,
        paymentsCount: Int? = nil,
        opening: Money? = nil,
        closing: Money,
        closingExpected: Money? = nil
    ) {
        self.id = id
        self.routeID = routeID
        self.sourceKey = sourceKey
        self.number = number
        self.settledOn = settledOn
        self.collected = collected
        self.lent = lent
        self.expenses = expenses
        self.portfolio = portfolio
        self.paymentsCount = paymentsCount
        self.opening = opening
        self.closing = closing
        self.closingExpected = closingExpected
    }

    /// Closing less expected: below zero is a shortage (faltante), above zero an overage (sobrante).
    public var difference: Money? { closingExpected.map { closing - $0 } }
}
