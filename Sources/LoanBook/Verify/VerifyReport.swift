public import Lending

/// What `verify` found in one tenant's book.
public struct VerifyReport: Sendable {
    /// One record that is not as it was written.
    public struct Problem: Hashable, Sendable {
        /// Which proof failed.
        public var kind: Kind
        /// Kind of record: a table's name.
        public var entity: String
        /// Its id, or what else tells it from others of its kind; empty when nothing does.
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

        /// Where it is, for people: kind, id and place in the log, as far as they are known.
        public var place: String {
            [entity, id, seq.map { "(log entry \($0))" } ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
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
    /// Last sequence number of the log, as the tenant's row says.
    public var lastSeq: Int64 = 0
    /// The end of the log, worth noting elsewhere; nil when the log cannot be read to its end.
    public var head: LogHead?
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
    /// The first broken records, in the order they were met.
    public private(set) var listed: [Problem] = []

    /// A report on nothing yet.
    public init(tenantID: TenantID) {
        self.tenantID = tenantID
    }

    /// Whether everything agrees.
    public var isSound: Bool { problems.isEmpty }

    /// The first broken record.
    public var first: Problem? { listed.first }

    /// Notes a broken record.
    public mutating func note(_ problem: Problem) {
        problems[problem.kind, default: 0] += 1
        guard listed.count < Limits.problemsListed else { return }
        var problem = problem
        // A damaged id may hold anything, and reports go to terminals.
        problem.id = String(
            String.UnicodeScalarView(
                problem.id.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }
            )
        )
        listed.append(problem)
    }
}

extension VerifyReport.Problem {
    /// A tenant whose own row is damaged.
    init(tenant: TenantID) {
        self.init(
            kind: .document,
            entity: "tenant",
            id: tenant.text,
            what: "id, name, currency, zone or date is not what was written"
        )
    }
}
