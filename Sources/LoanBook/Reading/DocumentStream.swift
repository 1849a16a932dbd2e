import Storage
import Synchronization

/// A file that is being read from the book on the database's own threads, a few pieces ahead of whoever takes them.
///
/// Reading goes on without a pause until ``ReadLimits/piecesAheadMax`` pieces wait, then gives its thread back until half
/// of them are taken: a fast taker never waits for a thread, a slow one occupies none. A connection is held until the end
/// or ``close()``.
public final class DocumentStream: Sendable {
    /// The export, which is not `Sendable`: it is made and used on the held connection only, one call at a time.
    private struct Held: @unchecked Sendable {
        var export: RecordExport?
    }

    private let reader: PinnedReader
    private let held = Mutex(Held())
    private let ahead = Mutex(ReadAhead())

    init(_ reader: PinnedReader) {
        self.reader = reader
    }

    func start(_ make: @escaping @Sendable (any Connection) throws -> RecordExport) async throws {
        try await reader.pull { connection in
            let export = Held(export: try make(connection))
            self.held.withLock { $0 = export }
        }
    }

    /// The next piece; nil after the last one, when the connection is given back.
    ///
    /// One taker at a time.
    /// - Throws: ``StorageError``, or an error that names the stored document that cannot be read; the file is then not whole.
    public func next() async throws -> [UInt8]? {
        let taken = await withCheckedContinuation { taker in
            let (taken, startsReading) = ahead.withLock { $0.take(else: taker) }
            if startsReading { readAhead() }
            if let taken { taker.resume(returning: taken) }
        }
        switch taken {
        case .piece(let bytes): return bytes
        case .end:
            await close()
            return nil
        case .failure(let error):
            await close()
            throw error
        }
    }

    /// Ends the reading early and gives the connection back; does nothing after the end.
    public func close() async {
        ahead.withLock { $0.end() }?.resume(returning: .end)
        await reader.close {
            self.held.withLock { held in
                held.export?.close()
                held.export = nil
            }
        }
    }

    /// Reads until enough pieces wait, the file ends or the stream is closed.
    private func readAhead() {
        reader.begin { _ in
            try self.held.withLock { held in
                var goesOn = true
                while goesOn {
                    let piece = try held.export?.next()
                    let (taker, taken, more) = self.ahead.withLock { $0.give(piece) }
                    taker?.resume(returning: taken)
                    goesOn = more
                }
            }
        } failed: { error in
            let (taker, taken) = self.ahead.withLock { $0.fail(error) }
            taker?.resume(returning: taken)
        }
    }
}
