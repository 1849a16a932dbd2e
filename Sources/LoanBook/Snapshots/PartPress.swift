import Dispatch
import Foundation
import Machine
import Synchronization

/// Deflates parts of files on a thread of its own, a bounded number ahead of who stores them.
///
/// It owns the thread. It belongs to the thread of its sync.
final class PartPress {
    /// A part as it lies in its file.
    struct Part: Sendable {
        let path: String
        let offset: Int64
        let bytes: Int
        let sha256: [UInt8]
    }

    /// A part that is ready to be stored.
    struct Pressed: Sendable {
        let sha256: [UInt8]
        let rawSize: Int
        let deflated: [UInt8]
    }

    private final class Tray: Sendable {
        let filled = DispatchSemaphore(value: 0)
        let parts = Mutex<[Result<Pressed, any Error>]>([])

        func put(_ part: Result<Pressed, any Error>) {
            parts.withLock { $0.append(part) }
            filled.signal()
        }
    }

    private var waiting: [Part] = []
    /// Position of the first of `waiting` that was not begun.
    private var nextWaiting = 0
    private var underway = 0
    private var worker: WorkerThread?
    private let tray = Tray()

    /// Takes a part whose file stays as it is until it was deflated.
    func add(_ part: Part) {
        waiting.append(part)
        begin()
    }

    /// Number of parts that are ready by now.
    var readyCount: Int { tray.parts.withLock { $0.count } }

    /// A part that is ready, or nil when none is by now.
    /// - Throws: when a file could not be read.
    func ready() throws -> Pressed? {
        guard underway > 0, tray.filled.wait(timeout: .now()) == .success else { return nil }
        return try take()
    }

    /// The next part, waited for; nil when all were taken.
    /// - Throws: when a file could not be read.
    func next() throws -> Pressed? {
        guard underway > 0 else { return nil }
        tray.filled.wait()
        return try take()
    }

    private func take() throws -> Pressed? {
        underway -= 1
        begin()
        return try tray.parts.withLock { $0.removeFirst() }.get()
    }

    private func begin() {
        let worker = worker ?? WorkerThread()
        self.worker = worker
        while underway < Limits.archivePartsAhead, nextWaiting < waiting.count {
            let part = waiting[nextWaiting]
            nextWaiting += 1
            underway += 1
            worker.begin { [tray] in tray.put(Result { try Self.press(part) }) }
        }
        guard nextWaiting == waiting.count else { return }
        waiting.removeAll(keepingCapacity: true)
        nextWaiting = 0
    }

    private static func press(_ part: Part) throws -> Pressed {
        let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: part.path))
        defer { try? handle.close() }  // Opened for reading: nothing can be lost by a failing close.
        try handle.seek(toOffset: UInt64(part.offset))
        let raw = [UInt8](try handle.read(upToCount: part.bytes) ?? Data())
        guard Digest.sha256(raw) == part.sha256 else {
            throw LoanBookError.damaged(what: "a file that is archived changed while it was read")
        }
        return Pressed(sha256: part.sha256, rawSize: raw.count, deflated: try ArchivePart.deflate(raw))
    }
}
