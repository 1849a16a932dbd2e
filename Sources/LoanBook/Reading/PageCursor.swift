/// Where a page ended: the last record's place in the list, bound to the list it came from.
///
/// Its text is opaque to clients: base 64 (URL alphabet, no padding) of the list's fingerprint, the number that leads
/// the order (8 bytes) and the id.
struct PageCursor: Hashable {
    /// The record's value of the table's order column; 0 when the list is ordered by id alone.
    let lead: Int64
    /// The record's id.
    let id: String

    /// The cursor's text for the list with `fingerprint`.
    func text(fingerprint: [UInt8]) -> String {
        var bytes = fingerprint
        withUnsafeBytes(of: lead.bigEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: id.utf8)
        return Base64URL.encode(bytes)
    }

    init(lead: Int64, id: String) {
        self.lead = lead
        self.id = id
    }

    /// The cursor written `text` for the list with `fingerprint`.
    /// - Throws: ``ReadError/badCursor`` when it is not one, or is one of another list.
    init(_ text: String, fingerprint: [UInt8]) throws(ReadError) {
        guard text.utf8.count <= ReadLimits.cursorTextMax, let bytes = Base64URL.decode(text),
            bytes.count > fingerprint.count + 8, Array(bytes.prefix(fingerprint.count)) == fingerprint
        else { throw .badCursor }
        let rest = bytes.dropFirst(fingerprint.count)
        lead = Int64(bitPattern: rest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
        id = String(decoding: rest.dropFirst(8), as: UTF8.self)
    }
}

/// Base 64 with `-` and `_`, without padding (RFC 4648, section 5).
enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        var held: UInt32 = 0
        var bits = 0
        for byte in bytes {
            held = held << 8 | UInt32(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                result.append(alphabet[Int(held >> UInt32(bits) & 63)])
            }
        }
        if bits > 0 { result.append(alphabet[Int(held << UInt32(6 - bits) & 63)]) }
        return String(decoding: result, as: UTF8.self)
    }

    /// The bytes written `text`; nil when it holds anything else, or bits that no encoder leaves.
    static func decode(_ text: String) -> [UInt8]? {
        var result: [UInt8] = []
        var held: UInt32 = 0
        var bits = 0
        for character in text.utf8 {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            held = held << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                result.append(UInt8(truncatingIfNeeded: held >> UInt32(bits)))
            }
        }
        guard bits < 6, held & (1 << UInt32(bits) - 1) == 0 else { return nil }
        return result
    }
}
