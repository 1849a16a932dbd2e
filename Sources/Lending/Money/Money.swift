/// An amount of money: a whole count of the smallest unit of the book's currency (centavos for COP).
///
/// The currency belongs to the tenant, one per book, so it is not carried by each amount.
/// May be negative. Its arithmetic never traps: a result beyond ``largest`` stays at it. Amounts are bounded on intake,
/// so that no honest sum comes near. See docs/decisions/0002-money.md.
public struct Money: Hashable, Comparable, Sendable {
    /// Count of hundredths of the currency's main unit.
    public let minorUnits: Int64

    /// No money.
    public static let zero = Money(minorUnits: 0)

    /// The largest amount, with either sign: 90 thousand million million main units, the largest that is written and read back.
    public static let largest = Money(minorUnits: largestMinorUnits)
    private static let largestMinorUnits: Int64 = 9_000_000_000_000_000_000

    /// An amount of `minorUnits` hundredths, at most ``largest``.
    public init(minorUnits: Int64) {
        self.minorUnits = min(max(minorUnits, -Money.largestMinorUnits), Money.largestMinorUnits)
    }

    /// An amount of whole main units (pesos).
    public static func whole(_ units: Int64) -> Money {
        let (minor, isTooLarge) = units.multipliedReportingOverflow(by: 100)
        return Money(minorUnits: isTooLarge ? (units < 0 ? .min : .max) : minor)
    }

    /// The smaller first.
    public static func < (left: Money, right: Money) -> Bool {
        left.minorUnits < right.minorUnits
    }

    /// Sum.
    public static func + (left: Money, right: Money) -> Money {
        let (sum, isTooLarge) = left.minorUnits.addingReportingOverflow(right.minorUnits)
        return Money(minorUnits: isTooLarge ? (left.minorUnits < 0 ? .min : .max) : sum)
    }

    /// Difference.
    public static func - (left: Money, right: Money) -> Money {
        let (difference, isTooLarge) = left.minorUnits.subtractingReportingOverflow(right.minorUnits)
        return Money(minorUnits: isTooLarge ? (left.minorUnits < 0 ? .min : .max) : difference)
    }

    /// Opposite sign.
    public static prefix func - (amount: Money) -> Money {
        Money(minorUnits: -amount.minorUnits)
    }

    /// Adds in place.
    public static func += (left: inout Money, right: Money) {
        left = left + right
    }

    /// Subtracts in place.
    public static func -= (left: inout Money, right: Money) {
        left = left - right
    }

    /// The size without the sign.
    public var magnitude: Money { Money(minorUnits: abs(minorUnits)) }

    /// `"120000.00"`: a plain decimal with two places, the form on the wire and in CSV.
    public var decimalText: String {
        let units = minorUnits.magnitude
        let cents = units % 100
        return "\(minorUnits < 0 ? "-" : "")\(units / 100).\(cents < 10 ? "0" : "")\(cents)"
    }
}
