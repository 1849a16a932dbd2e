/// How a total is cut into instalments that add up to it exactly.
public enum RoundingPolicy: Hashable, Sendable {
    /// The instalment is rounded up to a multiple of `unit`; the last one is smaller.
    case up(unit: Money)
    /// The instalment is rounded down to a multiple of `unit`; the last one carries the remainder.
    case down(unit: Money)
    /// All instalments differ by at most one minor unit.
    case spread

    /// Name on the wire.
    public var wireName: String {
        switch self {
        case .up: "up"
        case .down: "down"
        case .spread: "spread"
        }
    }
}

/// The amounts of a loan's instalments, by arithmetic: nothing is listed.
public struct InstallmentPlan: Hashable, Sendable {
    /// How amounts follow from the total.
    public enum Shape: Hashable, Sendable {
        /// All pay this amount, except that the last one pays what is left, be it less or more.
        case level(Money)
        /// All differ by at most one minor unit.
        case spread
    }

    /// What the instalments add up to.
    public let total: Money
    /// Number of instalments, from 1 to ``countMax``.
    public let count: Int
    /// How amounts follow from the total.
    public let shape: Shape

    /// More instalments than any loan has: daily ones for over 2,000 years.
    public static let countMax = 1_000_000

    /// A plan of `count` instalments of `total`; nil when there is none, or an amount is not positive.
    public init?(total: Money, count: Int, shape: Shape) {
        guard (1...InstallmentPlan.countMax).contains(count), total > .zero else { return nil }
        if case .level(let amount) = shape, amount <= .zero { return nil }
        self.total = total
        self.count = count
        self.shape = shape
    }

    /// Cuts `total` into `count` instalments under `rounding`.
    ///
    /// Rounding up by a coarse unit can leave nothing for the last ones: the plan then has fewer than `count`, as it
    /// has when there are fewer minor units than instalments. A unit too coarse to round down by is left out.
    public init?(total: Money, count: Int, rounding: RoundingPolicy) {
        guard count > 0, total > .zero else { return nil }
        let units = total.minorUnits
        let divisor = min(Int64(count), units)
        switch rounding {
        case .spread:
            self.init(total: total, count: Int(divisor), shape: .spread)
        case .up(let unit):
            let step = max(1, unit.minorUnits)
            let amount = Money(minorUnits: (units + divisor * step - 1) / (divisor * step) * step)
            let needed = Int((units + amount.minorUnits - 1) / amount.minorUnits)
            self.init(total: total, count: needed, shape: .level(amount))
        case .down(let unit):
            let step = max(1, unit.minorUnits)
            let even = units / divisor
            let amount = Money(minorUnits: even < step ? even : even / step * step)
            self.init(total: total, count: Int(divisor), shape: .level(amount))
        }
    }

    /// Sum of the first `number` instalments; zero below 1 and the total from the last on.
    public func cumulative(_ number: Int) -> Money {
        if number <= 0 { return .zero }
        if number >= count { return total }
        switch shape {
        case .level(let amount):
            let (sum, overflow) = amount.minorUnits.multipliedReportingOverflow(by: Int64(number))
            return overflow ? total : min(total, Money(minorUnits: sum))
        case .spread:
            return Money(minorUnits: total.minorUnits.scaled(by: Int64(number), over: Int64(count), .up))
        }
    }

    /// Amount of instalment `number`, 1 first.
    public func amount(_ number: Int) -> Money {
        cumulative(number) - cumulative(number - 1)
    }

    /// Number of instalments that `paid` covers in full, oldest first.
    public func covered(by paid: Money) -> Int {
        if paid >= total { return count }
        if paid <= .zero { return 0 }
        switch shape {
        case .level(let amount):
            return min(count - 1, Int(paid.minorUnits / amount.minorUnits))
        case .spread:
            // cumulative(k) rounds up, so it is within `paid` exactly when k * total / count is.
            return Int(paid.minorUnits.scaled(by: Int64(count), over: total.minorUnits, .down))
        }
    }
}

/// Which way a division rounds.
enum Rounding {
    case down
    case up
    case halfUp
}

extension Int64 {
    /// self * factor / divisor in exact arithmetic, for values that are not negative; `divisor` is above zero.
    func scaled(by factor: Int64, over divisor: Int64, _ rounding: Rounding) -> Int64 {
        let product = Int128(self) * Int128(factor)
        let wide = Int128(divisor)
        let quotient =
            switch rounding {
            case .down: product / wide
            case .up: (product + wide - 1) / wide
            case .halfUp: (2 * product + wide) / (2 * wide)
            }
        return Int64(clamping: quotient)
    }
}
