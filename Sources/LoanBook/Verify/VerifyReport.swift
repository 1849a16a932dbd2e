public import Lending

/// What `verify` found in one tenant's book.
public struct VerifyReport: Sendable {
    /// One record that is not as it was written.
    public struct Problem: Hashable, Sendable {
        /// Which proof failed.
        public var kind: Kind
        /// Kind of record: a table's name.
        public var entity: String
        /// Its id; empty when the record cannot be told.
        public var id: String
        /// Its place in the change log, if it has one.
        public var seq: Int64?
        /// What is wrong, in one sentence; names no person.
        public var what: String

        /// A problem of these parts.
        public init(kind: Kind, entity: String, id: String, seq: Int64? = nil, what: String) {
            self.kind = kind
            self.entity = entity
            self.id = id
            self.seq = seq
            self.what = what
        }
    }

    /// The proofs.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The change log has a gap, or an entry is not the one that was chained.
        case chain
        /// A document is not the one its change committed to.
        case document
        /// A column says something else than its document.
        case columns
        /// A row has no change, or a change has no document.
        case missing
        /// Figures that must agree do not.
        case identity
        /// An archived file is not the one that was read.
        case archive
        /// The database itself reports damage.
        case damaged
    }

    /// Whose book.
    public var tenantID: TenantID
    /// Last sequence number of the log.
    public var lastSeq: Int64 = 0
    /// Log entries whose hash was recomputed.
    public var changes = 0
    /// Current and superseded documents whose hash was recomputed.
    public var documents = 0
    /// Documents whose personal part was erased and is proved by its remaining hash only.
    public var erased = 0
    /// Loans, boxes and counts whose identity was recomputed.
    public var identities = 0
    /// Archived parts of files whose hash was recomputed.
    public var archivedParts = 0
    /// How many problems of each kind.
    public private(set) var problems: [Kind: Int] = [:]
    /// The first broken record.
    public private(set) var first: Problem?

    /// A report on nothing yet.
    public init(tenantID: TenantID) {
        self.tenantID = tenantID
    }

    /// Whether everything agrees.
    public var isSound: Bool { problems.isEmpty }

    /// Notes a broken record.
    public mutating func note(_ problem: Problem) {
        problems[problem.kind, default: 0] += 1
        if first == nil { first = problem }
    }
}
