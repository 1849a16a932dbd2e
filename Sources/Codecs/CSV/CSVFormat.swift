/// How the bytes of a CSV file are to be read.
public struct CSVFormat: Hashable, Sendable {
    /// What its bytes spell.
    public enum Encoding: String, Hashable, Sendable {
        /// UTF-8; a cell that is not is taken for Windows-1252, so one wrong byte spoils one cell and not the file.
        case utf8
        /// UTF-16, lowest byte first.
        case utf16LittleEndian
        /// UTF-16, highest byte first.
        case utf16BigEndian
    }

    /// Between two cells.
    public var delimiter: UInt8
    /// What the bytes spell.
    public var encoding: Encoding

    /// A format of these parts.
    public init(delimiter: UInt8, encoding: Encoding = .utf8) {
        self.delimiter = delimiter
        self.encoding = encoding
    }

    /// Whether a file that begins with `head` is text: next to no control characters but tabs and line ends.
    ///
    /// Zero bytes do not count, because failed disks leave runs of them in text.
    public static func isText(_ head: UnsafeRawBufferPointer) -> Bool {
        let (encoding, _) = encoding(of: head)
        guard encoding == .utf8 else { return true }
        var controls = 0
        for byte in head where (1...8).contains(byte) || (0x0E...0x1F).contains(byte) { controls += 1 }
        return controls * 50 <= head.count && head.contains { $0 != 0 }
    }

    /// The encoding that a file beginning with `head` is in, and the length of its byte order mark.
    ///
    /// Without a mark a file is UTF-16 when every second byte of its head is zero, as plain letters are there.
    static func encoding(of head: UnsafeRawBufferPointer) -> (encoding: Encoding, markLength: Int) {
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if head.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if head.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        let sample = head.prefix(512)
        let pairs = sample.count / 2
        guard pairs >= 4 else { return (.utf8, 0) }
        var zeros = (even: 0, odd: 0)
        for index in 0..<pairs {
            if sample[index * 2] == 0 { zeros.even += 1 }
            if sample[index * 2 + 1] == 0 { zeros.odd += 1 }
        }
        if zeros.odd * 10 >= pairs * 8, zeros.even * 10 <= pairs { return (.utf16LittleEndian, 0) }
        if zeros.even * 10 >= pairs * 8, zeros.odd * 10 <= pairs { return (.utf16BigEndian, 0) }
        return (.utf8, 0)
    }
}

/// UTF-16 turned into UTF-8 piece by piece; half a surrogate pair becomes U+FFFD.
struct UTF16Stage {
    private let isBigEndian: Bool
    private var lonely: UInt8?
    private var high: UInt32?

    init(isBigEndian: Bool) {
        self.isBigEndian = isBigEndian
    }

    /// Bytes that `count` bytes may become, with what was left from the piece before.
    static func room(for count: Int) -> Int { (count + 1) / 2 * 3 + 6 }

    /// Writes `raw` as UTF-8 to `output`, which has ``room(for:)`` it; how many bytes were written.
    mutating func convert(_ raw: UnsafeRawBufferPointer, to output: UnsafeMutablePointer<UInt8>) -> Int {
        var tip = WriteTip(output)
        for byte in raw {
            guard let first = lonely else {
                lonely = byte
                continue
            }
            lonely = nil
            let unit = isBigEndian ? UInt32(first) << 8 | UInt32(byte) : UInt32(byte) << 8 | UInt32(first)
            take(unit, &tip)
        }
        return tip.end - output
    }

    /// Writes what is left at the end of the file.
    mutating func finish(to output: UnsafeMutablePointer<UInt8>) -> Int {
        var tip = WriteTip(output)
        if high != nil || lonely != nil { tip.scalar(0xFFFD) }
        high = nil
        lonely = nil
        return tip.end - output
    }

    @inline(__always)
    private mutating func take(_ unit: UInt32, _ tip: inout WriteTip) {
        if let first = high {
            high = nil
            if unit & 0xFC00 == 0xDC00 { return tip.scalar(0x10000 + (first & 0x3FF) << 10 + (unit & 0x3FF)) }
            tip.scalar(0xFFFD)
        }
        switch unit & 0xFC00 {
        case 0xD800: high = unit
        case 0xDC00: tip.scalar(0xFFFD)
        default: tip.scalar(unit)
        }
    }
}

extension WriteTip {
    /// A Unicode scalar as UTF-8, up to four bytes.
    @inline(__always)
    mutating func scalar(_ value: UInt32) {
        if value < 0x80 { return byte(UInt8(truncatingIfNeeded: value)) }
        if value < 0x800 {
            byte(UInt8(truncatingIfNeeded: 0xC0 | value >> 6))
        } else {
            if value < 0x10000 {
                byte(UInt8(truncatingIfNeeded: 0xE0 | value >> 12))
            } else {
                byte(UInt8(truncatingIfNeeded: 0xF0 | value >> 18))
                byte(UInt8(truncatingIfNeeded: 0x80 | value >> 12 & 0x3F))
            }
            byte(UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3F))
        }
        byte(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
    }
}
