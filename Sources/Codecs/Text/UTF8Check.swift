/// Whether bytes are UTF-8, without making a `String` of them.
public enum UTF8Check {
    /// Whether `bytes` are well-formed UTF-8 (Unicode, table 3-7).
    public static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var place = 0
        let count = bytes.count
        guard let base = bytes.baseAddress else { return true }
        while place < count {
            if place + 8 <= count,
                base.loadUnaligned(fromByteOffset: place, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
            {
                place += 8
                continue
            }
            let byte = bytes[place]
            if byte < 0x80 {
                place += 1
                continue
            }
            let length = length(of: byte)
            guard length > 0, place + length <= count, secondRange(of: byte).contains(bytes[place + 1]) else {
                return false
            }
            for index in 2..<max(2, length) where bytes[place + index] & 0xC0 != 0x80 { return false }
            place += length
        }
        return true
    }

    /// The bytes of the sequence that `byte` begins; 0 when none may begin with it.
    private static func length(of byte: UInt8) -> Int {
        switch byte {
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: 0
        }
    }

    private static func secondRange(of byte: UInt8) -> ClosedRange<UInt8> {
        switch byte {
        case 0xE0: 0xA0...0xBF
        case 0xED: 0x80...0x9F
        case 0xF0: 0x90...0xBF
        case 0xF4: 0x80...0x8F
        default: 0x80...0xBF
        }
    }
}
