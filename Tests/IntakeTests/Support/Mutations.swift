import TestSupport

/// Damages to files, the same on each run.
struct Mutations: RandomNumberGenerator {
    private var random: SeededRandom

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    mutating func next() -> UInt64 { random.next() }

    /// `bytes` with a byte changed, dropped or put in, or a stretch doubled or cut.
    mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
        guard !bytes.isEmpty else { return [UInt8.random(in: 0...255, using: &self)] }
        var copy = bytes
        let place = Int.random(in: 0..<copy.count, using: &self)
        let end = min(copy.count, place + Int.random(in: 1...20, using: &self))
        switch Int.random(in: 0...4, using: &self) {
        case 0: copy[place] = UInt8.random(in: 0...255, using: &self)
        case 1: copy.remove(at: place)
        case 2: copy.insert(copy[Int.random(in: 0..<copy.count, using: &self)], at: place)
        case 3: copy.insert(contentsOf: copy[place..<end], at: place)
        default: copy.removeSubrange(place..<end)
        }
        return copy
    }
}
