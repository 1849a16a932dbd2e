/// Ids that follow from what they name, so that the same source gives the same ids on any machine.
public enum DeterministicID {
    /// `prefix_` and 26 characters: the first 130 bits of SHA-256 over the length-prefixed `parts`.
    public static func text(prefix: String, parts: [String]) -> String {
        var hasher = Hasher256()
        for part in parts { hasher.updateField(part) }
        return Base32.identifier(prefix: prefix, bytes: hasher.finalize())
    }
}

/// Ids that nobody can foretell.
public enum RandomID {
    /// `prefix_` and 26 characters: 130 random bits.
    public static func text(prefix: String) -> String {
        Base32.identifier(prefix: prefix, bytes: RandomBytes.make(count: 17))
    }
}

/// Bytes from the operating system's generator.
public enum RandomBytes {
    /// `count` bytes fit for keys and salts.
    public static func make(count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        while bytes.count < count {
            let word: UInt64 = generator.next()
            withUnsafeBytes(of: word) { bytes.append(contentsOf: $0.prefix(count - bytes.count)) }
        }
        return bytes
    }
}

/// Crockford's base 32 in lower case, five bits a character from the highest.
enum Base32 {
    private static let alphabet: StaticString = "0123456789abcdefghjkmnpqrstvwxyz"

    /// `prefix_` and the first 130 bits of `bytes`, which must hold 17.
    static func identifier(prefix: String, bytes: [UInt8]) -> String {
        precondition(bytes.count >= 17, "an id takes 130 bits")
        let prefixCount = prefix.utf8.count
        return String(unsafeUninitializedCapacity: prefixCount + 27) { buffer in
            _ = buffer.initialize(fromContentsOf: prefix.utf8)
            buffer.initializeElement(at: prefixCount, to: 0x5F)
            var held: UInt32 = 0
            var bits = 0
            var next = 0
            for place in 0..<26 {
                if bits < 5 {
                    held = held << 8 | UInt32(bytes[next])
                    next += 1
                    bits += 8
                }
                bits -= 5
                let character = alphabet.utf8Start[Int(held >> UInt32(bits) & 31)]
                buffer.initializeElement(at: prefixCount + 1 + place, to: character)
            }
            return prefixCount + 27
        }
    }
}
