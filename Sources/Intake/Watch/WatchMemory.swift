/// What a watch remembers of the copies that it sees, between two looks.
///
/// It lives in memory alone: what was taken before is told by the book.
struct WatchMemory {
    /// Where a copy stands.
    enum Phase: Hashable {
        /// It is being watched for changes.
        case settling
        /// It settled and is not whole.
        case waiting
        /// It is tried again at this time, after this wait.
        case postponed(until: Int64, microseconds: Int64)
        /// It was taken, or was in the book.
        case done
        /// It was refused.
        case refused
    }

    /// One copy.
    private struct Entry {
        var signature: [WatchedFile]
        /// When this signature was seen first.
        var since: Int64
        var phase = Phase.settling
        /// Reasons for waiting that were told since the copy was last decided.
        var told: Set<String> = []
    }

    /// A copy whose time has come.
    struct Due {
        let drop: Drop
        /// Its patience has run out: what is missing does not come.
        let isLast: Bool
    }

    private let settle: Int64
    private let patience: Int64
    private var entries: [String: Entry] = [:]

    init(_ timing: WatchTiming) {
        settle = Int64(timing.settle) * 1_000_000
        patience = Int64(timing.patience) * 1_000_000
    }

    /// Takes in what is there now; gives the copies that changed while they were watched, and were not told yet.
    mutating func see(_ drops: [Drop], at now: Int64) -> [Drop] {
        var writing: [Drop] = []
        entries = Dictionary(
            uniqueKeysWithValues: drops.map { drop in
                guard var entry = entries[drop.key] else {
                    return (drop.key, Entry(signature: drop.signature, since: now))
                }
                guard entry.signature != drop.signature else { return (drop.key, entry) }
                switch entry.phase {
                case .settling: if entry.told.insert(WatchWait.stillWritten.reason).inserted { writing.append(drop) }
                case .waiting, .postponed: break
                case .done, .refused: entry.told = []
                }
                entry.signature = drop.signature
                entry.since = now
                entry.phase = .settling
                return (drop.key, entry)
            }
        )
        return writing
    }

    /// The copies whose time has come, as they were written.
    func due(among drops: [Drop], at now: Int64) -> [Due] {
        drops.compactMap { drop -> Due? in
            guard let entry = entries[drop.key] else { return nil }
            // What has not changed for long was given up on before this watch began.
            let isLast = now >= min(entry.since, drop.changed) + patience
            let isDue =
                switch entry.phase {
                case .settling: now >= entry.since + settle
                case .waiting: isLast
                case .postponed(let until, _): now >= until
                case .done, .refused: false
                }
            return isDue ? Due(drop: drop, isLast: isLast) : nil
        }
        .sorted { ($0.drop.modified, $0.drop.key) < ($1.drop.modified, $1.drop.key) }
    }

    /// Whether every copy is decided or waits for what is not there.
    var isSettled: Bool { entries.values.allSatisfy { $0.phase != .settling } }

    /// Puts `drop` into `phase`; whether `reason` is news.
    mutating func set(_ drop: Drop, to phase: Phase, reason: String) -> Bool {
        entries[drop.key]?.phase = phase
        return entries[drop.key]?.told.insert(reason).inserted ?? false
    }

    /// How long the next try waits: twice as long as the one before, up to a bound.
    func delay(of drop: Drop) -> Int64 {
        guard case .postponed(_, let last) = entries[drop.key]?.phase else { return Limits.retrySecondsMin * 1_000_000 }
        return min(2 * last, Limits.retrySecondsMax * 1_000_000)
    }

    /// Starts watching `drop` anew: it changed while it was read.
    mutating func startAgain(_ drop: Drop, at now: Int64) {
        entries[drop.key]?.since = now
        entries[drop.key]?.phase = .settling
    }

    /// Counts over the copies; `taken` is not remembered here.
    var counts: WatchCounts {
        var counts = WatchCounts()
        for entry in entries.values {
            switch entry.phase {
            case .waiting: counts.waiting += 1
            case .postponed: counts.postponed += 1
            case .refused: counts.refused += 1
            case .settling, .done: break
            }
        }
        return counts
    }
}
