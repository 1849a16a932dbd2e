/// The same numbers on each run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// Bytes of any value.
    mutating func bytes(lengthMax: Int) -> [UInt8] {
        (0..<Int.random(in: 0...lengthMax, using: &self)).map { _ in UInt8.random(in: 0...255, using: &self) }
    }

    /// Text with quotation marks, controls, separators, accents and emoji.
    mutating func text(lengthMax: Int) -> String {
        let special = Array("\"\\/,;=+-@\t\r\n\u{0}\u{1F}ñÁ€😀\u{2028}' ")
        return String(
            (0..<Int.random(in: 0...lengthMax, using: &self)).map { _ in
                Bool.random(using: &self)
                    ? Character(Unicode.Scalar(UInt8.random(in: 97...122, using: &self)))
                    : special[Int.random(in: 0..<special.count, using: &self)]
            }
        )
    }
}
