import TestSupport

/// The same numbers on each run.
struct SeededGenerator: RandomNumberGenerator {
    private var random: SeededRandom

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    mutating func next() -> UInt64 { random.next() }

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
