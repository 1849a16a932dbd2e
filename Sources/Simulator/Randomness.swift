/// SplitMix64: a small generator whose sequence depends on its seed alone.
///
/// Every decision draws from a stream of its own (route, client, day), so the order in which a day is played changes nothing.
struct Randomness {
    private var state: UInt64

    init(_ parts: UInt64...) {
        state = parts.reduce(0x6A09_E667_F3BC_C908) { Randomness.mix($0 ^ ($1 &+ 0x9E37_79B9_7F4A_7C15)) }
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Randomness.mix(state)
    }

    /// A number from 0 to `bound` - 1.
    mutating func below(_ bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// True in `perThousand` of 1,000 cases.
    mutating func chance(_ perThousand: Int) -> Bool {
        below(1_000) < perThousand
    }

    /// One of `choices`, which has at least one.
    mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
        choices[below(choices.count)]
    }

    /// One of `choices` by weight.
    mutating func pick<Choice>(weighted choices: [(choice: Choice, weight: Int)]) -> Choice {
        var left = below(choices.reduce(0) { $0 + $1.weight })
        for (choice, weight) in choices.dropLast() {
            if left < weight { return choice }
            left -= weight
        }
        return choices[choices.count - 1].choice
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
