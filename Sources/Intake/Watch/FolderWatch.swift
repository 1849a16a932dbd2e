import Lending
import LoanBook
public import Machine
import Storage
import Synchronization

/// Lets one sync at a time through, of all the watches of a book.
public final class SyncGate: Sendable {
    private let lock = Mutex(())

    /// A gate that nobody is in.
    public init() {}

    func pass(_ body: () throws -> SyncResult) throws -> SyncResult {
        try lock.withLock { _ in try body() }
    }
}

/// Takes every new copy that appears in a folder into a tenant's book, once it is whole.
///
/// Whole means: under its own name, unchanged for a while, with all the files that belong to it, and it opens. A copy that
/// the book holds already is not taken again, which the book itself tells, so that a restart forgets nothing. Nothing is
/// written into the folder. It looks by polling, which works on network mounts too.
public final class FolderWatch: Sendable {
    /// One look and at most one sync.
    public struct Pass: Sendable {
        /// What there is to say.
        public let events: [WatchEvent]
        /// Another copy is ready now.
        public let hasMore: Bool
        /// Nothing is being watched for changes: every copy is decided or waits for what is not there.
        public let isSettled: Bool
    }

    /// The folder.
    public let path: String
    private let folder: WatchedFolder
    private let finder: DropFinder
    private let run: SyncRun
    private let newRoutes: NewRoutes
    private let route: String?
    private let gate: SyncGate
    private let clock: any Clock
    private let state: Mutex<State>
    private let tally = Mutex(WatchCounts())

    private struct State {
        var memory: WatchMemory
        /// What was told of the folder itself.
        var fault: String?
    }

    /// A watch of the folder at `path` that gives what it finds to `run`.
    ///
    /// `route` names the only route of a copy, or picks one of several. `gate` is shared by the watches of one book.
    public init(
        path: String,
        run: SyncRun,
        route: String? = nil,
        newRoutes: NewRoutes = .unlessKnown,
        timing: WatchTiming = .standard,
        gate: SyncGate = SyncGate(),
        clock: any Clock = SystemClock()
    ) {
        self.path = path
        self.run = run
        self.route = route
        self.newRoutes = newRoutes
        self.gate = gate
        self.clock = clock
        folder = WatchedFolder(path: path)
        finder = DropFinder(profile: run.profile)
        state = Mutex(State(memory: WatchMemory(timing)))
    }

    /// Counts over the copies as the last look left them; never waits for a sync.
    public var counts: WatchCounts { tally.withLock { $0 } }

    /// Looks at the folder, and takes the copy whose time came first.
    ///
    /// It blocks; call it on one thread of the `BlockingPool` at a time. It never throws: what cannot be taken is told.
    public func pass() -> Pass {
        state.withLock { state in
            let now = clock.microseconds()
            let drops: [Drop]
            do {
                drops = finder.drops(in: try folder.files())
                state.fault = nil
            } catch {
                let isNews = state.fault != "\(error)"
                state.fault = "\(error)"
                let what = WatchEvent.What.postponed(error, seconds: Int(Limits.retrySecondsMin))
                return Pass(events: isNews ? [event(".", what)] : [], hasMore: false, isSettled: true)
            }
            var events = state.memory.see(drops, at: now).map { event($0.key, .waiting(.stillWritten)) }
            let due = state.memory.due(among: drops, at: now)
            if let first = due.first, let what = take(first, &state.memory) {
                events.append(event(first.drop.key, what))
            }
            count(state.memory, events)
            return Pass(events: events, hasMore: due.count > 1, isSettled: due.count <= 1 && state.memory.isSettled)
        }
    }

    private func event(_ copy: String, _ what: WatchEvent.What) -> WatchEvent {
        WatchEvent(copy: copy, at: Instant(microseconds: clock.microseconds()), what: what)
    }

    private func count(_ memory: WatchMemory, _ events: [WatchEvent]) {
        var counts = memory.counts
        tally.withLock { tally in
            counts.taken = tally.taken
            for event in events { if case .taken = event.what { counts.taken += 1 } }
            tally = counts
        }
    }

