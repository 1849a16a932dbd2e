extension Money {
    /// How an amount is written for people.
    public enum Style: Sendable {
        /// `$ 1.234.567` and `$ 1.234,50`, as in Colombia.
        case colombian
        /// `$1,234,567` and `$1,234.50`.
        case english
    }

    /// The amount for people: grouped by thousands, cents only when there are any.
    public func text(_ style: Style) -> String {
        let units = minorUnits.magnitude
        let digits = Array(String(units / 100).utf8)
        let separator: UInt8 = style == .colombian ? 0x2E : 0x2C
        var bytes: [UInt8] = []
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { bytes.append(separator) }
            bytes.append(digit)
        }
        let cents = units % 100
        if cents > 0 {
            bytes.append(style == .colombian ? 0x2C : 0x2E)
            bytes += [UInt8(0x30 + cents / 10), UInt8(0x30 + cents % 10)]
        }
        let sign = minorUnits < 0 ? "-" : ""
        return (style == .colombian ? "\(sign)$ " : "\(sign)$") + String(decoding: bytes, as: UTF8.self)
    }
}

extension CivilDate {
    /// The day as people in Latin America write it: `dd/MM/yyyy`.
    public var dayMonthYearText: String {
        let (year, month, day) = parts
        return "\(day < 10 ? "0" : "")\(day)/\(month < 10 ? "0" : "")\(month)/\(year)"
    }
}
