public import Lending

/// What is known of a snapshot before its records are read.
public struct SnapshotHeader: Sendable {
    /// What to do with a file that is older than what the book knows of its route.
    public enum OlderFiles: Sendable {
        /// Refuse it and raise an alarm: it would void every newer payment.
        case refuse
        /// Take it: an operator rolls the book back on purpose.
        case accept
    }

    /// Source system: the profile's name.
    public var source: String
    /// SHA-256 over everything that decides the outcome.
    ///
    /// That is the files' bytes, the profile and the version of the rules. A snapshot whose hash the tenant already
    /// holds is not read again.
    public var contentHash: [UInt8]
    /// What to do with a file older than the book.
    public var olderFiles: OlderFiles

    /// A header of these parts; `contentHash` has 32 bytes.
    public init(source: String, contentHash: [UInt8], olderFiles: OlderFiles = .refuse) {
        self.source = source
        self.contentHash = contentHash
        self.olderFiles = olderFiles
    }
}

/// Counts of customers, loans, payments, routes and settlements in one sync.
public struct RecordCounts: Hashable, Sendable {
    /// Read from the source.
    public var seen = 0
    /// New in the book.
    public var created = 0
    /// Changed in the book, restored ones included.
    public var changed = 0
    /// Turned into tombstones because the source no longer shows them.
    public var removed = 0
    /// Rows of the source that could not be read.
    public var rejected = 0

    /// No records.
    public init() {}
}

/// How a sync ended.
public struct SyncOutcome: Sendable {
    /// The snapshot; the earlier one when `isRepeat`.
    public var snapshotID: SnapshotID
    /// What happened to the records.
    public var records: RecordCounts
    /// Entries appended to the change log.
    public var changes: Int
    /// Findings open after the sync.
    public var findings: Int
    /// First and last sequence number appended; nil when nothing was.
    public var log: ClosedRange<Int64>?
    /// Exactly this content was synced before, so nothing was read.
    public var isRepeat: Bool
    /// What became of the receipts that were given; nil when none were.
    public var receipts: ReceiptCounts?

    /// An outcome of these parts.
    public init(
        snapshotID: SnapshotID,
        records: RecordCounts,
        changes: Int,
        findings: Int,
        log: ClosedRange<Int64>?,
        isRepeat: Bool,
        receipts: ReceiptCounts? = nil
    ) {
        self.snapshotID = snapshotID
        self.records = records
        self.changes = changes
        self.findings = findings
        self.log = log
        self.isRepeat = isRepeat
        self.receipts = receipts
    }

    /// Whether the book is as it was.
    public var isUnchanged: Bool { changes == 0 }
}
