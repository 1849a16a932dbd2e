/// The text of an API key: `rk_`, 30 random characters and 6 that check them.
///
/// The check lets a mistyped key be refused without asking the database, and lets scanners tell a leaked key from
/// chance text. Only ``digest`` is ever stored. Printing one gives `‹redacted›`.
public struct APIKeyText: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// The whole text, shown to its owner once.
    public let text: String

    private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
    private static let prefix = Array("rk_".utf8)
    private static let randomCount = 30
    private static let checkCount = 6

    /// The key written `text`; nil when its form or its check is wrong.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        let checkStart = Self.prefix.count + Self.randomCount
        guard bytes.count == checkStart + Self.checkCount, bytes.starts(with: Self.prefix),
            bytes[Self.prefix.count...].allSatisfy(Self.alphabet.contains),
            Self.check(of: bytes[..<checkStart]) == Array(bytes[checkStart...])
        else { return nil }
        self.text = text
    }

    private init(checked text: String) {
        self.text = text
    }

    /// A new key of 178 random bits.
    public static func generate() -> APIKeyText {
        var generator = SystemRandomNumberGenerator()
        var bytes = prefix
        for _ in 0..<randomCount {
            bytes.append(alphabet[Int.random(in: 0..<alphabet.count, using: &generator)])
        }
        bytes += check(of: bytes[...])
        return APIKeyText(checked: String(decoding: bytes, as: UTF8.self))
    }

    /// SHA-256 of the text: what the book stores and looks up.
    public var digest: [UInt8] { Digest.sha256(text) }

    /// Never the key.
    public var description: String { "‹redacted›" }

    /// Never the key.
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// CRC-32 of `bytes` in base 62, six characters.
    private static func check(of bytes: ArraySlice<UInt8>) -> [UInt8] {
        var rest = CRC32.checksum(bytes)
        var characters: [UInt8] = []
        for _ in 0..<checkCount {
            characters.append(alphabet[Int(rest % 62)])
            rest /= 62
        }
        return characters.reversed()
    }
}
