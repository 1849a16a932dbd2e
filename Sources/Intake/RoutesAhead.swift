import Dispatch
import LoanBook
import Machine

/// Opens and scans the next route on a thread beside the one that writes, while the route before is written.
///
/// Only where each set of files is one route: rows that are put in order first are read as they come. It owns the thread,
/// and lets none of its work outlive it.
final class RoutesAhead {
    /// A route that was opened.
    struct Opened {
        let parts: RouteParts
        /// The ids under which it was scanned.
        let ids: RecordIDs
        let scan: RouteScan
    }

    /// What is to be read.
    ///
    /// Not `Sendable` by itself: its parts are values that nobody changes.
    private struct Job: @unchecked Sendable {
        let route: SourceCopy.Route
        let profile: Profile
        let zone: BusinessZone
        let ids: RecordIDs
        let known: KnownCustomers
        let renamed: Set<String>

        func open() throws -> Opened {
            // Files whose rows are not put in order reject none when they are opened.
            var rejects = Rejects()
            let parts = try RouteParts(route, profile: profile, zone: zone, rejects: &rejects)
            let reading = ClientRowReading(source: parts.source, ids: ids)
            return Opened(parts: parts, ids: ids, scan: try reading.scan(known: known, renamed: renamed))
        }
    }

    /// Where the thread leaves what it opened.
    ///
    /// Not `Sendable` by itself: the thread writes `outcome` before it raises `done`, and it is read after that.
    private final class Slot: @unchecked Sendable {
        let done = DispatchSemaphore(value: 0)
        var outcome: Result<Opened, any Error>?
    }

    private let profile: Profile
    private let zone: BusinessZone
    private let worker = WorkerThread()
    private var slot: (index: Int, slot: Slot)?

    init(_ profile: Profile, zone: BusinessZone) {
        self.profile = profile
        self.zone = zone
    }

    deinit {
        slot?.slot.done.wait()
    }

    /// Begins with the route at `index`, which the book may know by the name of `ids` and with customers `known`.
    func begin(
        _ route: SourceCopy.Route,
        at index: Int,
        ids: RecordIDs,
        known: KnownCustomers,
        renamed: Set<String>
    ) {
        guard slot == nil, profile.records[.loans] == nil else { return }
        let job = Job(route: route, profile: profile, zone: zone, ids: ids, known: known, renamed: renamed)
        let slot = Slot()
        self.slot = (index, slot)
        worker.begin {
            slot.outcome = Result { try job.open() }
            slot.done.signal()
        }
    }

    /// The route at `index`, waited for; nil when it was not begun.
    /// - Throws: what the opening or the scan threw.
    func take(_ index: Int) throws -> Opened? {
        guard let (begun, slot) = slot, begun == index else { return nil }
        self.slot = nil
        slot.done.wait()
        return try slot.outcome?.get()
    }
}
