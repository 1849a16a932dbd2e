/// Escapes in the texts of dumps.
enum SQLEscape {
    /// What the letter behind a backslash stands for; nil for a line end, which is passed over.
    static func plain(_ letter: UInt8) -> UInt8? {
        switch letter {
        case 0x30: 0x00
        case 0x62: 0x08
        case 0x6E: 0x0A
        case 0x72: 0x0D
        case 0x74: 0x09
        case 0x5A: 0x1A
        default: letter
        }
    }

    /// `text` with its `\XXXX`, `\uXXXX`, `\+XXXXXX` and `\UXXXXXXXX` read, as SQLite's unistr() does; nil when one is none.
    static func unistr(_ text: String) -> String? {
        var out = ""
        var rest = Array(text.unicodeScalars)[...]
        while let scalar = rest.popFirst() {
            guard scalar == "\\" else {
                out.unicodeScalars.append(scalar)
                continue
            }
            var length = 4
            switch rest.first {
            case "\\":
                out.unicodeScalars.append("\\")
                rest = rest.dropFirst()
                continue
            case "u": rest = rest.dropFirst()
            case "U":
                rest = rest.dropFirst()
                length = 8
            case "+":
                rest = rest.dropFirst()
                length = 6
            default: break
            }
            var code: UInt32 = 0
            guard rest.count >= length else { return nil }
            for _ in 0..<length {
                guard let digit = rest.popFirst(), digit.isASCII, let value = Hex.value(of: UInt8(digit.value)),
                    code <= 0x0FFF_FFFF
                else { return nil }
                code = code << 4 | UInt32(value)
            }
            guard let scalar = Unicode.Scalar(code) else { return nil }
            out.unicodeScalars.append(scalar)
        }
        return out
    }

    /// `text` with each `old` replaced; nil when it would grow beyond ``Limits/sqlTextBytesMax``.
    static func replace(_ text: String, _ old: String, _ new: String) -> String? {
        let text = Array(text.utf8)
        let old = Array(old.utf8)
        guard let first = old.first else { return String(decoding: text, as: UTF8.self) }
        var out: [UInt8] = []
        var place = 0
        while place < text.count {
            if text[place] == first, text[place...].starts(with: old) {
                out.append(contentsOf: new.utf8)
                place += old.count
            } else {
                out.append(text[place])
                place += 1
            }
            guard out.count <= Limits.sqlTextBytesMax else { return nil }
        }
        return String(decoding: out, as: UTF8.self)
    }
}

/// Bytes gathered from pairs of digits.
struct SQLHex {
    private(set) var bytes: [UInt8] = []
    private var high: UInt8?

    /// Whether the digits make whole bytes.
    var isWhole: Bool { high == nil }

    mutating func add(_ digit: UInt8) {
        if let first = high {
            bytes.append(first << 4 | digit)
            high = nil
        } else {
            high = digit
        }
    }
}
