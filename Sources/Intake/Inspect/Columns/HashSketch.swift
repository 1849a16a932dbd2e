/// The different values of a column as a bounded sample of their hashes, each with how often it came.
///
/// It keeps the values whose hash is below a threshold that falls as more come. Two sketches sample the same values, so
/// inclusion and repetition are judged on whole values, not on chance; below the limit it is exact.
struct HashSketch {
    /// Hashes below ``threshold`` and how often each came.
    private(set) var counts: [UInt64: Int32] = [:]
    /// Every value with a smaller hash is kept.
    private(set) var threshold = UInt64.max

    /// Whether nothing was left out.
    var isExact: Bool { threshold == .max }

    /// How many different values there were, estimated when not exact.
    var distinct: Int {
        guard !isExact else { return counts.count }
        return Int(Double(counts.count) * (Double(UInt64.max >> 1) / Double(threshold)))
    }

    /// Whether no sampled value came twice.
    var isUnique: Bool { !counts.values.contains { $0 > 1 } }

    /// Takes one value.
    @inline(__always)
    mutating func add(_ hash: UInt64) {
        guard hash < threshold else { return }
        counts[hash, default: 0] &+= 1
        if counts.count > Limits.sketchValuesMax { shrink() }
    }

    /// The share of values, of those both sketches can judge, that `parent` holds too, and how many were judged.
    func coverage(in parent: HashSketch) -> (share: Double, judged: Int) {
        let bound = min(threshold, parent.threshold)
        var judged = 0
        var held = 0
        for hash in counts.keys where hash < bound || bound == .max {
            judged += 1
            if parent.counts[hash] != nil { held += 1 }
        }
        return (judged == 0 ? 0 : Double(held) / Double(judged), judged)
    }

    private mutating func shrink() {
        let middle = counts.keys.sorted()[counts.count / 2]
        threshold = middle
        counts = counts.filter { $0.key < middle }
    }
}

/// A hash by which values of two files compare, whether they were stored as number or as text.
enum ValueHash {
    /// The hash of a value; nil for none.
    @inline(__always)
    static func of(_ value: RawValue) -> UInt64? {
        switch value {
        case .null: return nil
        case .integer(let number): return mixed(UInt64(bitPattern: number))
        case .real(let number):
            if let whole = Int64(exactly: number) { return mixed(UInt64(bitPattern: whole)) }
            return mixed(number.bitPattern ^ 0x9E37_79B9_7F4A_7C15)
        case .text(let text): return of(text)
        case .blob(let bytes): return bytes.withUnsafeBufferPointer { hash(bytes: $0) }
        }
    }

    /// The hash of a text without the blanks around it; nil when nothing is left.
    static func of(_ text: String) -> UInt64? {
        var text = text
        return text.withUTF8 { bytes in
            var first = 0
            var end = bytes.count
            while first < end, bytes[first] <= 0x20 { first += 1 }
            while end > first, bytes[end - 1] <= 0x20 { end -= 1 }
            guard first < end else { return nil }
            if let number = wholeNumber(bytes, first, end) { return mixed(UInt64(bitPattern: number)) }
            return hash(bytes: UnsafeBufferPointer(rebasing: bytes[first..<end]))
        }
    }

    /// A number without leading zeros, as a text that another file may hold as a number.
    @inline(__always)
    private static func wholeNumber(_ bytes: UnsafeBufferPointer<UInt8>, _ first: Int, _ end: Int) -> Int64? {
        guard end - first <= 18, bytes[first] != 0x30 || end - first == 1 else { return nil }
        var number: Int64 = 0
        for index in first..<end {
            let digit = bytes[index] &- 0x30
            guard digit < 10 else { return nil }
            number = number &* 10 &+ Int64(digit)
        }
        return number
    }

    private static func hash(bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var state: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return mixed(state ^ UInt64(bytes.count) &<< 56)
    }

    /// Spreads the bits, so that the smallest hashes are a fair sample.
    @inline(__always)
    static func mixed(_ value: UInt64) -> UInt64 {
        var state = value &+ 0x9E37_79B9_7F4A_7C15
        state = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        state = (state ^ (state >> 27)) &* 0x94D0_49BB_1331_11EB
        return (state ^ (state >> 31)) >> 1
    }
}
