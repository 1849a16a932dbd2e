/// A calendar day as read; it exists in the Gregorian calendar.
public struct DateParts: Hashable, Sendable {
    /// 1 to 9999.
    public let year: Int
    /// 1 to 12.
    public let month: Int
    /// 1 to 31.
    public let day: Int
    /// Seconds since midnight when the pattern holds a time, else nil.
    public let secondOfDay: Int?
}

/// How days are written in one source, such as `dd/MM/yyyy`; strict to the character.
///
/// Tokens: `dd` `MM` `yyyy` `HH` `mm` `ss` with all their digits, `d` `M` `H` `h` with one or two, `hh` and `a` for a
/// twelve-hour clock (`a` reads AM, PM, a.m., p. m. in any case). `yy` is a year of two digits: up to 79 of this century,
/// above it of the last. `MMM` is the name of a month in Spanish, Portuguese or English, whole or cut; `de` may stand in
/// the blanks beside it. Letters of the text itself stand between apostrophes.
public struct DateGrammar: Hashable, Sendable {
    private let pattern: TimePattern

    /// The grammar of `pattern`.
    /// - Throws: ``DateError/badPattern`` when it lacks day, month or year or holds an unknown letter.
    public init(_ pattern: String) throws(DateError) {
        let parsed = try TimePattern(pattern)
        guard parsed.holds(.year), parsed.holds(.month), parsed.holds(.day) else { throw .badPattern }
        guard parsed.clockIsWhole || !parsed.holdsClock else { throw .badPattern }
        self.pattern = parsed
    }

    /// The day, and time if the pattern has one, that `text` states.
    /// - Throws: ``DateError`` when `text` is anything else; the error never quotes the text.
    public func parse(_ text: some StringProtocol) throws(DateError) -> DateParts {
        try TextCursor.lend(text) { bytes throws(DateError) in try parse(utf8: bytes) }
    }

    /// The day that a text states whose UTF-8 bytes are lent.
    /// - Throws: ``DateError``.
    public func parse(utf8 bytes: UnsafeBufferPointer<UInt8>) throws(DateError) -> DateParts {
        let values = try pattern.match(bytes)
        let year = values[.year]
        let month = values[.month]
        let day = values[.day]
        guard year >= 1, (1...12).contains(month), day >= 1, day <= Self.daysIn(month: month, year: year) else {
            throw .noSuchDay
        }
        let second = pattern.holdsClock ? try values.secondOfDay() : nil
        return DateParts(year: year, month: month, day: day, secondOfDay: second)
    }

    private static func daysIn(month: Int, year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

/// How times of day are written in one source, such as `HH:mm:ss` or `hh:mm a`; strict to the character.
public struct TimeGrammar: Hashable, Sendable {
    private let pattern: TimePattern

    /// The grammar of `pattern`, with the tokens of ``DateGrammar``.
    /// - Throws: ``DateError/badPattern`` when it has no hour, or holds a day or an unknown letter.
    public init(_ pattern: String) throws(DateError) {
        let parsed = try TimePattern(pattern)
        guard parsed.clockIsWhole, !parsed.holds(.year), !parsed.holds(.month), !parsed.holds(.day) else {
            throw .badPattern
        }
        self.pattern = parsed
    }

    /// Seconds since midnight that `text` states.
    /// - Throws: ``DateError`` when `text` is anything else.
    public func secondOfDay(_ text: some StringProtocol) throws(DateError) -> Int {
        try TextCursor.lend(text) { bytes throws(DateError) in try secondOfDay(utf8: bytes) }
    }

    /// Seconds since midnight that a text states whose UTF-8 bytes are lent.
    /// - Throws: ``DateError``.
    public func secondOfDay(utf8 bytes: UnsafeBufferPointer<UInt8>) throws(DateError) -> Int {
        try pattern.match(bytes).secondOfDay()
    }
}

/// Why a text is not a date or a time.
///
/// Says where, never what.
public enum DateError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The pattern itself is wrong.
    case badPattern
    /// The byte at this offset does not fit the pattern.
    case unexpected(at: Int)
    /// The text goes on after the pattern's end.
    case trailing(at: Int)
    /// No such day in the calendar.
    case noSuchDay
    /// No such time on a clock.
    case noSuchTime

    /// One sentence fragment for a report.
    public var description: String {
        switch self {
        case .badPattern: "the pattern is not made of dd MM MMM yy yyyy HH mm ss and separators"
        case .unexpected(let offset): "character \(offset + 1) does not fit the pattern"
        case .trailing(let offset): "the text goes on at character \(offset + 1), after the pattern's end"
        case .noSuchDay: "there is no such day in the calendar"
        case .noSuchTime: "there is no such time on a clock"
        }
    }
}
