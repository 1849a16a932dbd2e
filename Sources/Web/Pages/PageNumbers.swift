import Lending

/// Figures as people read them: `$ 12.215.850` in Spanish, `$12,215,850` in English; cents only when there are any.
struct PageNumbers: Sendable {
    let language: Language
    let currency: String

    func money(_ amount: Money) -> String {
        let units = amount.minorUnits.magnitude
        let cents = units % 100
        var text = grouped(units / 100)
        if cents != 0 {
            text += language == .spanish ? "," : "."
            text += "\(cents < 10 ? "0" : "")\(cents)"
        }
        // A narrow no-break space keeps sign, symbol and figure together on a small screen.
        let symbol = currency == "COP" ? (language == .spanish ? "$\u{202F}" : "$") : "\(currency)\u{202F}"
        return "\(amount.minorUnits < 0 ? "\u{2212}" : "")\(symbol)\(text)"
    }

    /// With its sign, plus included: a difference.
    func signed(_ amount: Money) -> String { (amount > .zero ? "+" : "") + money(amount) }

    /// `12 préstamos`, `1 loan`.
    func loans(_ number: Int) -> String {
        switch language {
        case .spanish: "\(count(number)) \(number == 1 ? "préstamo" : "préstamos")"
        case .english: "\(count(number)) \(number == 1 ? "loan" : "loans")"
        }
    }

    func count(_ number: some BinaryInteger) -> String { grouped(UInt64(number.magnitude)) }

    /// `24 de noviembre de 2026`, `24 November 2026`.
    func day(_ date: CivilDate) -> String {
        let (year, month, day) = date.parts
        switch language {
        case .spanish: return "\(day) de \(Self.spanishMonths[month - 1]) de \(year)"
        case .english: return "\(day) \(Self.englishMonths[month - 1]) \(year)"
        }
    }

    /// `24 nov 2026`, `24 Nov 2026`.
    func shortDay(_ date: CivilDate) -> String {
        let (year, month, day) = date.parts
        let months = language == .spanish ? Self.spanishMonths : Self.englishMonths
        return "\(day) \(months[month - 1].prefix(3)) \(year)"
    }

    private func grouped(_ number: UInt64) -> String {
        let digits = Array(String(number))
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += language == .spanish ? "." : "," }
            text.append(digit)
        }
        return text
    }

    private static let spanishMonths = [
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
        "diciembre",
    ]
    private static let englishMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}
