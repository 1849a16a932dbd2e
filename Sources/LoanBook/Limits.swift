/// Limits of this target, each with the reason for the number.
enum Limits {
    /// Bytes of salt for a personal part: 128 random bits cannot be guessed.
    static let saltBytes = 16
    /// Rows held back before they are sent: large enough for bulk loading to pay.
    static let pendingRows = 800
    /// Bytes of documents held back before they are sent.
    ///
    /// A writer sends by itself at a megabyte, which must not happen to rows whose parents are still held back; a row is
    /// at most about twice its document, whose figures it repeats.
    static let pendingBytes = 480_000
    /// Archived files are cut into parts of 32 KiB.
    ///
    /// The next night's copy changes a few pages here and there, and what lies between them is stored already; smaller
    /// parts would cost more in rows than they save.
    static let archiveCutBytes = 32 << 10
    /// Largest part that is read back: books from before hold parts of this size.
    static let archivePartBytes = 4 << 20
    /// Parts that are being deflated or lie ready, 8 MiB: they keep the thread busy while unchanged customers pass.
    static let archivePartsAhead = 256
    /// Findings about edited or vanished records on one route in one sync.
    ///
    /// Beyond it one finding counts the rest, and the change log names each.
    static let historyFindingsPerRoute = 1000
    /// Findings of a customer that are noted so that their rows need not be read again; hardly one has more.
    static let findingsMarked = 40
    /// Newest payments that a snapshot of the same day may lack without being an older one: a collector deletes one.
    static let deletedPayments = 1
    /// Memory for SQLite's pages during a sync: holds most of the index of a million payments by id, the only large one that a
    /// first load fills at random, and leaves half of what a sync may take for the rest.
    static let writerCacheKilobytes = 64_000
    /// The same between two syncs, as the connection was opened.
    static let restingCacheKilobytes = 16_000
    /// The same while indexes are made: rows are sorted in as much memory again, then on disk.
    static let sortingCacheKilobytes = 32_000
    /// New records in a sync after which the database counts its tables anew, and again each time there are four times
    /// as many: below it, scanning a whole table is quicker than counting.
    static let createdWorthCounting = 2000
    /// A route that loses more than this share of its payments in one night raises an alarm.
    static let massRemovalPercent = 20
    /// Customers whom one name on a receipt may mean; beyond it only those who bear it whole are looked at.
    static let receiptCandidatesMax = 50
    /// Letters kept of why a copy was refused: it is one line.
    static let refusalCharacters = 1000
    /// Days since a copy that are looked up one by one; after a year the holidays among them do not matter.
    static let missedDaysCounted = 400
    /// Changes of a source's shape that a finding lists; an update of an app changes a handful.
    static let driftShown = 20
    /// Broken records that `verify` lists; all are counted.
    static let problemsListed = 20
    /// A name that fits a heading.
    static let tenantNameCharacters = 200
}
