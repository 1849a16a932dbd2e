/// Crockford's base 32 in lower case: no i, l, o or u, so that it survives being read aloud.
public enum Crockford {
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    /// The first `count` characters of `bytes`, five bits each from the highest; missing bits are zero.
    public static func encode(_ bytes: [UInt8], count: Int) -> String {
        var characters: [UInt8] = []
        characters.reserveCapacity(count)
        var held: UInt32 = 0
        var bits = 0
        var index = 0
        while characters.count < count {
            if bits < 5 {
                held = held << 8 | (index < bytes.count ? UInt32(bytes[index]) : 0)
                index += 1
                bits += 8
            }
            bits -= 5
            characters.append(alphabet[Int(held >> UInt32(bits) & 31)])
        }
        return String(decoding: characters, as: UTF8.self)
    }
}
