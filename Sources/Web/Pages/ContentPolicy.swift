import Machine

/// The content policy of a page: its own style sheet, known by hash, and nothing else.
enum ContentPolicy {
    static func forPage(css: String) -> String {
        "default-src 'none'; style-src 'sha256-\(base64(Digest.sha256(css)))'; img-src data:; frame-ancestors 'none'; "
            + "base-uri 'none'; form-action 'none'"
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")

    /// RFC 4648, section 4, with padding.
    private static func base64(_ bytes: [UInt8]) -> String {
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
            for position in 0..<4 {
                text.append(position <= group.count ? alphabet[Int(bits >> UInt32(18 - 6 * position) & 63)] : "=")
            }
        }
        return text
    }
}
