public import Lending

/// A lender with a book of its own.
public struct TenantRecord: Hashable, Sendable {
    /// Deterministic id, drawn from the name, so that the same backup gives the same ids on any machine.
    public var id: TenantID
    /// Name, unique in the database.
    public var name: String
    /// ISO 4217 code of all its money.
    public var currency: String
    /// IANA name of the zone its business days are told in.
    public var timeZone: String
    /// When it was created.
    public var createdAt: Instant
    /// Last sequence number of its change log; 0 when empty.
    public var lastSeq: Int64

    /// A tenant of these parts.
    public init(
        id: TenantID,
        name: String,
        currency: String,
        timeZone: String,
        createdAt: Instant,
        lastSeq: Int64
    ) {
        self.id = id
        self.name = name
        self.currency = currency
        self.timeZone = timeZone
        self.createdAt = createdAt
        self.lastSeq = lastSeq
    }
}
