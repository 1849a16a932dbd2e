/// Reads what PostgreSQL sends in binary.
enum PostgresValue {
    /// An integer out of int2, int4, int8, bool or a whole numeric (sums are numeric); nil for anything else.
    static func integer(_ bytes: UnsafeRawBufferPointer, type: UInt32) -> Int64? {
        switch (type, bytes.count) {
        case (16, 1): return bytes[0] == 0 ? 0 : 1
        case (20, 8): return Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
        case (21, 2): return Int64(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self)))
        case (23, 4): return Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
        case (1700, 8...): return wholeNumeric(bytes)
        default: return nil
        }
    }

    /// Whether the type is a text: text, varchar, char, name, json, or a literal of no type.
    static func isText(_ type: UInt32) -> Bool {
        [25, 1043, 1042, 19, 114, 705].contains(type)
    }

    /// What to call a type in an error.
    static func name(_ type: UInt32) -> String {
        switch type {
        case 16, 20, 21, 23: "an integer"
        case 17: "bytes"
        case 700, 701, 1700: "a fraction"
        case _ where isText(type): "text"
        default: "a value of type \(type)"
        }
    }

    /// A numeric is digits to the base 10,000, the first of which counts for 10,000 to the power of `weight`.
    private static func wholeNumeric(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        func word(_ index: Int) -> Int {
            Int(Int16(bigEndian: bytes.loadUnaligned(fromByteOffset: index * 2, as: Int16.self)))
        }
        let count = word(0)
        let weight = word(1)
        let sign = word(2)
        guard sign == 0 || sign == 0x4000, bytes.count >= 8 + count * 2, weight <= 4 else { return nil }
        guard count > 0 else { return 0 }
        var total: Int64 = 0
        for index in 0..<max(count, weight + 1) {
            let digit = index < count ? word(4 + index) : 0
            if index > weight {
                if digit != 0 { return nil }
                continue
            }
            let (product, overflow) = total.multipliedReportingOverflow(by: 10_000)
            let signed = Int64(sign == 0 ? digit : -digit)
            let (sum, overflowAgain) = product.addingReportingOverflow(signed)
            guard !overflow, !overflowAgain else { return nil }
            total = sum
        }
        return total
    }
}
