public import Lending

/// One customer, complete: the person, all their loans, all their payments, and what one snapshot shows about them.
///
/// It is the unit in which a snapshot is compared with the book. See docs/decisions/0005-dossier.md.
public struct Dossier: Sendable {
    /// The customer.
    public var customer: Customer
    /// All loans of the customer that the source shows or that can be rebuilt from it.
    public var loans: [Loan]
    /// All payments of the customer, each on one of `loans`.
    public var payments: [Payment]
    /// What is odd about them, read off this snapshot.
    public var findings: [Finding]
    /// Some of the customer's rows could not be read: what is missing here is left as it stands, not voided.
    public var isPartial: Bool
    /// The source's row number of the customer, by which findings name them; nil when it has none.
    public var clientNumber: String?
    /// SHA-256 over everything that the dossier was made of, its reader's rules included; nil when the same rows may give
    /// another dossier, or more than that, and must be read each time.
    public var rowsDigest: [UInt8]?

    /// A dossier of these parts.
    public init(
        customer: Customer,
        loans: [Loan] = [],
        payments: [Payment] = [],
        findings: [Finding] = [],
        isPartial: Bool = false,
        clientNumber: String? = nil
    ) {
        self.customer = customer
        self.loans = loans
        self.payments = payments
        self.findings = findings
        self.isPartial = isPartial
        self.clientNumber = clientNumber
    }
}

/// How much of a route's settlements a snapshot could tell.
public enum SettlementsExtent: Hashable, Sendable {
    /// All: one that the book holds and that did not come is gone from the source.
    case whole
    /// Some rows could not be read; `place` says where the source keeps them.
    case partial(unreadableRows: Int, place: String)
    /// The source holds no table of them.
    case absent(place: String)
}

/// The facts of a route itself, given before its customers.
public struct RouteFacts: Sendable {
    /// The route.
    public var route: Route
    /// Its settlements that could be read, in order.
    public var settlements: [Settlement]
    /// Whether those are all; what is missing here is otherwise left as it stands, not removed.
    public var settlementsExtent: SettlementsExtent
    /// What is odd about the route and its box, read off this snapshot.
    public var findings: [Finding]
    /// Day of the newest payment in the snapshot that is believed; with `newestPaymentAt` it tells an older file of the
    /// same day apart.
    public var newestPaymentOn: CivilDate?
    /// Time of the newest payment of `newestPaymentOn`.
    public var newestPaymentAt: DayTime?
    /// The last day that is believed: a later one is a slip of the pen, in this snapshot or in the book; nil when every
    /// day is.
    public var believedUntil: CivilDate?

    /// Facts of these parts.
    public init(
        route: Route,
        settlements: [Settlement] = [],
        settlementsExtent: SettlementsExtent = .whole,
        findings: [Finding] = [],
        newestPaymentOn: CivilDate? = nil,
        newestPaymentAt: DayTime? = nil,
        believedUntil: CivilDate? = nil
    ) {
        self.route = route
        self.settlements = settlements
        self.settlementsExtent = settlementsExtent
        self.findings = findings
        self.newestPaymentOn = newestPaymentOn
        self.newestPaymentAt = newestPaymentAt
        self.believedUntil = believedUntil
    }
}
