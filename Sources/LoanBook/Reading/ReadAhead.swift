/// Pieces of a file between the thread that reads them and the task that takes them.
struct ReadAhead: Sendable {
    /// What a taker gets.
    enum Taken: Sendable {
        case piece([UInt8])
        case end
        case failure(any Error)
    }

    typealias Taker = CheckedContinuation<Taken, Never>

    private var ready: [[UInt8]] = []
    /// What follows the pieces that are ready; nil while more may come.
    private var last: Taken?
    private var taker: Taker?
    private var isReading = false

    /// The next piece or the end, or nil when `taker` has to wait for it; and whether reading has to begin anew.
    mutating func take(else taker: Taker) -> (taken: Taken?, startsReading: Bool) {
        let taken = ready.isEmpty ? last : .piece(ready.removeFirst())
        if taken == nil { self.taker = taker }
        guard last == nil, !isReading, ready.count <= ReadLimits.piecesAheadMax / 2 else { return (taken, false) }
        isReading = true
        return (taken, true)
    }

    /// Takes in what was read, nil at the end of the file: the taker that waits for it, and whether to read on.
    mutating func give(_ piece: [UInt8]?) -> (taker: Taker?, taken: Taken, readsOn: Bool) {
        let taken: Taken = piece.map { .piece($0) } ?? .end
        guard last == nil else {
            isReading = false
            return (nil, taken, false)
        }
        if piece == nil { last = .end }
        defer { taker = nil }
        if taker == nil, let piece { ready.append(piece) }
        isReading = last == nil && ready.count < ReadLimits.piecesAheadMax
        return (taker, taken, isReading)
    }

    /// Reading failed: the taker that has to hear of it, if one waits.
    mutating func fail(_ error: any Error) -> (taker: Taker?, taken: Taken) {
        isReading = false
        if last == nil { last = .failure(error) }
        defer { taker = nil }
        return (taker, .failure(error))
    }

    /// Ends it early; gives a taker that still waits.
    mutating func end() -> Taker? {
        ready = []
        last = .end
        defer { taker = nil }
        return taker
    }
}
