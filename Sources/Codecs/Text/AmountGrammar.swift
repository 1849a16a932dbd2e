/// How money is written in one source, told and not guessed; anything else is refused.
///
/// "1.234,50" is an everyday amount in Colombia and 1.234 in a lenient parser, so nothing is accepted in part.
public struct AmountGrammar: Hashable, Sendable {
    /// How digits are arranged.
    public enum Style: Hashable, Sendable {
        /// As programs print numbers: `210000`, `250000.0`, `1.5E7`; noise beyond cents is rounded half to even.
        case plain
        /// As people write them: groups of three, one or two decimals: `1.234.567`, `1234,50`, `1.234,50`.
        case grouped(group: Character, decimal: Character)
    }

    /// What may surround the digits.
    public struct Options: OptionSet, Hashable, Sendable {
        /// The bits.
        public let rawValue: Int

        /// Options with these bits.
        public init(rawValue: Int) {
            self.rawValue = rawValue
        }

        /// A leading `-` or `+`.
        public static let sign = Options(rawValue: 1)
        /// A leading `$`, before or after the sign, with spaces behind it.
        public static let currencySymbol = Options(rawValue: 2)
        /// Spaces around the amount.
        public static let surroundingSpaces = Options(rawValue: 4)
    }

    /// How digits are arranged.
    public let style: Style
    /// What may surround them.
    public let options: Options
    /// The separators of a grouped style as bytes; nil where they cannot be told apart.
    private let group: UInt8?
    private let decimal: UInt8?

    /// A grammar of `style`; by default only a sign may stand before the digits.
    public init(_ style: Style, options: Options = .sign) {
        self.style = style
        self.options = options
        switch style {
        case .plain:
            group = nil
            decimal = 0x2E
        case .grouped(let groupMark, let decimalMark):
            let areTwo = groupMark.isASCII && decimalMark.isASCII && groupMark != decimalMark
            group = areTwo ? groupMark.asciiValue : nil
            decimal = areTwo ? decimalMark.asciiValue : nil
        }
    }

    /// The amount that `text` states, in hundredths of the main unit.
    /// - Throws: ``AmountError`` when any part of `text` is not understood; the error never quotes the text.
    public func minorUnits(_ text: some StringProtocol) throws(AmountError) -> Int64 {
        try TextCursor.lend(text) { bytes throws(AmountError) in try minorUnits(utf8: bytes) }
    }

    /// The amount that a text states whose UTF-8 bytes are lent.
    /// - Throws: ``AmountError`` when any part of it is not understood.
    public func minorUnits(utf8 bytes: UnsafeBufferPointer<UInt8>) throws(AmountError) -> Int64 {
        if let amount = common(bytes) { return amount }
        var cursor = TextCursor(bytes)
        if options.contains(.surroundingSpaces) { cursor.trimSpaces() }
        guard !cursor.isAtEnd else { throw .empty }
        let isNegative = skipPrefix(&cursor)
        guard let decimal else { throw .badSeparators }
        let number: DecimalDigits
        switch style {
        case .plain:
            number = try DecimalDigits.plain(&cursor, decimal: decimal)
        case .grouped:
            guard let group else { throw .badSeparators }
            number = try DecimalDigits.grouped(&cursor, group: group, decimal: decimal)
        }
        guard cursor.isAtEnd else { throw .unexpected(at: cursor.offset) }
        let amount = try number.hundredths(rounding: .halfEven)
        return isNegative ? -amount : amount
    }

    /// What nearly every cell holds, read without a detour: digits, with a plain point one or two more; nil for all else.
    private func common(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
        guard let decimal, bytes.count <= Limits.amountDigitsCommon else { return nil }
        var value: Int64 = 0
        var place = 0
        while place < bytes.count, bytes[place] &- 0x30 <= 9 {
            value = value * 10 + Int64(bytes[place] &- 0x30)
            place += 1
        }
        guard place > 0 else { return nil }
        if place == bytes.count { return value * 100 }
        let decimals = bytes.count - place - 1
        guard bytes[place] == decimal, 1...2 ~= decimals else { return nil }
        for byte in bytes[(place + 1)...] {
            guard byte &- 0x30 <= 9 else { return nil }
            value = value * 10 + Int64(byte &- 0x30)
        }
        return decimals == 1 ? value * 10 : value
    }

