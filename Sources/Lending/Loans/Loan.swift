/// A loan of a customer: its terms, what was paid, and the two truths about what is owed.
public struct Loan: Hashable, Sendable, Noun {
    /// `ln`.
    public static let idPrefix = "ln"

    /// Where the loan's terms come from.
    public enum Origin: String, Sendable {
        /// The source holds the loan itself.
        case source
        /// Rebuilt from payments because the source no longer holds it; `evidence` says from which.
        case reconstructed
    }

    /// How the loan came to be.
    public enum Kind: String, Sendable {
        /// No earlier loan was open.
        case new
        /// Follows a loan that it closed or that ended the same day.
        case renewal
    }

    /// Where the loan stands.
    public enum Status: String, Sendable {
        /// Money is owed on it.
        case active
        /// Paid off.
        case paid
        /// Closed by a renewal while money was owed.
        case renewed
        /// No longer in the source; kept as a tombstone.
        case removed
    }

    /// Deterministic id.
    public var id: LoanID
    /// Route that carries the loan.
    public var routeID: RouteID
    /// Borrower.
    public var customerID: CustomerID
    /// The key in the source within its route: row number of the customer when the loan was first seen, a mark that no
    /// other customer has, `#`, number.
    ///
    /// Never the identity number.
    public var sourceKey: String
    /// 1 for the customer's first loan that left a trace, 2 for the next.
    public var number: Int
    /// Where the terms come from.
    public var origin: Origin
    /// New or renewal.
    public var kind: Kind
    /// Where it stands.
    public var status: Status
    /// What was agreed.
    public var terms: LoanTerms
    /// Sum of its payments that stand.
    public var paid: Money
    /// Number of its payments that stand.
    public var paymentsCount: Int
    /// Balance owed (interest included) as the source states it; nil when the source no longer does.
    public var outstandingSource: Money?
    /// Balance owed recomputed: total less payments that stand; zero once closed.
    public var outstandingComputed: Money
    /// Day of the first payment.
    public var firstPaymentOn: CivilDate?
    /// Day of the latest payment.
    public var lastPaymentOn: CivilDate?
    /// Day on which it was paid off or renewed.
    public var closedOn: CivilDate?
    /// Late interest owed beside the balance, as the source states it.
    public var lateInterestOwed: Money?
    /// Late interest paid so far, as the source states it.
    public var lateInterestPaid: Money?
    /// Ticket ids that a reconstructed loan rests on: first and last payment.
    public var evidence: [String]

    /// A loan with these parts.
    public init(
        id: LoanID,
        routeID: RouteID,
        customerID: CustomerID,
        sourceKey: String,
        number: Int,
        origin: Origin,
        kind: Kind = .new,
        status: Status,
        terms: LoanTerms,
        paid: Money = .zero,
        paymentsCount: Int = 0,
        outstandingSource: Money? = nil,
        outstandingComputed: Money,
        firstPaymentOn: CivilDate? = nil,
        lastPaymentOn: CivilDate? = nil,
        closedOn: CivilDate? = nil,
        lateInterestOwed: Money? = nil,
        lateInterestPaid: Money? = nil,
        evidence: [String] = []
    ) {
        self.id = id
        self.routeID = routeID
        self.customerID = customerID
        self.sourceKey = sourceKey
        self.number = number
        self.origin = origin
        self.kind = kind
        self.status = status
        self.terms = terms
        self.paid = paid
        self.paymentsCount = paymentsCount
        self.outstandingSource = outstandingSource
        self.outstandingComputed = outstandingComputed
        self.firstPaymentOn = firstPaymentOn
        self.lastPaymentOn = lastPaymentOn
        self.closedOn = closedOn
        self.lateInterestOwed = lateInterestOwed
        self.lateInterestPaid = lateInterestPaid
        self.evidence = evidence
    }

    /// The balance to report: the source's own figure where it states one, else ours.
    public var outstanding: Money { outstandingSource ?? outstandingComputed }
}
