/// The four digits behind `\u`, and the second half of a surrogate pair.
struct JSONUnicodeEscape {
    enum Step {
        case more
        case half
        case scalar(Unicode.Scalar)
        case bad
    }

    private var high: UInt32?
    private var value: UInt32 = 0
    private var count = 0

    /// Whether the first half of a pair waits for its second.
    var isWaiting: Bool { high != nil }

    /// Takes one digit.
    mutating func add(_ digit: UInt8) -> Step {
        value = value << 4 | UInt32(digit)
        count += 1
        guard count == 4 else { return .more }
        let unit = value
        value = 0
        count = 0
        if let first = high {
            guard (0xDC00...0xDFFF).contains(unit) else { return .bad }
            high = nil
            return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (unit - 0xDC00)).map(Step.scalar) ?? .bad
        }
        if (0xD800...0xDBFF).contains(unit) {
            high = unit
            return .half
        }
        return Unicode.Scalar(unit).map(Step.scalar) ?? .bad
    }
}

/// The grammar of a JSON number, one byte at a time.
struct JSONNumberCheck {
    enum Step {
        case more
        case end
        case bad
    }

    private enum Place {
        case start
        case minus
        case zero
        case whole
        case point
        case fraction
        case exponent
        case exponentSign
        case exponentDigits
    }

    private var place = Place.start

    /// Whether the number may end here.
    var isComplete: Bool {
        switch place {
        case .zero, .whole, .fraction, .exponentDigits: true
        case .start, .minus, .point, .exponent, .exponentSign: false
        }
    }

    /// Takes one byte.
    mutating func add(_ byte: UInt8) -> Step {
        let isDigit = byte >= 0x30 && byte <= 0x39
        switch (place, byte) {
        case (.start, 0x2D): place = .minus
        case (.start, 0x30), (.minus, 0x30): place = .zero
        case (.start, _) where isDigit, (.minus, _) where isDigit, (.whole, _) where isDigit: place = .whole
        case (.zero, 0x2E), (.whole, 0x2E): place = .point
        case (.point, _) where isDigit, (.fraction, _) where isDigit: place = .fraction
        case (.zero, 0x65), (.zero, 0x45), (.whole, 0x65), (.whole, 0x45), (.fraction, 0x65), (.fraction, 0x45):
            place = .exponent
        case (.exponent, 0x2B), (.exponent, 0x2D): place = .exponentSign
        case (.exponent, _) where isDigit, (.exponentSign, _) where isDigit, (.exponentDigits, _) where isDigit:
            place = .exponentDigits
        default: return isComplete && !isDigit ? .end : .bad
        }
        return .more
    }
}