    /// Takes a copy, and remembers how that ended; nil when there is no news.
    private func take(_ due: WatchMemory.Due, _ memory: inout WatchMemory) -> WatchEvent.What? {
        let drop = due.drop
        do {
            guard let what = try taken(drop, isLast: due.isLast) else {
                memory.startAgain(drop, at: clock.microseconds())
                return nil
            }
            if case .waiting(let wait) = what {
                return memory.set(drop, to: .waiting, reason: wait.reason) ? what : nil
            }
            _ = memory.set(drop, to: .done, reason: "")
            return what
        } catch let error as IntakeError where !due.isLast && error.mayPassWithTheRest {
            return memory.set(drop, to: .waiting, reason: error.code.rawValue) ? .waiting(.notWhole(error)) : nil
        } catch  where isOutside(error) {
            let delay = memory.delay(of: drop)
            let phase = WatchMemory.Phase.postponed(until: clock.microseconds() + delay, microseconds: delay)
            let isNews = memory.set(drop, to: phase, reason: "postponed \(type(of: error))")
            return isNews ? .postponed(error, seconds: Int(delay / 1_000_000)) : nil
        } catch {
            _ = memory.set(drop, to: .refused, reason: "")
            return .refused(error)
        }
    }

    /// What became of a copy; nil when it changed while it was read.
    private func taken(_ drop: Drop, isLast: Bool) throws -> WatchEvent.What? {
        let copy = try copied(drop)
        guard drop.files.allSatisfy({ folder.again($0) == $0 }) else { return nil }
        let files = copy.archiveFiles
        let known = try run.book.known(files, source: run.profile.name, tenant: run.tenant)
        if let snapshot = known.snapshot { return .repeated(snapshot) }
        if !isLast, let wait = missing(drop, files.map(\.name), known.names) { return .waiting(wait) }
        let result = try gate.pass { try run.run(copy, newRoutes: newRoutes, clock: clock) }
        return result.outcome.isRepeat ? .repeated(result.outcome.snapshotID) : .taken(result)
    }

    private func copied(_ drop: Drop) throws -> SourceCopy {
        var name = route
        // A folder names its route, as for a sync of the whole; only what has no name of its own is given one.
        if let route, let last = drop.folders?.last {
            guard FoldedName.of(last) == FoldedName.of(route) else {
                throw IntakeError(
                    .unknownRoute,
                    "The folder \(drop.key) is not the route \"\(route)\", which alone is taken. Watch without --route, "
                        + "or give the folder that name."
                )
            }
            name = nil
        }
        return try SourceCopy(
            from: {
                guard drop.folders == nil else { return GzipSupply(FolderSupply(drop.files, in: folder)) }
                return try RouteLocator.supply(at: "\(path)/\(drop.key)")
            },
            profile: run.profile,
            route: name,
            temporaryFolder: run.temporaryFolder
        )
    }

    /// What a copy of several files still lacks, where the profile has a plain name for each.
    private func missing(_ drop: Drop, _ names: [String], _ known: Set<String>) -> WatchWait? {
        guard drop.folders != nil, run.profile.files.count > 1, run.profile.files.allSatisfy(\.name.isOneName) else {
            return nil
        }
        let came = names.compactMap { $0.split(separator: "/").last.map(String.init) }
        let absent = run.profile.files.filter { file in !came.contains { file.name.matches($0) } }.map(\.name.text)
        if !absent.isEmpty { return .partMissing(absent) }
        guard !known.isEmpty else { return nil }
        return .partUnchanged(known.sorted().compactMap { $0.split(separator: "/").last.map(String.init) })
    }

    /// Whether the cause lies outside the copy, so that it is tried again as it is.
    private func isOutside(_ error: any Error) -> Bool {
        switch error {
        case let error as StorageError: [.busy, .full, .unavailable, .failed].contains(error.code)
        case let error as IntakeError: [.unreadable, .notFound].contains(error.code)
        default: false
        }
    }
}

extension IntakeError {
    /// Whether a copy that is refused so may be one of which only a part has come.
    fileprivate var mayPassWithTheRest: Bool {
        switch code {
        case .truncated, .notADatabase, .damaged, .needsJournal, .fileMissing, .archiveRefused, .noRoutes: true
        default: false
        }
    }
}
