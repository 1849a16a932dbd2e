/// The digits of a decimal number as read, before they become a count of hundredths.
struct DecimalDigits {
    private var digits: [UInt8] = []
    /// How many of `digits` stand before the decimal point; may be negative or beyond the end.
    private var point = 0

    /// Reads `digits [decimal digits] [e sign digits]`.
    static func plain(_ cursor: inout TextCursor, decimal: UInt8) throws(AmountError) -> DecimalDigits {
        var number = DecimalDigits()
        try number.appendDigits(&cursor)
        number.point = number.digits.count
        if cursor.peek == decimal {
            cursor.advance()
            try number.appendDigits(&cursor)
        }
        guard cursor.peek == 0x45 || cursor.peek == 0x65 else { return number }
        cursor.advance()
        let isNegative = cursor.peek == 0x2D
        if isNegative || cursor.peek == 0x2B { cursor.advance() }
        var exponent = DecimalDigits()
        try exponent.appendDigits(&cursor)
        var size = 0
        for digit in exponent.digits { size = min(size * 10 + Int(digit), Limits.exponentMax + 1) }
        guard size <= Limits.exponentMax else { throw .tooLarge }
        number.point += isNegative ? -size : size
        return number
    }

    /// Reads `digits [group three digits]… [decimal one or two digits]`.
    static func grouped(
        _ cursor: inout TextCursor,
        group: UInt8,
        decimal: UInt8
    ) throws(AmountError) -> DecimalDigits {
        var number = DecimalDigits()
        try number.appendDigits(&cursor)
        if cursor.peek == group {
            guard number.digits.count <= 3, number.digits.first != 0 else { throw .badGrouping(at: cursor.offset) }
            while cursor.peek == group {
                cursor.advance()
                let before = number.digits.count
                try number.appendDigits(&cursor)
                guard number.digits.count == before + 3 else { throw .badGrouping(at: cursor.offset) }
            }
        }
        number.point = number.digits.count
        if cursor.peek == decimal {
            cursor.advance()
            try number.appendDigits(&cursor)
            guard number.digits.count - number.point <= 2 else { throw .tooPrecise }
        }
        return number
    }

    /// The number in hundredths.
    func hundredths(rounding: DecimalGrammar.Rounding) throws(AmountError) -> Int64 {
        var value: Int64 = 0
        let kept = point + 2
        for index in 0..<max(0, kept) {
            if index >= digits.count, value == 0 { break }
            let digit = index < digits.count ? Int64(digits[index]) : 0
            value = value * 10 + digit
            guard value <= Limits.amountMax else { throw .tooLarge }
        }
        // With a negative `kept` the first dropped digit is a zero that is not written.
        let first = kept >= 0 && kept < digits.count ? digits[kept] : 0
        let restIsZero = digits.dropFirst(max(0, kept) + (kept >= 0 ? 1 : 0)).allSatisfy { $0 == 0 }
        if first == 0, restIsZero { return value }
        guard rounding == .halfEven else { throw .tooPrecise }
        if first > 5 || (first == 5 && (!restIsZero || value % 2 == 1)) { value += 1 }
        return value
    }

    /// Appends at least one digit.
    private mutating func appendDigits(_ cursor: inout TextCursor) throws(AmountError) {
        let start = cursor.offset
        while let byte = cursor.peek, byte >= 0x30, byte <= 0x39 {
            guard digits.count < Limits.amountDigitsMax else { throw .tooLarge }
            digits.append(byte - 0x30)
            cursor.advance()
        }
        guard cursor.offset > start else { throw .unexpected(at: cursor.offset) }
    }
}

/// A position in the UTF-8 bytes of a short text, which are lent to it.
struct TextCursor {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var end: Int
    /// Offset of the next byte.
    private(set) var offset = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        end = bytes.count
    }

    /// Lends the UTF-8 bytes of `text` to `body`.
    static func lend<Value, Failure: Error>(
        _ text: some StringProtocol,
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        var text = String(text)
        let outcome = text.withUTF8 { bytes -> Result<Value, Failure> in
            do throws(Failure) { return .success(try body(bytes)) } catch { return .failure(error) }
        }
        return try outcome.get()
    }

    var isAtEnd: Bool { offset >= end }
    var peek: UInt8? { offset < end ? bytes[offset] : nil }
    var last: UInt8? { offset < end ? bytes[end - 1] : nil }

    func starts(with expected: [UInt8]) -> Bool {
        end - offset >= expected.count && bytes[offset..<(offset + expected.count)].elementsEqual(expected)
    }

    mutating func advance() {
        offset += 1
    }

    mutating func dropLast() {
        end -= 1
    }

    mutating func trimSpaces() {
        while peek == 0x20 { advance() }
        while last == 0x20 { dropLast() }
    }
}
