/// The code page of Windows in Western Europe and the Americas, in which programs without Unicode write text.
public enum Windows1252 {
    /// What 0x80 to 0x9F mean; the five that mean nothing stand for themselves, as the WHATWG encoding standard has it.
    private static let upper: [UInt16] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
        0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0x9D, 0x017E, 0x0178,
    ]

    /// The text that `bytes` spell.
    public static func text(_ bytes: UnsafeRawBufferPointer) -> String {
        String(unsafeUninitializedCapacity: bytes.count * 3) { buffer in
            guard let start = buffer.baseAddress else { return 0 }
            var tip = WriteTip(start)
            for byte in bytes {
                tip.scalar((0x80...0x9F).contains(byte) ? UInt32(upper[Int(byte) - 0x80]) : UInt32(byte))
            }
            return tip.end - start
        }
    }
}
