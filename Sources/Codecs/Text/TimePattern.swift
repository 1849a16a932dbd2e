/// A date or time pattern taken apart once, matched many times.
struct TimePattern: Hashable, Sendable {
    enum Part: Int, Hashable {
        case year
        case month
        case day
        case hour
        case halfDayHour
        case minute
        case second
        case halfDay
    }

    private enum Step: Hashable {
        case literal(UInt8)
        case number(Part, digitsMin: Int, digitsMax: Int)
        case halfDay
        case shortYear
        case monthWord
        /// A blank beside a month's name: `de` may stand there, as in `5 de marzo de 2026`.
        case gap
    }

    private var steps: [Step] = []
    private var parts: Set<Part> = []
    /// Whether a part of the clock is among `parts`.
    private(set) var holdsClock = false

    init(_ pattern: String) throws(DateError) {
        let bytes = Array(pattern.utf8)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x27 {
                guard let close = bytes[(index + 1)...].firstIndex(of: 0x27) else { throw .badPattern }
                for letter in bytes[(index + 1)..<close] { steps.append(.literal(letter)) }
                index = close + 1
                continue
            }
            guard Self.isLetter(byte) else {
                steps.append(.literal(byte))
                index += 1
                continue
            }
            var length = 1
            while index + length < bytes.count, bytes[index + length] == byte { length += 1 }
            try append(letter: byte, length: length)
            index += length
        }
        if steps.contains(.monthWord) { steps = steps.map { $0 == .literal(0x20) ? .gap : $0 } }
        holdsClock = !parts.isDisjoint(with: [.hour, .halfDayHour, .minute, .second, .halfDay])
    }

    func holds(_ part: Part) -> Bool { parts.contains(part) }

    /// Whether an hour is stated in one way that can be understood, and seconds only with minutes.
    var clockIsWhole: Bool {
        guard holds(.minute) || !holds(.second) else { return false }
        if holds(.hour) { return !holds(.halfDayHour) && !holds(.halfDay) }
        return holds(.halfDayHour) && holds(.halfDay)
    }

    /// The values of the pattern's parts in a text.
    func match(_ bytes: UnsafeBufferPointer<UInt8>) throws(DateError) -> Values {
        var cursor = TextCursor(bytes)
        var values = Values()
        for step in steps {
            switch step {
            case .literal(let byte):
                guard cursor.peek == byte else { throw .unexpected(at: cursor.offset) }
                cursor.advance()
            case .number(let part, let digitsMin, let digitsMax):
                values[part] = try Self.number(&cursor, digitsMin: digitsMin, digitsMax: digitsMax)
            case .halfDay:
                values[.halfDay] = try Self.halfDay(&cursor)
            case .shortYear:
                let year = try Self.number(&cursor, digitsMin: 2, digitsMax: 2)
                values[.year] = year + (year < Limits.shortYearOfCentury ? 2000 : 1900)
            case .monthWord:
                guard let month = MonthWord.month(&cursor) else { throw .unexpected(at: cursor.offset) }
                values[.month] = month
            case .gap:
                guard cursor.peek == 0x20 else { throw .unexpected(at: cursor.offset) }
                MonthWord.passGap(&cursor)
            }
        }
        guard cursor.isAtEnd else { throw .trailing(at: cursor.offset) }
        return values
    }

    private mutating func append(letter: UInt8, length: Int) throws(DateError) {
        let part: Part
        switch letter {
        case 0x79: part = .year
        case 0x4D: part = .month
        case 0x64: part = .day
        case 0x48: part = .hour
        case 0x68: part = .halfDayHour
        case 0x6D: part = .minute
        case 0x73: part = .second
        case 0x61: part = .halfDay
        default: throw .badPattern
        }
        guard parts.insert(part).inserted else { throw .badPattern }
        switch part {
        case .halfDay where length == 1: steps.append(.halfDay)
        case .year where length == 2: steps.append(.shortYear)
        case .month where length == 3: steps.append(.monthWord)
        case .year where length == 4: steps.append(.number(part, digitsMin: 4, digitsMax: 4))
        case .month, .day, .hour, .halfDayHour, .minute, .second:
            guard length <= 2 else { throw .badPattern }
            steps.append(.number(part, digitsMin: length, digitsMax: 2))
        case .halfDay, .year: throw .badPattern
        }
    }

    private static func number(
        _ cursor: inout TextCursor,
        digitsMin: Int,
        digitsMax: Int
    ) throws(DateError) -> Int {
        var value = 0
        var digits = 0
        while digits < digitsMax, let byte = cursor.peek, byte >= 0x30, byte <= 0x39 {
            value = value * 10 + Int(byte - 0x30)
            digits += 1
            cursor.advance()
        }
        guard digits >= digitsMin else { throw .unexpected(at: cursor.offset) }
        return value
    }

    /// 0 for the morning, 12 for the rest, written `am`, `a.m.` or `a. m.` in any case.
    private static func halfDay(_ cursor: inout TextCursor) throws(DateError) -> Int {
        let hours: Int
        switch cursor.peek.map({ $0 | 0x20 }) {
        case 0x61: hours = 0
        case 0x70: hours = 12
        default: throw .unexpected(at: cursor.offset)
        }
        cursor.advance()
        let isDotted = cursor.peek == 0x2E
        if isDotted {
            cursor.advance()
            // Spanish writes a space here; Android writes a narrow or no-break one.
            cursor.skipSpaceCharacter()
        }
        guard cursor.peek.map({ $0 | 0x20 }) == 0x6D else { throw .unexpected(at: cursor.offset) }
        cursor.advance()
        if isDotted {
            guard cursor.peek == 0x2E else { throw .unexpected(at: cursor.offset) }
            cursor.advance()
        }
        return hours
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    /// Values by part; parts that the pattern lacks are zero.
    struct Values {
        private var numbers = SIMD8<Int32>()

        subscript(part: Part) -> Int {
            get { Int(numbers[part.rawValue]) }
            set { numbers[part.rawValue] = Int32(truncatingIfNeeded: newValue) }
        }

        /// Seconds since midnight.
        func secondOfDay() throws(DateError) -> Int {
            let half = self[.halfDayHour]
            guard self[.hour] <= 23, half <= 12, self[.minute] <= 59, self[.second] <= 59 else { throw .noSuchTime }
            let hour = half == 0 ? self[.hour] + self[.halfDay] : half % 12 + self[.halfDay]
            guard hour <= 23 else { throw .noSuchTime }
            return (hour * 60 + self[.minute]) * 60 + self[.second]
        }
    }
}

extension TextCursor {
    /// Passes one space: plain, no-break (U+00A0) or narrow no-break (U+202F).
    fileprivate mutating func skipSpaceCharacter() {
        if peek == 0x20 { return advance() }
        for space in [[0xC2, 0xA0], [0xE2, 0x80, 0xAF]] as [[UInt8]] where starts(with: space) {
            for _ in space { advance() }
            return
        }
    }
}
