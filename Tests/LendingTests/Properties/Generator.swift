import Foundation
import Lending

/// Seeded source of generated cases (SplitMix64): the same seed gives the same books anywhere.
struct Generator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func int(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &self)
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[int(0...elements.count - 1)]
    }

    /// True once in `count` times.
    mutating func oneIn(_ count: Int) -> Bool {
        int(1...count) == 1
    }

    mutating func money(_ range: ClosedRange<Int>) -> Money {
        Money(minorUnits: Int64(int(range)))
    }

    mutating func rule() -> CollectionRule {
        let skipped: [Set<Weekday>] = [
            [], [.sunday], [.saturday, .sunday], [.saturday], [.monday, .tuesday, .wednesday, .thursday, .friday],
            [.monday, .tuesday, .wednesday, .thursday, .friday, .saturday], Set(Weekday.allCases),
        ]
        return CollectionRule(
            skippedWeekdays: pick(skipped),
            skipsHolidays: oneIn(2),
            forgivenDays: oneIn(3) ? int(0...20) : 0
        )
    }

    mutating func frequency() -> Frequency {
        pick([.daily, .everyOtherDay, .weekly, .biweekly, .monthly, .custom(days: int(0...45))])
    }

    mutating func rounding() -> RoundingPolicy {
        let unit = pick([1, 100, 5_000, 100_000])
        return pick([
            .up(unit: Money(minorUnits: Int64(unit))), .down(unit: Money(minorUnits: Int64(unit))), .spread,
        ])
    }

    /// Terms of a flat loan of any shape, with the policy of its due dates.
    mutating func terms() throws -> (terms: LoanTerms, policy: DuePolicy) {
        let policy = DuePolicy(first: pick(DuePolicy.First.allCases), offDay: pick(DuePolicy.OffDay.allCases))
        let terms = try LoanTerms.flat(
            principal: oneIn(4) ? money(1...9_999) : money(1_000_000...500_000_000),
            rateBasisPoints: pick([0, 300, 1_000, 1_250, 2_000, 2_500, 3_333]),
            count: int(1...60),
            frequency: frequency(),
            disbursedOn: CivilDate(dayNumber: int(19_000...22_000)),
            collection: rule(),
            rounding: rounding(),
            policy: policy
        )
        return (terms, policy)
    }

    /// Payments of odd sizes that add up to at most the total, some of them to all of it.
    mutating func payments(on terms: LoanTerms) -> [PaidAmount] {
        var left = terms.total.minorUnits
        var day = terms.disbursedOn ?? CivilDate(dayNumber: 19_000)
        let typical = max(1, left / Int64(terms.installmentCount ?? 1))
        var payments: [PaidAmount] = []
        while left > 0, payments.count < 80, !oneIn(60) {
            day = day.adding(days: int(0...3))
            let amount = min(left, oneIn(3) ? Int64(int(1...Int(2 * typical))) : typical)
            payments.append(PaidAmount(on: day, amount: Money(minorUnits: amount)))
            left -= amount
        }
        return payments
    }
}

/// How many generated cases a property is tried on: bounded here, more through RECAUDO_PROPERTY_CASES.
enum PropertyCases {
    /// `standard` cases, or as many as the environment asks for.
    static func count(_ standard: Int) -> Int {
        ProcessInfo.processInfo.environment["RECAUDO_PROPERTY_CASES"].flatMap(Int.init) ?? standard
    }
}

/// A broken property: the case and what is wrong.
struct Broken: Error, CustomStringConvertible {
    let description: String
}

/// Throws a `Broken` that says `what` unless `holds`.
func require(_ holds: Bool, _ what: @autoclosure () -> String) throws {
    if !holds { throw Broken(description: what()) }
}

/// Tries `body` on so many generated cases; names the seed of the first one that fails.
func property(_ name: String, cases standard: Int, _ body: (inout Generator) throws -> Void) throws {
    for seed in 1...PropertyCases.count(standard) {
        var generator = Generator(seed: UInt64(seed))
        do {
            try body(&generator)
        } catch {
            throw Broken(description: "\(name), seed \(seed): \(error)")
        }
    }
}
