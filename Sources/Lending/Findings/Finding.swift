/// Something an owner should look at: two figures that disagree, or history that changed.
public struct Finding: Hashable, Sendable, Noun {
    /// `fd`.
    public static let idPrefix = "fd"

    /// How much it matters.
    public enum Severity: String, Sendable, CaseIterable {
        /// Worth knowing.
        case info
        /// Should be explained.
        case warning
        /// Money is probably missing or history was altered.
        case critical
    }

    /// What the finding is drawn from, which decides how it ends.
    public enum Basis: String, Sendable {
        /// Read off one snapshot: it resolves when a later snapshot no longer shows it.
        case snapshot
        /// Drawn from a change between snapshots: it stands.
        case change
    }

    /// Deterministic id of (route, code, subject).
    public var id: FindingID
    /// The route it concerns.
    public var routeID: RouteID?
    /// Stable code such as `balance.mismatch`; the list is in docs/findings.md.
    public var code: String
    /// How much it matters.
    public var severity: Severity
    /// What it is drawn from.
    public var basis: Basis
    /// Kind of record it is about: `loan`, `payment`, `customer`, `settlement`, `route`.
    public var entity: String
    /// Id of that record.
    public var entityID: String
    /// Customer concerned, if one.
    public var customerID: CustomerID?
    /// Loan concerned, if one.
    public var loanID: LoanID?
    /// Business day of the snapshot that showed it first.
    public var detectedOn: CivilDate
    /// Money at stake; nil when none can be told.
    public var amount: Money?
    /// What it rests on.
    public var evidence: [Evidence]
    /// One sentence an owner understands, in Spanish; names no person.
    public var sentenceES: String
    /// The same in English.
    public var sentenceEN: String
    /// Whether a later snapshot no longer shows it.
    public var isResolved: Bool

    /// A finding with these parts.
    public init(
        id: FindingID,
        routeID: RouteID? = nil,
        code: String,
        severity: Severity,
        basis: Basis = .snapshot,
        entity: String,
        entityID: String,
        customerID: CustomerID? = nil,
        loanID: LoanID? = nil,
        detectedOn: CivilDate,
        amount: Money? = nil,
        evidence: [Evidence] = [],
        sentenceES: String,
        sentenceEN: String,
        isResolved: Bool = false
    ) {
        self.id = id
        self.routeID = routeID
        self.code = code
        self.severity = severity
        self.basis = basis
        self.entity = entity
        self.entityID = entityID
        self.customerID = customerID
        self.loanID = loanID
        self.detectedOn = detectedOn
        self.amount = amount
        self.evidence = evidence
        self.sentenceES = sentenceES
        self.sentenceEN = sentenceEN
        self.isResolved = isResolved
    }
}

/// One piece of evidence: a ticket, a row, or a pair of figures.
public struct Evidence: Hashable, Sendable {
    /// Ticket id printed for the customer.
    public var ticket: String?
    /// Where in the source: file, table and row.
    public var place: String?
    /// The source's figure or the earlier value.
    public var before: String?
    /// The recomputed figure or the later value.
    public var after: String?

    /// Evidence with these parts.
    public init(
        ticket: String? = nil,
        place: String? = nil,
        before: String? = nil,
        after: String? = nil
    ) {
        self.ticket = ticket
        self.place = place
        self.before = before
        self.after = after
    }
}
