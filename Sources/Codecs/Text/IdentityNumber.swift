/// Identity numbers (cédulas) as operators type them.
public enum IdentityNumber {
    /// The bare digits of `text`: dots, commas, spaces and hyphens removed, leading zeros stripped.
    ///
    /// Nil when anything else stands in it or no digit is left, so that words are never taken for a number.
    public static func normalize(_ text: String) -> String? {
        var digits: [UInt8] = []
        var hasDigit = false
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39:
                hasDigit = true
                if byte != 0x30 || !digits.isEmpty { digits.append(byte) }
            case 0x20, 0x2C, 0x2D, 0x2E: continue
            default: return nil
            }
        }
        guard hasDigit, !digits.isEmpty else { return nil }
        return String(decoding: digits, as: UTF8.self)
    }
}
