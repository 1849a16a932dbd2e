/// A person who borrows on a route, as the source states them.
public struct Customer: Hashable, Sendable, Noun {
    /// `cu`.
    public static let idPrefix = "cu"

    /// Whether the customer owes on a loan now.
    public enum Status: String, Sendable {
        /// Has a loan with a balance.
        case active
        /// Owes nothing now (in the app: "Sin préstamo").
        case idle
        /// No longer in the source; kept as a tombstone.
        case removed
    }

    /// Deterministic id.
    public var id: CustomerID
    /// The route that visits the customer.
    public var routeID: RouteID
    /// The key in the source within its route, such as the identity number, as it was first seen; ids follow from it.
    public var sourceKey: String
    /// Position on the route, 1 first; nil when the source has none.
    public var visitOrder: Int?
    /// The source's client group, often a weekday.
    public var group: String?
    /// The source hides the client from its lists ("oculto").
    public var isHidden: Bool
    /// The source carries a bad-customer report on the client.
    public var isReported: Bool
    /// The source's own rating, as written.
    public var rating: String?
    /// Whether the customer owes now.
    public var status: Status
    /// Who the customer is: personal data, kept and published apart.
    public var person: Person

    /// A customer with these parts.
    public init(
        id: CustomerID,
        routeID: RouteID,
        sourceKey: String,
        visitOrder: Int? = nil,
        group: String? = nil,
        isHidden: Bool = false,
        isReported: Bool = false,
        rating: String? = nil,
        status: Status = .active,
        person: Person
    ) {
        self.id = id
        self.routeID = routeID
        self.sourceKey = sourceKey
        self.visitOrder = visitOrder
        self.group = group
        self.isHidden = isHidden
        self.isReported = isReported
        self.rating = rating
        self.status = status
        self.person = person
    }
}

/// The personal part of a customer (Ley 1581 de 2012): published only with the scope for it, and erasable.
public struct Person: Hashable, Sendable, CustomStringConvertible {
    /// Full name as written in the source.
    public var name: String
    /// Identity number as written in the source.
    public var documentNumber: String?
    /// Identity number with dots, spaces and leading zeros removed; nil when it is not a number.
    public var documentNormalized: String?
    /// Telephone as written.
    public var phone: String?
    /// Address as written.
    public var address: String?
    /// Free text of the lender.
    public var notes: String?
    /// Text of the bad-customer report.
    public var reportText: String?

    /// A person with these parts.
    public init(
        name: String,
        documentNumber: String? = nil,
        documentNormalized: String? = nil,
        phone: String? = nil,
        address: String? = nil,
        notes: String? = nil,
        reportText: String? = nil
    ) {
        self.name = name
        self.documentNumber = documentNumber
        self.documentNormalized = documentNormalized
        self.phone = phone
        self.address = address
        self.notes = notes
        self.reportText = reportText
    }

    /// Never the person: logs and errors carry ids only.
    public var description: String { "‹redacted›" }
}
