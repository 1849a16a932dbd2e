/// What the storage floor bounds, and why each number is what it is.
enum Limits {
    /// SQLite readers: one per pool thread that can be busy on two to four cores; each costs up to 4 MB of cache.
    static let sqliteReaders = 4
    /// PostgreSQL connections for short work: below the server's default of 100 for a dozen processes.
    static let postgresConnections = 8
    /// Streaming exports at once; each holds a connection and, on SQLite, keeps the write-ahead log from shrinking.
    static let pinnedReaders = 8
    /// Connections kept open though nobody streams.
    static let pinnedReadersIdle = 2
    /// Threads for blocking calls: the readers, the writer and a few chunks of exports.
    static let poolThreads = 8
    /// The least wait that engines can be told.
    static let patienceMillisecondsMin = 1
    /// How long connecting to PostgreSQL may take.
    static let connectSeconds = 10
    /// Prepared statements kept per connection; the product has fewer texts than this.
    static let statements = 256
    /// Rows fetched from PostgreSQL at a time: about what the link holds while the rows before them are used.
    static let fetchRows = 250
    /// Rows that SQLite's bulk writers hand over together: enough that the hand-over costs nothing beside them.
    static let bulkBatchRows = 256
    /// Batches on their way at once: documents of a few megabytes, while the maker of the next ones is ahead.
    static let bulkBatchesAhead = 8
    /// Bytes held back before a COPY is sent.
    static let copyBytes = 1 << 20
    /// The number of the advisory lock that migrations of a database share on PostgreSQL.
    static let migrationLock: Int64 = 0x5243_4455
}
