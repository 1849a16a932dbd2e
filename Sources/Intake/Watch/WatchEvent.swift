public import Lending
import LoanBook

/// Something that a watch has to say of a copy.
public struct WatchEvent: Sendable {
    /// What happened.
    public enum What: Sendable {
        /// The copy is not whole yet; said once for each reason.
        case waiting(WatchWait)
        /// The copy is in the book.
        case taken(SyncResult)
        /// The book holds exactly these files since this snapshot, and nothing was done.
        case repeated(SnapshotID)
        /// The copy cannot be taken; it is looked at again when it changes.
        case refused(any Error)
        /// The copy, or the folder itself, is not to blame; it is tried again in so many seconds.
        case postponed(any Error, seconds: Int)
    }

    /// The copy's path below the watched folder; `.` for the files at its top and for the folder itself.
    public let copy: String
    /// When.
    public let at: Instant
    /// What.
    public let what: What
}

/// What a copy is waited for.
public enum WatchWait: Hashable, Sendable {
    /// It is still being written.
    case stillWritten
    /// Files that belong to it have not come.
    case partMissing([String])
    /// Some of its files are new and others are still those of an earlier copy.
    case partUnchanged([String])
    /// It cannot be opened as it is now.
    case notWhole(IntakeError)

    /// A stable word for programs.
    public var reason: String {
        switch self {
        case .stillWritten: "still_written"
        case .partMissing: "part_missing"
        case .partUnchanged: "part_unchanged"
        case .notWhole(let error): error.code.rawValue
        }
    }
}

/// Counts over the copies of a watch.
public struct WatchCounts: Hashable, Sendable {
    /// Copies taken since the watch began.
    public var taken = 0
    /// Copies that are not whole now.
    public var waiting = 0
    /// Copies that were refused and have not changed since.
    public var refused = 0
    /// Copies that are tried again for a cause outside them.
    public var postponed = 0

    /// No copies.
    public init() {}
}

/// How long a watch waits.
public struct WatchTiming: Hashable, Sendable {
    /// Seconds without any change after which a copy counts as written.
    public var settle: Int
    /// Seconds that a copy which is not whole is waited for.
    public var patience: Int

    /// Waits of these lengths.
    public init(settle: Int, patience: Int) {
        self.settle = settle
        self.patience = patience
    }

    /// The waits when nobody says otherwise.
    public static let standard = WatchTiming(settle: Limits.settleSeconds, patience: Limits.patienceSeconds)
    /// The waits that may be asked for.
    public static let range = 0...Limits.waitSecondsMax
}
