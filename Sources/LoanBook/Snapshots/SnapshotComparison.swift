public import Lending

/// What is different between the book as one snapshot left it and as a later one did.
///
/// It comes from the change log and the kept versions. Personal parts are not read: that one changed is told by its hash.
public struct SnapshotComparison: Sendable {
    /// The snapshot that was recorded first.
    public var older: SnapshotSummary
    /// The other one.
    public var newer: SnapshotSummary
    /// The book as the older one left it.
    public var before = Totals()
    /// The book as the newer one left it.
    public var after = Totals()
    /// What changed, for each kind of record.
    public var kinds: [KindChanges] = []

    /// Sums over a book.
    public struct Totals: Hashable, Sendable {
        /// Customers that stand.
        public var customers = 0
        /// Loans on which money is owed.
        public var activeLoans = 0
        /// Owed on them: the source's figure where it states one.
        public var outstanding = Money.zero
        /// Payments that stand.
        public var payments = 0
        /// Their sum.
        public var paid = Money.zero
    }

    /// What changed in one kind of record.
    public struct KindChanges: Sendable {
        /// Which kind.
        public var kind: RecordKind
        /// Records that stand now and did not before; those that came back are among them.
        public var created = 0
        /// Records that stand as something else.
        public var changed = 0
        /// Records that stood and no longer do: removed, voided, or of a finding resolved.
        public var removed = 0
        /// The first of them, in the order of their ids.
        public var listed: [RecordChange] = []

        /// All of them.
        public var count: Int { created + changed + removed }
    }

    /// How one record differs.
    public struct RecordChange: Hashable, Sendable {
        /// What became of it.
        public enum What: String, Sendable {
            /// It stands now.
            case created
            /// It stands as something else.
            case changed
            /// It no longer stands.
            case removed
        }

        /// Its public id.
        public var id: String
        /// What became of it.
        public var what: What
        /// The fields that differ; of a created or removed record the one with its money.
        public var fields: [FieldChange]
        /// Something about the person changed; what, is not told.
        public var isPersonChanged = false
    }

    /// A field of a document with both its values.
    public struct FieldChange: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// Its value before, as JSON; nil when there was none.
        public var before: [UInt8]?
        /// Its value after, as JSON; nil when there is none.
        public var after: [UInt8]?
    }
}
