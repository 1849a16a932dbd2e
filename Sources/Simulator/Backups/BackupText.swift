import Lending

/// How the app writes numbers and dates into its text columns.
enum BackupText {
    /// `dd/MM/yyyy`.
    static func date(_ date: CivilDate) -> String {
        let (year, month, day) = date.parts
        return "\(two(day))/\(two(month))/\(year)"
    }

    /// `HH:mm:ss`.
    static func time(_ second: Int) -> String {
        "\(two(second / 3_600)):\(two(second / 60 % 60)):\(two(second % 60))"
    }

    /// `ddMMyyyyHHmmss` and four digits.
    static func ticket(_ ticket: Ticket) -> String {
        let (year, month, day) = CivilDate(dayNumber: Int(ticket.day)).parts
        let second = Int(ticket.second)
        return
            "\(two(day))\(two(month))\(year)\(two(second / 3_600))\(two(second / 60 % 60))\(two(second % 60))\(ticket.suffix)"
    }

    /// Minor units as `210000`, or `210000.0` with a fraction; centavos always show.
    static func amount(_ units: Int, withFraction: Bool) -> String {
        let cents = units.magnitude % 100
        let whole = (units < 0 ? "-" : "") + String(units.magnitude / 100)
        if cents > 0 { return cents % 10 == 0 ? "\(whole).\(cents / 10)" : "\(whole).\(two(Int(cents)))" }
        return withFraction ? "\(whole).0" : whole
    }

    /// A floating point number as the app on this phone writes it.
    static func floating(_ value: Double, style: RouteHabits.NumberStyle) -> String {
        switch style {
        case .shortest: value.description
        case .fifteenDigits: fifteenDigits(value)
        case .java: java(value)
        }
    }

    /// At most fifteen significant digits; exact for the sizes of a cash box.
    private static func fifteenDigits(_ value: Double) -> String {
        let whole = String(Int64(value.magnitude))
        let places = max(1, 15 - whole.count)
        var scale: Int64 = 1
        for _ in 0..<places { scale *= 10 }
        let rest = (value.magnitude - value.magnitude.rounded(.towardZero)) * Double(scale)
        var fraction = Int64(rest.rounded())
        guard fraction < scale else { return (value < 0 ? "-" : "") + String(Int64(value.magnitude) + 1) + ".0" }
        var width = places
        while width > 1, fraction % 10 == 0 {
            fraction /= 10
            width -= 1
        }
        let digits = String(fraction)
        return (value < 0 ? "-" : "") + whole + "." + String(repeating: "0", count: max(0, width - digits.count))
            + digits
    }

    /// From ten million on with an exponent: `1.22158505E7`.
    private static func java(_ value: Double) -> String {
        guard value.magnitude >= 10_000_000 else { return value.description }
        let text = value.magnitude.description
        let pieces = text.split(separator: ".")
        guard pieces.count == 2, let whole = pieces.first, !text.contains("e") else { return value.description }
        var digits = whole.dropFirst() + (pieces[1] == "0" ? "" : pieces[1])
        while digits.last == "0" { digits = digits.dropLast() }
        return "\(value < 0 ? "-" : "")\(whole.prefix(1)).\(digits.isEmpty ? "0" : String(digits))E\(whole.count - 1)"
    }

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }
}
