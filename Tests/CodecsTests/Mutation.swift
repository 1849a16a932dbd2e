/// `bytes` with one small damage: a byte changed, dropped or put in, a stretch doubled or cut.
func mutated(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    guard !bytes.isEmpty else { return [UInt8.random(in: 0...255, using: &random)] }
    var copy = bytes
    let place = Int.random(in: 0..<copy.count, using: &random)
    switch Int.random(in: 0...5, using: &random) {
    case 0: copy[place] = UInt8.random(in: 0...255, using: &random)
    case 1: copy.remove(at: place)
    case 2: copy.insert(copy[Int.random(in: 0..<copy.count, using: &random)], at: place)
    case 3: copy[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
    case 4:
        let end = min(copy.count, place + Int.random(in: 1...20, using: &random))
        copy.insert(contentsOf: copy[place..<end], at: place)
    default: copy.removeSubrange(place..<min(copy.count, place + Int.random(in: 1...20, using: &random)))
    }
    return copy
}
