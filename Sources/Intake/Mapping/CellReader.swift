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
    case status(String)
}

/// Why a cell cannot be read; never quotes it.
struct CellFault: Error, Hashable {
    /// What was expected and, where it can be told, what is wrong.
    let reason: String
}

/// Reads the cells of one field: a mapping with its grammars made once.
struct CellReader {
    let mapping: FieldMapping
    let amounts: AmountGrammar
    /// The grammar for texts whose groups are parted by commas, where a profile takes either.
    let english: AmountGrammar?
    /// Cells that are numbers in the file are written plainly, whatever its texts look like.
    private let numbers: AmountGrammar
    private let rates: DecimalGrammar
    private let takesBothDecimals: Bool
    let dates: [DateGrammar]
    let times: TimeGrammar?
    private let instants: InstantReader?

    init(_ mapping: FieldMapping, zone: BusinessZone) {
        self.mapping = mapping
        let options: AmountGrammar.Options = [.sign, .currencySymbol, .surroundingSpaces]
        var style = AmountGrammar.Style.plain
        var decimal: Character = "."
        var english: AmountGrammar?
        var takesBothDecimals = false
        var dates: [DateGrammar] = []
        var times: TimeGrammar?
        var instants: InstantReader?
        switch mapping.transform {
        case .money(.grouped(let group, let separator)):
            style = .grouped(group: character(group), decimal: character(separator))
        case .money(.any):
            style = .grouped(group: ".", decimal: ",")
            english = AmountGrammar(.grouped(group: ",", decimal: "."), options: options)
        case .percent(let separator), .fraction(let separator):
            decimal = separator.map(character) ?? "."
            takesBothDecimals = separator == nil
        // `try?`: the patterns were checked when the profile was read; without a grammar each cell is a fault.
        case .date(let patterns): dates = patterns.compactMap { try? DateGrammar($0) }
        case .time(let pattern): times = try? TimeGrammar(pattern)
        case .instant(let forms, let isUTC): instants = InstantReader(forms, isUTC: isUTC, zone: zone)
        case .text, .identity, .integer, .money, .flag, .choice, .weekdayLetters: break
        }
        amounts = AmountGrammar(style, options: options)
        self.english = english
        self.takesBothDecimals = takesBothDecimals
        numbers = AmountGrammar(.plain, options: options)
        rates = DecimalGrammar(decimal: decimal, rounding: .halfEven)
        self.dates = dates
        self.times = times
        self.instants = instants
    }

    /// The value of `raw`; nil when the cell is empty or says so.
    func read(_ raw: RawValue) throws(CellFault) -> MappedValue? {
        guard var text = try text(raw) else { return nil }
        var isNumber = true
        if case .text = raw { isNumber = false }
        if let part = mapping.part { text = trimmed(Self.part(part, of: text)) }
        if text.isEmpty { return nil }
        if !mapping.nullWords.isEmpty, mapping.nullWords.contains(text.lowercased()) { return nil }
        return try typed(text, isNumber: isNumber)
    }

    /// What stands in `raw`, without surrounding blanks; nil when nothing does.
    func text(_ raw: RawValue) throws(CellFault) -> String? {
        let text: String
        switch raw {
        case .null: return nil
        case .integer(let number): text = String(number)
        case .real(let number): text = try plain(number)
        case .text(let written): text = trimmed(written)
        case .blob: throw CellFault(reason: "is not text in UTF-8")
        }
        return text.isEmpty ? nil : text
    }

    private func typed(_ text: String, isNumber: Bool) throws(CellFault) -> MappedValue? {
        switch mapping.transform {
        case .text, .identity: return .text(try kept(text))
        case .integer: return .integer(try integer(text))
        case .money(let form): return .money(try money(text, form, isNumber ? numbers : grammar(of: text)))
        case .percent: return .percent(try percent(text, timesHundred: false))
        case .fraction: return .percent(try percent(text, timesHundred: true))
        case .date(let patterns): return .date(try date(text, patterns))
        case .time(let pattern): return .time(try time(text, pattern))
        case .instant: return try instant(text)
        case .flag(let words): return .flag(words.map { $0.contains(text.lowercased()) } ?? true)
        case .choice(.frequency, let choices): return .frequency(try frequency(text, choices))
        case .choice(.status, let choices): return .status(try chosen(text, choices))
        case .weekdayLetters(let days, let separator, let collected):
            return .weekdays(try weekdays(text, days, separator, collected))
        }
    }

