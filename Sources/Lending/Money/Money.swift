/// An amount of money: a whole count of the smallest unit of the book's currency (centavos for COP).
///
/// The currency belongs to the tenant, one per book, so it is not carried by each amount.
/// May be negative. See docs/decisions/0002-money.md.
public struct Money: Hashable, Comparable, Sendable {
    /// Count of hundredths of the currency's main unit.
    public let minorUnits: Int64

    /// No money.
    public static let zero = Money(minorUnits: 0)

    /// An amount of `minorUnits` hundredths.
    public init(minorUnits: Int64) {
        self.minorUnits = minorUnits
    }

    /// An amount of whole main units (pesos).
    public static func whole(_ units: Int64) -> Money {
        Money(minorUnits: units * 100)
    }

    /// The smaller first.
    public static func < (left: Money, right: Money) -> Bool {
        left.minorUnits < right.minorUnits
    }

    /// Sum; amounts are bounded on intake (see `Limits`), so a sum of a book never overflows.
    public static func + (left: Money, right: Money) -> Money {
        Money(minorUnits: left.minorUnits + right.minorUnits)
    }

    /// Difference.
    public static func - (left: Money, right: Money) -> Money {
        Money(minorUnits: left.minorUnits - right.minorUnits)
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