    /// Passes sign and currency symbol, each at most once; true when the sign is a minus.
    private func skipPrefix(_ cursor: inout TextCursor) -> Bool {
        var isNegative = false
        var signSeen = false
        var symbolSeen = false
        while let byte = cursor.peek {
            if options.contains(.sign), !signSeen, byte == 0x2D || byte == 0x2B {
                signSeen = true
                isNegative = byte == 0x2D
                cursor.advance()
            } else if options.contains(.currencySymbol), !symbolSeen, byte == 0x24 {
                symbolSeen = true
                cursor.advance()
                while cursor.peek == 0x20 { cursor.advance() }
            } else {
                break
            }
        }
        return isNegative
    }
}

/// How rates and other small decimals are written in one source.
public struct DecimalGrammar: Hashable, Sendable {
    /// What to do with digits beyond the second decimal.
    public enum Rounding: Hashable, Sendable {
        /// Refuse the text, unless they are zeros.
        case exact
        /// Round half to even.
        case halfEven
    }

    /// The decimal separator.
    public let decimal: Character
    /// What to do with digits beyond the second decimal.
    public let rounding: Rounding

    /// A grammar with this separator; by default a point, and nothing is rounded.
    public init(decimal: Character = ".", rounding: Rounding = .exact) {
        self.decimal = decimal
        self.rounding = rounding
    }

    /// The percentage that `text` states, in basis points: `20` gives 2000.
    ///
    /// A `%` may follow.
    /// - Throws: ``AmountError`` when any part of `text` is not understood.
    public func basisPoints(_ text: some StringProtocol) throws(AmountError) -> Int {
        let value = try TextCursor.lend(text) { bytes throws(AmountError) in
            var cursor = TextCursor(bytes)
            if cursor.last == 0x25 { cursor.dropLast() }
            return try hundredths(&cursor)
        }
        return Int(value)
    }

    /// The decimal that `text` states, in hundredths: `2.5` gives 250.
    /// - Throws: ``AmountError`` when any part of `text` is not understood.
    public func hundredths(_ text: some StringProtocol) throws(AmountError) -> Int64 {
        try TextCursor.lend(text) { bytes throws(AmountError) in
            var cursor = TextCursor(bytes)
            return try hundredths(&cursor)
        }
    }

    private func hundredths(_ cursor: inout TextCursor) throws(AmountError) -> Int64 {
        guard !cursor.isAtEnd else { throw .empty }
        guard let separator = decimal.asciiValue else { throw .badSeparators }
        let isNegative = cursor.peek == 0x2D
        if isNegative { cursor.advance() }
        let number = try DecimalDigits.plain(&cursor, decimal: separator)
        guard cursor.isAtEnd else { throw .unexpected(at: cursor.offset) }
        let value = try number.hundredths(rounding: rounding)
        return isNegative ? -value : value
    }
}

/// Why a text is not an amount.
///
/// Says where, never what, because a cell may be personal.
public enum AmountError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Nothing is written.
    case empty
    /// The byte at this offset has no place there.
    case unexpected(at: Int)
    /// The group of digits that ends at this offset does not have three digits, or starts with a zero.
    case badGrouping(at: Int)
    /// There are more than two decimals.
    case tooPrecise
    /// The amount does not fit, see ``Limits/amountMax``.
    case tooLarge
    /// The grammar itself has separators that cannot be told apart.
    case badSeparators

    /// One sentence fragment for a report: "is not an amount: …".
    public var description: String {
        switch self {
        case .empty: "nothing is written"
        case .unexpected(let offset): "character \(offset + 1) has no place in an amount"
        case .badGrouping(let offset): "the digits before character \(offset + 1) are not grouped by three"
        case .tooPrecise: "more than two decimals are written"
        case .tooLarge: "the amount is larger than any book can hold"
        case .badSeparators: "the group and decimal separators must be two different ASCII characters"
        }
    }
}
