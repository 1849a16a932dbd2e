/// A payment (abono) that a customer made on a loan.
public struct Payment: Hashable, Sendable, Noun {
    /// `pm`.
    public static let idPrefix = "pm"

    /// Whether the payment stands.
    public enum Status: String, Sendable {
        /// Stands.
        case received
        /// Deleted from the source's history after we had seen it; kept as a tombstone.
        case voided
    }

    /// Deterministic id.
    public var id: PaymentID
    /// Route that took it.
    public var routeID: RouteID
    /// Who paid.
    public var customerID: CustomerID
    /// The loan it was paid on.
    public var loanID: LoanID
    /// The key in the source within its route; the ticket id when there is one.
    public var sourceKey: String
    /// The id printed on the ticket; nil when the source has none.
    public var ticket: String?
    /// Amount paid, above zero.
    public var amount: Money
    /// Part of `amount` that returns principal, by the source's split policy; nil when it cannot be told.
    public var principalPart: Money?
    /// Part of `amount` that is interest: amount less `principalPart`.
    public var interestPart: Money?
    /// Balance after the payment as the source states it.
    public var balanceAfter: Money?
    /// Operational day, as the source states it.
    public var paidOn: CivilDate
    /// Wall-clock time in the tenant's zone, as the source states it.
    public var paidAt: DayTime?
    /// Position among the customer's payments of the same day and time, 1 first: the source renumbers its rows when one is deleted.
    public var sequence: Int
    /// Whether it stands.
    public var status: Status
    /// Where in the source it was read when it last changed: file, customer's row and key.
    public var place: String

    /// A payment with these parts.
    public init(
        id: PaymentID,
        routeID: RouteID,
        customerID: CustomerID,
        loanID: LoanID,
        sourceKey: String,
        ticket: String? = nil,
        amount: Money,
        principalPart: Money? = nil,
        interestPart: Money? = nil,
        balanceAfter: Money? = nil,
        paidOn: CivilDate,
        paidAt: DayTime? = nil,
        sequence: Int = 1,
        status: Status = .received,
        place: String = ""
    ) {
        self.id = id
        self.routeID = routeID
        self.customerID = customerID
        self.loanID = loanID
        self.sourceKey = sourceKey
        self.ticket = ticket
        self.amount = amount
        self.principalPart = principalPart
        self.interestPart = interestPart
        self.balanceAfter = balanceAfter
        self.paidOn = paidOn
        self.paidAt = paidAt
        self.sequence = sequence
        self.status = status
        self.place = place
    }
}
