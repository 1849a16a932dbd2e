import Codecs
import Lending

/// A typed value of one cell.
enum MappedValue: Hashable, Sendable {
    case text(String)
    case integer(Int64)
    case money(Money)
    case date(CivilDate)
    case time(DayTime)
    case percent(Int)
    case flag(Bool)
    case frequency(Frequency)
    case weekdays(Set<Weekday>)
}

/// Why a cell cannot be read; never quotes it.
struct CellFault: Error, Hashable {
    /// What was expected and, where it can be told, what is wrong.
    let reason: String
}

/// Reads the cells of one field: a mapping with its grammars made once.
struct CellReader {
    let mapping: FieldMapping
    private let amounts: AmountGrammar
    private let rates: DecimalGrammar
    private let dates: DateGrammar?
    private let times: TimeGrammar?

    init(_ mapping: FieldMapping) {
        self.mapping = mapping
        let options: AmountGrammar.Options = [.sign, .currencySymbol, .surroundingSpaces]
        var style = AmountGrammar.Style.plain
        var decimal: Character = "."
        var dates: DateGrammar?
        var times: TimeGrammar?
        switch mapping.transform {
        case .money(let group?, let separator): style = .grouped(group: character(group), decimal: character(separator))
        case .percent(let separator): decimal = character(separator)
        // `try?`: the patterns were checked when the profile was read; without a grammar each cell is a fault.
        case .date(let pattern): dates = try? DateGrammar(pattern)
        case .time(let pattern): times = try? TimeGrammar(pattern)
        case .text, .identity, .integer, .money, .flag, .choice, .weekdayLetters: break
        }
        amounts = AmountGrammar(style, options: options)
        rates = DecimalGrammar(decimal: decimal, rounding: .halfEven)
        self.dates = dates
        self.times = times
    }

    /// The value of `raw`; nil when the cell is empty or says so.
    func read(_ raw: RawValue) throws(CellFault) -> MappedValue? {
        let text: String
        switch raw {
        case .null: return nil
        case .integer(let number): text = String(number)
        case .real(let number): text = try plain(number)
        case .text(let written): text = trimmed(written)
        case .blob: throw CellFault(reason: "is not text in UTF-8")
        }
        if text.isEmpty { return nil }
        if !mapping.nullWords.isEmpty, mapping.nullWords.contains(text.lowercased()) { return nil }
        return try typed(text)
    }

    private func typed(_ text: String) throws(CellFault) -> MappedValue? {
        switch mapping.transform {
        case .text, .identity: return .text(try kept(text))
        case .integer: return .integer(try integer(text))
        case .money: return .money(try money(text))
        case .percent: return .percent(try percent(text))
        case .date(let pattern): return .date(try date(text, pattern))
        case .time(let pattern): return .time(try time(text, pattern))
        case .flag(let words): return .flag(words.map { $0.contains(text.lowercased()) } ?? true)
        case .choice(let choices): return .frequency(try frequency(text, choices))
        case .weekdayLetters(let days, let separator, let collected):
            return .weekdays(try weekdays(text, days, separator, collected))
        }
    }

    private func kept(_ text: String) throws(CellFault) -> String {
        guard text.utf8.count <= Limits.textBytesMax else {
            throw CellFault(reason: "is longer than \(Limits.textBytesMax) bytes")
        }
        return text
    }

    private func integer(_ text: String) throws(CellFault) -> Int64 {
        var digits = Substring(text)
        if let point = digits.firstIndex(of: "."), digits[digits.index(after: point)...].allSatisfy({ $0 == "0" }) {
            digits = digits[..<point]
        }
        guard let number = Int64(digits), number.magnitude <= Limits.integerMax.magnitude else {
            throw CellFault(reason: "is not a whole number")
        }
        return number
    }

    private func money(_ text: String) throws(CellFault) -> Money {
        do {
            let amount = try amounts.minorUnits(text)
            guard amount.magnitude <= Limits.amountMinorMax.magnitude else { throw AmountError.tooLarge }
            return Money(minorUnits: amount)
        } catch {
            throw CellFault(reason: "is not an amount (\(amountForm)): \(error)")
        }
    }

    private var amountForm: String {
        guard case .money(let group?, let decimal) = mapping.transform else { return "digits, \".\" decimals" }
        return "digits, \"\(character(group))\" groups, \"\(character(decimal))\" decimals"
    }

    private func percent(_ text: String) throws(CellFault) -> Int {
        do {
            let rate = try rates.basisPoints(text)
            guard (0...Limits.rateBasisPointsMax).contains(rate) else { throw AmountError.tooLarge }
            return rate
        } catch {
            throw CellFault(reason: "is not a percentage from 0 to \(Limits.rateBasisPointsMax / 100)")
        }
    }

    private func date(_ text: String, _ pattern: String) throws(CellFault) -> CivilDate {
        do {
            guard let dates else { throw DateError.badPattern }
            let parts = try dates.parse(text)
            guard Limits.years.contains(parts.year),
                let day = CivilDate(year: parts.year, month: parts.month, day: parts.day)
            else { throw DateError.noSuchDay }
            return day
        } catch {
            throw CellFault(reason: "is not a day written \(pattern): \(error)")
        }
    }

    private func time(_ text: String, _ pattern: String) throws(CellFault) -> DayTime {
        do {
            guard let times else { throw DateError.badPattern }
            return DayTime(secondOfDay: try times.secondOfDay(text))
        } catch {
            throw CellFault(reason: "is not a time written \(pattern): \(error)")
        }
    }

    private func frequency(_ text: String, _ choices: [String: String]) throws(CellFault) -> Frequency {
        guard let word = choices[text.lowercased()], let frequency = Frequency(wireName: word, periodDays: 0) else {
            throw CellFault(reason: "is none of the words that the profile knows; add it there")
        }
        return frequency
    }

    private func weekdays(
        _ text: String,
        _ days: [Weekday],
        _ separator: String,
        _ collected: String
    ) throws(CellFault) -> Set<Weekday> {
        guard let mark = separator.first else { throw CellFault(reason: "has no separator in the profile") }
        let letters = text.split(separator: mark)
        guard letters.count == days.count else {
            throw CellFault(reason: "does not hold \(days.count) letters, one for each weekday")
        }
        return Set(zip(days, letters).filter { $0.1.lowercased() != collected.lowercased() }.map(\.0))
    }

    /// A floating point number as plain text; whole ones without a fraction.
    private func plain(_ number: Double) throws(CellFault) -> String {
        guard number.isFinite else { throw CellFault(reason: "is not a finite number") }
        if number == number.rounded(.towardZero), number.magnitude < 9e15 { return String(Int64(number)) }
        return number.description
    }

    /// Without surrounding blanks and without control characters, which no database or browser should be handed.
    private func trimmed(_ text: String) -> String {
        let isClean = text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
        if isClean { return text }
        var scalars = text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F || $0 == "\n" || $0 == "\t" }
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        let start = scalars.firstIndex { !$0.properties.isWhitespace } ?? scalars.endIndex
        return String(String.UnicodeScalarView(scalars[start...]))
    }
}

private func character(_ byte: UInt8) -> Character {
    Character(Unicode.Scalar(byte))
}
