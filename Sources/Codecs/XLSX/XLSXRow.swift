/// One row of a sheet: the cells that hold something.
public struct XLSXRow: Sendable {
    /// A cell.
    public struct Cell: Hashable, Sendable {
        /// Its column, 0 first.
        public let column: Int
        /// What it holds.
        public let value: XLSXValue
    }

    /// Its number, 1 first.
    public let number: Int
    /// Its cells, as a rule from left to right.
    public let cells: [Cell]
}

/// What a cell holds.
public enum XLSXValue: Hashable, Sendable {
    /// A text; also the name of an error such as `#N/A`, and a day or a time as ISO text.
    case text(String)
    /// A whole number; 1 and 0 for true and false.
    case integer(Int64)
    /// Any other number.
    case real(Double)
}

/// Numbers as workbooks write them.
enum XLSXNumber {
    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]

    /// The number that `bytes` spell; nil when they spell none.
    static func value(_ bytes: UnsafeRawBufferPointer) -> XLSXValue? {
        var place = 0
        let isNegative = bytes.first == 0x2D
        if isNegative { place = 1 }
        var digits: Int64 = 0
        var count = 0
        var places = 0
        var hasPoint = false
        while place < bytes.count {
            let byte = bytes[place]
            if (0x30...0x39).contains(byte), count < 18 {
                digits = digits * 10 + Int64(byte - 0x30)
                count += 1
                if hasPoint { places += 1 }
            } else if byte == 0x2E, !hasPoint {
                hasPoint = true
            } else {
                return careful(bytes)
            }
            place += 1
        }
        guard count > 0 else { return nil }
        let signed = isNegative ? -digits : digits
        if places == 0 { return .integer(signed) }
        // Both are exact, and so is their one division as far as a double can be.
        guard digits < 1 << 53 else { return careful(bytes) }
        return whole(Double(signed) / powers[places])
    }

    @inline(never)
    private static func careful(_ bytes: UnsafeRawBufferPointer) -> XLSXValue? {
        guard bytes.count <= 64, bytes.allSatisfy({ $0 > 0x20 && $0 < 0x66 }),
            let number = Double(String(decoding: bytes, as: UTF8.self)), number.isFinite
        else { return nil }
        return whole(number)
    }

    private static func whole(_ number: Double) -> XLSXValue {
        guard number.magnitude < 9_007_199_254_740_992, number == number.rounded() else { return .real(number) }
        return .integer(Int64(number))
    }
}
