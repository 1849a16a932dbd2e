/// The place where the next byte goes.
///
/// Whoever makes one has seen to it that there is room for all it will write.
///
/// Internal to Codecs: raw memory stays behind the safe writers.
struct WriteTip {
    /// One past the last byte written.
    private(set) var end: UnsafeMutablePointer<UInt8>
    /// The byte that stood before the first one written.
    let last: UInt8

    @inline(__always)
    init(_ start: UnsafeMutablePointer<UInt8>, last: UInt8 = 0) {
        end = start
        self.last = last
    }

    @inline(__always)
    mutating func byte(_ value: UInt8) {
        end.pointee = value
        end += 1
    }

    /// Eight bytes at once.
    @inline(__always)
    mutating func word(_ value: UInt64) {
        UnsafeMutableRawPointer(end).storeBytes(of: value, as: UInt64.self)
        end += 8
    }

    @inline(__always)
    mutating func literal(_ text: StaticString) {
        end.update(from: text.utf8Start, count: text.utf8CodeUnitCount)
        end += text.utf8CodeUnitCount
    }

    @inline(__always)
    mutating func copy(_ source: UnsafeRawBufferPointer) {
        guard let start = source.baseAddress else { return }
        UnsafeMutableRawPointer(end).copyMemory(from: start, byteCount: source.count)
        end += source.count
    }

    /// Goes back to `mark`, an earlier `end`.
    @inline(__always)
    mutating func rewind(to mark: UnsafeMutablePointer<UInt8>) {
        end = mark
    }

    /// `text` as a JSON string; takes at most six bytes for each of its bytes, and two.
    @inline(__always)
    mutating func quoted(_ text: String) {
        byte(0x22)
        let written: Void? = text.utf8.withContiguousStorageIfAvailable { escaped(UnsafeRawBufferPointer($0)) }
        if written == nil {
            let copy = Array(text.utf8)
            copy.withUnsafeBytes { escaped($0) }
        }
        byte(0x22)
    }

    /// `source` with what JSON cannot hold as it is escaped.
    mutating func escaped(_ source: UnsafeRawBufferPointer) {
        guard let start = source.baseAddress else { return }
        var index = 0
        let count = source.count
        while index < count {
            if index + 8 <= count {
                let word = start.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                if !ByteWord.needsEscape(word) {
                    self.word(word)
                    index += 8
                    continue
                }
            }
            let value = start.load(fromByteOffset: index, as: UInt8.self)
            index += 1
            if value >= 0x20, value != 0x22, value != 0x5C {
                byte(value)
            } else {
                escape(value)
            }
        }
    }

    @inline(never)
    private mutating func escape(_ value: UInt8) {
        byte(0x5C)
        switch value {
        case 0x22, 0x5C: byte(value)
        case 0x08: byte(0x62)
        case 0x09: byte(0x74)
        case 0x0A: byte(0x6E)
        case 0x0C: byte(0x66)
        case 0x0D: byte(0x72)
        default:
            literal("u00")
            byte(Hex.digit(value >> 4))
            byte(Hex.digit(value & 15))
        }
    }

    /// `value` in decimal; at most 20 bytes.
    @inline(__always)
    mutating func integer(_ value: Int64) {
        if value < 0 { byte(0x2D) }
        natural(value.magnitude)
    }

    /// `value` in decimal; at most 20 bytes.
    mutating func natural(_ value: UInt64) {
        if value < 10 { return byte(0x30 + UInt8(truncatingIfNeeded: value)) }
        var width = 2
        var limit: UInt64 = 100
        // Twenty digits are the most, and their limit would not fit.
        while width < 20, value >= limit {
            width += 1
            limit = width < 20 ? limit * 10 : limit
        }
        var rest = value
        var place = width - 1
        while place >= 0 {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            end[place] = 0x30 + UInt8(truncatingIfNeeded: digit)
            rest = quotient
            place -= 1
        }
        end += width
    }

    /// A count of hundredths as a plain decimal with two places; at most 22 bytes.
    mutating func hundredths(_ value: Int64) {
        if value < 0 { byte(0x2D) }
        let (units, cents) = value.magnitude.quotientAndRemainder(dividingBy: 100)
        natural(units)
        byte(0x2E)
        padded(Int(cents), width: 2)
    }

    /// `value`, which is not negative, with leading zeros up to `width` (2 or 4) digits.
    @inline(__always)
    mutating func padded(_ value: Int, width: Int) {
        var rest = value
        var place = width - 1
        while place >= 0 {
            end[place] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
            place -= 1
        }
        end += width
    }
}

/// Questions about eight bytes at once.
enum ByteWord {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// Whether one of the bytes is a control character, a quotation mark or a backslash.
    @inline(__always)
    static func needsEscape(_ word: UInt64) -> Bool {
        (below20(word) | equal(word, 0x22) | equal(word, 0x5C)) & highs != 0
    }

    /// Whether one of the bytes is a control character, a quotation mark, a backslash or `other`.
    @inline(__always)
    static func needsCare(_ word: UInt64, other: UInt64) -> Bool {
        (below20(word) | equal(word, 0x22) | equal(word, 0x5C) | equalRepeated(word, other)) & highs != 0
    }

    /// The high bit of the lowest byte that is a line feed, a carriage return or `delimiters`; zero when none is.
    ///
    /// Bits above the lowest one mean nothing.
    @inline(__always)
    static func cellEnds(_ word: UInt64, _ delimiters: UInt64) -> UInt64 {
        let first = UInt64(littleEndian: word)
        return (equalRepeated(first, delimiters) | equal(first, 0x0A) | equal(first, 0x0D)) & highs
    }

    /// The high bit of the lowest byte that is a quotation mark, as ``cellEnds(_:_:)`` has it.
    @inline(__always)
    static func quotes(_ word: UInt64) -> UInt64 {
        equal(UInt64(littleEndian: word), 0x22) & highs
    }

    /// Whether all `bytes` are ASCII.
    @inline(__always)
    static func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let start = UnsafeRawPointer(bytes.baseAddress) else { return true }
        var all: UInt64 = 0
        var place = 0
        while place + 8 <= bytes.count {
            all |= start.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            place += 8
        }
        while place < bytes.count {
            all |= UInt64(start.load(fromByteOffset: place, as: UInt8.self))
            place += 1
        }
        return all & highs == 0
    }

    /// `byte` in each of the eight places.
    @inline(__always)
    static func repeated(_ byte: UInt8) -> UInt64 { UInt64(byte) &* ones }

    @inline(__always)
    private static func below20(_ word: UInt64) -> UInt64 {
        (word &- ones &* 0x20) & ~word
    }

    @inline(__always)
    private static func equal(_ word: UInt64, _ byte: UInt64) -> UInt64 {
        equalRepeated(word, byte &* ones)
    }

    @inline(__always)
    private static func equalRepeated(_ word: UInt64, _ pattern: UInt64) -> UInt64 {
        let difference = word ^ pattern
        return (difference &- ones) & ~difference
    }
}
