/// A date of a chat's header as its phone wrote it, before the order of day and month is known.
public struct ChatDate: Hashable, Sendable {
    let first: Int
    let second: Int
    let year: Int
    let isYearFirst: Bool

    /// Which number comes first.
    public enum Order: Hashable, Sendable {
        /// 31/1/2026
        case dayFirst
        /// 1/31/2026
        case monthFirst
    }

    /// The day in the calendar; nil when there is none in this order.
    public func parts(_ order: Order) -> DateParts? {
        let isDayFirst = order == .dayFirst && !isYearFirst
        return DateParts.checked(year: year, month: isDayFirst ? second : first, day: isDayFirst ? first : second)
    }
}

extension DateParts {
    /// The day of these numbers; nil when the calendar has none.
    static func checked(year: Int, month: Int, day: Int, secondOfDay: Int? = nil) -> DateParts? {
        let lengths = [31, (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30]
        guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
        let length = month <= 9 ? lengths[month - 1] : month == 11 ? 30 : 31
        guard (1...length).contains(day) else { return nil }
        return DateParts(year: year, month: month, day: day, secondOfDay: secondOfDay)
    }

    /// A number that grows with the day; months count as 31 days.
    var rank: Int { (year * 12 + month) * 31 + day }
}

/// The head of one message: `12/3/24, 3:45 p. m. - ` as Android writes it, `[12/03/24, 15:45:10] ` as iOS does.
struct ChatHeader: Hashable {
    let date: ChatDate
    let secondOfDay: Int
    /// How AM and PM are written, which tells the language: with points in Spanish, without in English; nil on a
    /// 24-hour clock.
    let halfDayHasPoints: Bool?
    /// The byte where the author or the system's text begins.
    let end: Int

    /// The header that `line` begins with; nil when it goes on with the message before.
    init?(_ line: [UInt8]) {
        var cursor = ChatCursor(line)
        cursor.skipMarks()
        let hasBracket = cursor.skip("[")
        if hasBracket { cursor.skipMarks() }
        guard let date = Self.date(&cursor) else { return nil }
        _ = cursor.skip(".")
        let hasComma = cursor.skip(",")
        guard cursor.skipSpaces() || hasComma else { return nil }
        guard let clock = Self.clock(&cursor) else { return nil }
        cursor.skipSpaces()
        if hasBracket {
            guard cursor.skip("]") else { return nil }
        } else {
            guard cursor.skip("-") || cursor.skip("–") else { return nil }
        }
        cursor.skipSpaces()
        cursor.skipMarks()
        self.date = date
        secondOfDay = clock.second
        halfDayHasPoints = clock.hasPoints
        end = cursor.place
    }

    private static func date(_ cursor: inout ChatCursor) -> ChatDate? {
        guard let first = cursor.number(digitsMax: 4), let mark = cursor.peek, [0x2F, 0x2E, 0x2D].contains(mark) else {
            return nil
        }
        cursor.advance()
        guard let second = cursor.number(digitsMax: 2), cursor.peek == mark else { return nil }
        cursor.advance()
        guard let third = cursor.number(digitsMax: 4) else { return nil }
        if first.digits == 4 {
            guard third.digits <= 2 else { return nil }
            return ChatDate(first: second.value, second: third.value, year: first.value, isYearFirst: true)
        }
        guard first.digits <= 2, third.digits == 2 || third.digits == 4 else { return nil }
        let year = third.digits == 2 ? 2000 + third.value : third.value
        let date = ChatDate(first: first.value, second: second.value, year: year, isYearFirst: false)
        return date.parts(.dayFirst) == nil && date.parts(.monthFirst) == nil ? nil : date
    }

    /// A time of day: `15:45`, `3:45:10 p. m.`, `3.45 PM`.
    static func clock(_ cursor: inout ChatCursor) -> (second: Int, hasPoints: Bool?)? {
        guard let hour = cursor.number(digitsMax: 2), let mark = cursor.peek, mark == 0x3A || mark == 0x2E else {
            return nil
        }
        cursor.advance()
        guard let minute = cursor.number(digitsMax: 2), minute.digits == 2, minute.value <= 59 else { return nil }
        var second = 0
        var ahead = cursor
        if ahead.peek == mark {
            ahead.advance()
            if let found = ahead.number(digitsMax: 2), found.digits == 2, found.value <= 59 {
                second = found.value
                cursor = ahead
            }
        }
        var hours = hour.value
        let half = halfDay(&cursor)
        if let half {
            guard (1...12).contains(hours) else { return nil }
            hours = hours % 12 + half.hours
        }
        guard hours <= 23 else { return nil }
        return ((hours * 60 + minute.value) * 60 + second, half?.hasPoints)
    }

    private static func halfDay(_ cursor: inout ChatCursor) -> (hours: Int, hasPoints: Bool)? {
        var ahead = cursor
        ahead.skipSpaces()
        guard let letter = ahead.peek.map({ $0 | 0x20 }), letter == 0x61 || letter == 0x70 else { return nil }
        ahead.advance()
        let hasPoints = ahead.skip(".")
        ahead.skipSpaces()
        guard ahead.peek.map({ $0 | 0x20 }) == 0x6D else { return nil }
        ahead.advance()
        if hasPoints { _ = ahead.skip(".") }
        cursor = ahead
        return (letter == 0x70 ? 12 : 0, hasPoints)
    }
}

/// A position in the bytes of one line, where spaces and direction marks have many forms.
struct ChatCursor {
    private let bytes: [UInt8]
    private(set) var place = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var peek: UInt8? { place < bytes.count ? bytes[place] : nil }

    mutating func advance() { place += 1 }

    /// Passes `mark`; whether it stood there.
    mutating func skip(_ mark: StaticString) -> Bool {
        let count = mark.utf8CodeUnitCount
        guard place + count <= bytes.count else { return false }
        for index in 0..<count where bytes[place + index] != mark.utf8Start[index] { return false }
        place += count
        return true
    }

    /// Passes plain, no-break and narrow spaces, and marks; whether there was any.
    @discardableResult
    mutating func skipSpaces() -> Bool {
        let start = place
        while skip(" ") || skip("\u{A0}") || skip("\u{202F}") || skip("\u{2009}") || skip("\t") || skipMark() {}
        return place > start
    }

    /// Passes marks that only steer the direction of writing.
    mutating func skipMarks() {
        while skipMark() {}
    }

    private mutating func skipMark() -> Bool {
        skip("\u{200E}") || skip("\u{200F}") || skip("\u{202A}") || skip("\u{202B}") || skip("\u{202C}")
            || skip("\u{2068}") || skip("\u{2069}") || skip("\u{FEFF}")
    }

    /// Reads a number of up to `digitsMax` digits; nil when there is none or a longer one.
    mutating func number(digitsMax: Int) -> (value: Int, digits: Int)? {
        var value = 0
        var digits = 0
        while let byte = peek, byte >= 0x30, byte <= 0x39 {
            guard digits < digitsMax else { return nil }
            value = value * 10 + Int(byte - 0x30)
            digits += 1
            advance()
        }
        return digits == 0 ? nil : (value, digits)
    }
}