    /// The part of `text` that a profile asks for; empty when it has fewer.
    private static func part(_ part: FieldMapping.Part, of text: String) -> String {
        let parts = text.split(separator: part.separator, omittingEmptySubsequences: false)
        guard let number = part.number else { return parts.last.map { String($0) } ?? "" }
        return parts.count >= number ? String(parts[number - 1]) : ""
    }

    /// The grammar of an amount: where the profile takes either, the separator that stands last parts the decimals, unless it
    /// can only part groups, for money has no thousandths.
    private func grammar(of text: String) -> AmountGrammar {
        guard let english else { return amounts }
        let marks = text.utf8.filter { $0 == 0x2E || $0 == 0x2C }
        guard let last = marks.last else { return amounts }
        let isPointLast = last == 0x2E
        let isGroup =
            marks.count > 1
            ? marks.allSatisfy { $0 == last } : text.utf8.reversed().prefix { $0 != last }.count == 3
        return isPointLast == isGroup ? amounts : english
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

    private func money(
        _ text: String,
        _ form: Transform.AmountForm,
        _ grammar: AmountGrammar
    ) throws(CellFault) -> Money {
        do {
            var amount = try grammar.minorUnits(text)
            if form == .minorUnits {
                guard amount % 100 == 0 else { throw CellFault(reason: "is no whole number of cents") }
                amount /= 100
            }
            guard amount.magnitude <= Limits.amountMinorMax.magnitude else { throw AmountError.tooLarge }
            return Money(minorUnits: amount)
        } catch let fault as CellFault {
            throw fault
        } catch {
            throw CellFault(reason: "is not an amount (\(amountForm)): \(error)")
        }
    }

    private var amountForm: String {
        if english != nil { return "digits, groups of three, two decimals" }
        guard case .money(.grouped(let group, let decimal)) = mapping.transform else {
            return "digits, \".\" decimals"
        }
        return "digits, \"\(character(group))\" groups, \"\(character(decimal))\" decimals"
    }

    private func percent(_ text: String, timesHundred: Bool) throws(CellFault) -> Int {
        do {
            let text = takesBothDecimals ? text.replacing(",", with: ".") : text
            let rate = try timesHundred ? Self.fraction(text, rates) : rates.basisPoints(text)
            guard (0...Limits.rateBasisPointsMax).contains(rate) else { throw AmountError.tooLarge }
            return rate
        } catch {
            throw CellFault(reason: "is not a percentage from 0 to \(Limits.rateBasisPointsMax / 100)")
        }
    }

    /// A fraction of one in hundredths of a percent: the decimal point is moved by two digits in the text.
    private static func fraction(_ text: String, _ grammar: DecimalGrammar) throws(AmountError) -> Int {
        let parts = text.split(separator: grammar.decimal, maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, parts.count == 2 else { return try grammar.basisPoints("\(text)00") }
        let digits = parts[1] + "00"
        let mark = digits.index(digits.startIndex, offsetBy: 2)
        return try grammar.basisPoints("\(whole)\(digits[..<mark])\(grammar.decimal)\(digits[mark...])0")
    }

    private func date(_ text: String, _ patterns: [String]) throws(CellFault) -> CivilDate {
        var last = DateError.badPattern
        for grammar in dates {
            do throws(DateError) {
                let parts = try grammar.parse(text)
                guard Limits.years.contains(parts.year),
                    let day = CivilDate(year: parts.year, month: parts.month, day: parts.day)
                else { throw .noSuchDay }
                return day
            } catch {
                last = error
            }
        }
        throw CellFault(reason: "is not a day written \(patterns.joined(separator: " or ")): \(last)")
    }

    private func instant(_ text: String) throws(CellFault) -> MappedValue? {
        guard let moment = instants?.moment(text) else {
            throw CellFault(reason: "is no moment in the form that the profile states")
        }
        return mapping.field == .time ? moment.time.map { .time($0) } : .date(moment.day)
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
        guard let frequency = Frequency(wireName: try chosen(text, choices), periodDays: 0) else {
            throw CellFault(reason: "is no frequency that the profile knows")
        }
        return frequency
    }

    private func chosen(_ text: String, _ choices: [String: String]) throws(CellFault) -> String {
        guard let word = choices[text.lowercased()] else {
            throw CellFault(reason: "is none of the words that the profile knows; add it there")
        }
        return word
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
