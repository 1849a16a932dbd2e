/// The payments that one ticket id stands on, counted one by one; only the first few are held.
public struct TicketUses: Hashable, Sendable {
    /// The ticket id.
    public let ticket: String
    /// Payments it stands on.
    public private(set) var count = 0
    /// Customers whose payments they are.
    public private(set) var clients = 0
    /// Sum of all but the first.
    public private(set) var repeated = Money.zero
    /// The first of them.
    public private(set) var first: [PaymentRef] = []
    private var lastClient: CustomerID?

    /// No uses of `ticket` yet.
    public init(_ ticket: String) {
        self.ticket = ticket
    }

    /// Counts a payment; those of one customer come together.
    public mutating func add(_ payment: PaymentRef) {
        if count > 0 { repeated += payment.row.amount.magnitude }
        count += 1
        if payment.client.id != lastClient { clients += 1 }
        lastClient = payment.client.id
        if first.count < Findings.evidenceMax { first.append(payment) }
    }
}

extension Findings {
    /// Records shown as evidence of one finding; what a thousand more would prove, twenty do.
    static let evidenceMax = 20
    /// Customers named in one sentence; a longer one nobody reads.
    private static let namedMax = 10

    /// One ticket id on several payments; nil for fewer than two.
    public func duplicateTicket(_ uses: TicketUses) -> Finding? {
        guard let first = uses.first.first, uses.count > 1 else { return nil }
        return make(
            .ticketDuplicate,
            severity: uses.clients > 1 ? .critical : .warning,
            about: .payment(first.id, customer: first.client.id, loan: first.loanID, key: uses.ticket),
            amount: uses.repeated,
            evidence: Self.capped(uses.first.map { $0.evidence(before: $0.row.amount) }, of: uses.count),
            Sentence(
                es: """
                    El tiquete \(uses.ticket) está en \(uses.count) pagos de \(uses.clients) \
                    \(uses.clients == 1 ? "cliente" : "clientes") de la ruta \(routeName); \
                    los repetidos suman \(uses.repeated.es).
                    """,
                en: """
                    Ticket \(uses.ticket) stands on \(uses.count) payments of \(uses.clients) \
                    \(uses.clients == 1 ? "customer" : "customers") on route \(routeName); \
                    the repeated ones add up to \(uses.repeated.en).
                    """
            )
        )
    }

    /// One identity number on several customers; nil for fewer than two.
    ///
    /// The number itself is not quoted.
    /// - Parameter places: where each customer stands in the source, in the order of `clients`.
    public func duplicateIdentity(_ clients: [ClientRef], places: [String] = []) -> Finding? {
        guard let first = clients.min(by: { $0.id < $1.id }), clients.count > 1 else { return nil }
        let named = clients.prefix(Self.namedMax)
        let more = clients.count - named.count
        let numbers = named.map { "n.º \($0.number)" }.joined(separator: ", ") + (more > 0 ? " y \(more) más" : "")
        let numbersEN =
            named.map { "no. \($0.number)" }.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
        return make(
            .identityDuplicate,
            about: FindingSubject(
                entity: "customer",
                entityID: first.id.text,
                customerID: first.id,
                key: first.id.text
            ),
            evidence: Self.capped(places.map { Evidence(place: $0) }, of: places.count),
            Sentence(
                es: "Los clientes \(numbers) de la ruta \(routeName) tienen el mismo número de documento.",
                en: "Customers \(numbersEN) on route \(routeName) have the same identity number."
            )
        )
    }

    /// The first of `count` pieces of evidence; the last then says how many more there are.
    private static func capped(_ evidence: [Evidence], of count: Int) -> [Evidence] {
        let shown = Array(evidence.prefix(evidenceMax))
        return shown.count < count ? shown + [Evidence(place: "+\(count - shown.count)")] : shown
    }
}
