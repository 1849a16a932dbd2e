/// A number as written in a text, with what its separators tell of the style.
struct NumberText {
    /// How the digits are arranged.
    enum Style: Hashable {
        /// `1234`.
        case whole
        /// `1234.5`, as programs print.
        case plain
        /// `1.234`: a group of three, or three decimals.
        case dotThree
        /// `1,234`: a group of three.
        case commaThree
        /// `1.234.567`, `1.234,50` or `1234,5`.
        case grouped
        /// `1,234.50`.
        case groupedEnglish
    }

    /// How the digits are arranged.
    let style: Style
    /// The number when a comma is the decimal sign, else when the point is; exact for amounts, used for judging only.
    let value: Double
    /// How many digits it has.
    let digits: Int
    /// Whether a `%` follows.
    let isPercent: Bool
    /// Whether the first of several digits is a zero, as in a phone or a code.
    let hasLeadingZero: Bool

    /// Reads trimmed `bytes`; nil when they are no number.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let first = bytes.first, bytes.count <= 32 else { return nil }
        guard first < 0x3A || first == 0x52 || first == 0x43 else { return nil }
        var index = 0
        var isNegative = false
        prefix: while index < bytes.count {
            switch bytes[index] {
            case 0x2D:
                isNegative = true
                fallthrough
            case 0x2B, 0x24, 0x20: index += 1
            case 0x52 where index + 1 < bytes.count && bytes[index + 1] == 0x24: index += 2
            default: break prefix
            }
        }
        let scan = Scan(bytes, from: index)
        guard scan.digits > 0, let style = scan.style else { return nil }
        self.style = style
        let size = style == .dotThree ? scan.whole : scan.value
        value = isNegative ? -size : size
        digits = scan.digits
        isPercent = scan.isPercent
        hasLeadingZero = scan.hasLeadingZero
    }

    /// One pass over digits and separators.
    private struct Scan {
        var digits = 0
        var dots = 0
        var commas = 0
        var isPercent = false
        var hasLeadingZero = false
        var whole: Double = 0
        private var tail = 0
        private var areGroupsWhole = true
        private var lastSeparator: UInt8 = 0
        private var isNumber = true

        init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
            var index = start
            while index < bytes.count, isNumber {
                let byte = bytes[index]
                index += 1
                switch byte {
                case 0x30...0x39:
                    if digits == 0, byte == 0x30 { hasLeadingZero = true }
                    digits += 1
                    tail += 1
                    whole = whole * 10 + Double(byte - 0x30)
                case 0x2E, 0x2C:
                    if lastSeparator == 0 ? tail == 0 || tail > 3 : tail != 3 { areGroupsWhole = false }
                    if byte == 0x2E { dots += 1 } else { commas += 1 }
                    lastSeparator = byte
                    tail = 0
                case 0x25 where index == bytes.count: isPercent = true
                case 0x20 where index == bytes.count || bytes[index] == 0x25: break
                default: isNumber = false
                }
            }
            hasLeadingZero = hasLeadingZero && digits > 1 && lastSeparator == 0
        }

        var style: Style? {
            guard isNumber, digits <= 18 else { return nil }
            switch (dots, commas) {
            case (0, 0): return .whole
            case (1, 0): return tail == 3 && areGroupsWhole && whole >= 1_000 ? .dotThree : .plain
            case (0, 1): return tail == 3 && areGroupsWhole ? .commaThree : tail < 3 || tail > 3 ? .grouped : nil
            case (_, 0): return areGroupsWhole && tail == 3 ? .grouped : nil
            case (0, _): return areGroupsWhole && tail == 3 ? .groupedEnglish : nil
            case (_, 1): return lastSeparator == 0x2C && areGroupsWhole ? .grouped : nil
            default: return nil
            }
        }

        /// The number with the last separator as decimal sign where the style says so.
        var value: Double {
            let hasDecimals: Bool
            switch style {
            case .plain: hasDecimals = true
            case .grouped: hasDecimals = lastSeparator == 0x2C && tail != 3 || commas == 1 && lastSeparator == 0x2C
            case .groupedEnglish: hasDecimals = lastSeparator == 0x2E
            default: hasDecimals = false
            }
            guard hasDecimals else { return whole }
            var scale: Double = 1
            for _ in 0..<tail { scale *= 10 }
            return whole / scale
        }
    }
}
