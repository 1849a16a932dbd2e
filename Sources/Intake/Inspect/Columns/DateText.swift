/// A day or moment as written in a text.
struct DateText {
    /// How it is written, but for the order of day and month, which one cell rarely proves.
    struct Form: Hashable {
        /// Whether the year stands first.
        var isYearFirst: Bool
        /// What stands between its parts; 0 for `yyyyMMdd`.
        var separator: UInt8
        /// Digits of the year.
        var yearDigits: Int
        /// Whether the month is a word.
        var isMonthWord: Bool
        /// What follows the day.
        var clock: Clock
        /// Whether a `T` stands before the time.
        var hasT: Bool
        /// What tells the zone.
        var zone: Zone
    }

    /// A time behind the day.
    enum Clock: Hashable {
        case none, minutes, seconds, fraction, noon
    }

    /// A zone behind the time.
    enum Zone: Hashable {
        case none, utc, offset
    }

    /// How it is written.
    let form: Form
    /// The first and second number; for a year first, month and day.
    let first: Int, second: Int
    /// Whether a part below ten is written with one digit.
    let isUnpadded: Bool
    /// The hour of the day; nil without a time.
    let hour: Int?

    /// Reads trimmed `bytes`; nil when they are no day.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count >= 6, bytes.count <= 40, let lead = bytes.first, lead &- 0x30 < 10 else { return nil }
        var cursor = Cursor(bytes)
        guard let a = cursor.number() else { return nil }
        if a.digits == 8, cursor.isAtEnd {
            let (year, month, day) = (a.value / 10_000, a.value / 100 % 100, a.value % 100)
            guard Self.years.contains(year), 1...12 ~= month, 1...31 ~= day else { return nil }
            form = Form(
                isYearFirst: true,
                separator: 0,
                yearDigits: 4,
                isMonthWord: false,
                clock: .none,
                hasT: false,
                zone: .none
            )
            (first, second, isUnpadded, hour) = (month, day, false, nil)
            return
        }
        guard let separator = cursor.separator() else { return nil }
        let isWord = cursor.skipMonthWord()
        let b = isWord ? (value: 1, digits: 2) : cursor.number()
        guard let b, let again = cursor.separator(), isWord || again == separator, let c = cursor.number() else {
            return nil
        }
        let isYearFirst = a.digits == 4
        let year = isYearFirst ? a : c
        let parts = isYearFirst ? (b, c) : (a, b)
        guard year.digits == 4 && Self.years.contains(year.value) || year.digits == 2 && !isYearFirst,
            parts.0.digits <= 2, parts.1.digits <= 2, 1...31 ~= parts.0.value, 1...31 ~= parts.1.value,
            parts.0.value <= 12 || parts.1.value <= 12
        else { return nil }
        guard let tail = cursor.clock() else { return nil }
        form = Form(
            isYearFirst: isYearFirst,
            separator: separator,
            yearDigits: year.digits,
            isMonthWord: isWord,
            clock: tail.clock,
            hasT: tail.hasT,
            zone: tail.zone
        )
        (first, second) = (parts.0.value, parts.1.value)
        isUnpadded = parts.0.digits == 1 || parts.1.digits == 1
        hour = tail.hour
    }

    private static let years = 1950...2100

    /// Reads the parts of one cell.
    private struct Cursor {
        let bytes: UnsafeBufferPointer<UInt8>
        var index = 0

        init(_ bytes: UnsafeBufferPointer<UInt8>) {
            self.bytes = bytes
        }

        var isAtEnd: Bool { index == bytes.count }

        mutating func number() -> (value: Int, digits: Int)? {
            let start = index
            var value = 0
            while index < bytes.count, bytes[index] &- 0x30 < 10, index - start < 9 {
                value = value * 10 + Int(bytes[index] - 0x30)
                index += 1
            }
            return index > start ? (value, index - start) : nil
        }

        /// `/`, `-`, `.`, or blanks with `de` between.
        mutating func separator() -> UInt8? {
            guard index < bytes.count else { return nil }
            let byte = bytes[index]
            guard byte == 0x2F || byte == 0x2D || byte == 0x2E || byte == 0x20 else { return nil }
            index += 1
            while index + 2 < bytes.count, bytes[index] | 0x20 == 0x64, bytes[index + 1] | 0x20 == 0x65,
                bytes[index + 2] == 0x20
            { index += 3 }
            return byte
        }

        mutating func skipMonthWord() -> Bool {
            var end = index
            while end < bytes.count, bytes[end] | 0x20 >= 0x61, bytes[end] | 0x20 <= 0x7A { end += 1 }
            guard end - index >= 3 else { return false }
            let word = String(decoding: bytes[index..<index + 3], as: UTF8.self).lowercased()
            guard Self.months.contains(word) else { return false }
            index = end
            if index < bytes.count, bytes[index] == 0x2E { index += 1 }
            return true
        }

        private static let months: Set<String> = [
            "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "set", "oct", "nov", "dic", "jan", "fev",
            "apr", "mai", "aug", "out", "dez", "dec",
        ]

        mutating func clock() -> (clock: Clock, hasT: Bool, zone: Zone, hour: Int?)? {
            guard !isAtEnd else { return (.none, false, .none, nil) }
            let hasT = bytes[index] == 0x54
            guard hasT || bytes[index] == 0x20 || bytes[index] == 0x2C else { return nil }
            index += 1
            while !isAtEnd, bytes[index] == 0x20 { index += 1 }
            guard let hour = number(), hour.value < 25, take(0x3A), let minute = number(), minute.value < 60 else {
                return nil
            }
            var clock = Clock.minutes
            if take(0x3A) {
                guard number() != nil else { return nil }
                clock = .seconds
                if take(0x2E) {
                    guard number() != nil else { return nil }
                    clock = .fraction
                }
            }
            return rest(clock, hasT, hour.value)
        }

        private mutating func rest(
            _ clock: Clock,
            _ hasT: Bool,
            _ hour: Int
        ) -> (clock: Clock, hasT: Bool, zone: Zone, hour: Int?)? {
            if isAtEnd { return (clock, hasT, .none, hour) }
            switch bytes[index] {
            case 0x5A where index + 1 == bytes.count: return (clock, hasT, .utc, hour)
            case 0x2B, 0x2D: return (clock, hasT, .offset, hour)
            case 0x20, 0x61, 0x70, 0x41, 0x50: return (.noon, hasT, .none, hour)
            default: return nil
            }
        }

        private mutating func take(_ byte: UInt8) -> Bool {
            guard index < bytes.count, bytes[index] == byte else { return false }
            index += 1
            return true
        }
    }
}
