/// One line of a receipt: freed of ornament, and taken apart.
enum ReceiptLine {
    /// Words of a text that asks for money rather than acknowledging it.
    static let reminders = [
        "recuerd", "recordatorio", "recordamos", "vence", "esta en mora", "por favor pag", "debes pagar",
        "favor cancelar",
        "ponte al dia", "evita", "aun no hemos recibido", "no hemos recibido", "no recibimos",
    ].map { Array($0.utf8) }
    /// Words of a text that acknowledges money.
    static let receipts = [
        "recibimos tu pago", "recibimos su pago", "recibimos tu abono", "recibimos su abono", "hemos recibido tu",
        "hemos recibido su", "se registro tu", "se registro su", "registramos tu", "registramos su",
        "gracias por su pago",
        "gracias por tu pago",
    ].map { Array($0.utf8) }
    /// Titles of receipts.
    static let titles = [
        "recibo de pago", "comprobante de pago", "comprobante de abono", "recibo de abono", "pago recibido",
        "abono recibido", "pago registrado", "abono registrado", "pago exitoso",
    ]

    /// Whether the folded text holds one of `phrases`.
    static func holds(_ folded: String, anyOf phrases: [[UInt8]]) -> Bool {
        var folded = folded
        return folded.withUTF8 { text in
            phrases.contains { phrase in
                guard let first = phrase.first, text.count >= phrase.count else { return false }
                for start in 0...(text.count - phrase.count) where text[start] == first {
                    if text[start..<(start + phrase.count)].elementsEqual(phrase) { return true }
                }
                return false
            }
        }
    }

    /// `line` without bold marks, direction marks, and what stands before its first letter, digit or `$`.
    static func plain(_ line: Substring) -> String {
        var text = String.UnicodeScalarView()
        for scalar in line.unicodeScalars {
            switch scalar {
            case "*", "~", "`", "\u{200E}", "\u{200F}", "\u{FE0F}", "\u{2068}", "\u{2069}": continue
            case "\u{A0}", "\u{202F}", "\u{2009}", "\t": text.append(" ")
            case "：": text.append(":")
            case "’": text.append("'")
            default: text.append(scalar)
            }
        }
        let start = text.firstIndex { isWordPart($0) || $0 == "$" } ?? text.endIndex
        return trimmed(Substring(String(text[start...]))) ?? ""
    }

    /// Lower case, without accents, other marks as single blanks.
    static func folded(_ text: some StringProtocol) -> String {
        var folded = ""
        var isBlank = true
        for scalar in text.unicodeScalars.prefix(400) {
            let plain: Unicode.Scalar
            switch scalar {
            case "A"..."Z": plain = Unicode.Scalar(UInt8(scalar.value) | 0x20)
            case "a"..."z", "0"..."9": plain = scalar
            case "á", "Á", "à", "ã", "â": plain = "a"
            case "é", "É", "ê", "è": plain = "e"
            case "í", "Í": plain = "i"
            case "ó", "Ó", "õ", "ô": plain = "o"
            case "ú", "Ú", "ü", "Ü": plain = "u"
            case "ñ", "Ñ": plain = "n"
            case "\u{301}", "\u{303}", "\u{308}", "º", "°", "ª": continue
            default:
                if !isBlank { folded += " " }
                isBlank = true
                continue
            }
            folded.unicodeScalars.append(plain)
            isBlank = false
        }
        if folded.hasSuffix(" ") { folded.removeLast() }
        return folded
    }

    /// The field that `line` names and the text behind its label.
    static func field(_ line: String) -> (ReceiptField, String)? {
        if let colon = line.firstIndex(of: ":"), let field = ReceiptField(folded(line[..<colon])) {
            return (field, trimmed(line[line.index(after: colon)...]) ?? "")
        }
        // Printed tickets set some labels without a colon.
        let words = line.split(separator: " ", maxSplits: 4)
        for count in (1...3).reversed() where words.count > count {
            let label = folded(words[..<count].joined(separator: " "))
            let isKnown = count > 1 || ["sr a", "folio", "id"].contains(label)
            guard isKnown, let field = ReceiptField(label), let end = words[count - 1].indices.last else { continue }
            guard let value = trimmed(line[line.index(after: end)...]) else { continue }
            switch field {
            case .customer where count > 1 && label != "sr a": continue
            case .customer, .folio: return (field, value)
            case .loanDate, .date:
                if ReceiptValues.moment(value, near: nil) != nil { return (field, value) }
            case .pendingCount, .paidCount:
                if ReceiptValues.pair(value) != nil { return (field, value) }
            default: continue
            }
        }
        return nil
    }

    /// The amount behind the first of `words` that has one.
    static func amount(behind words: Set<String>, in line: String) -> Int64? {
        let parts = line.split(separator: " ")
        for (index, part) in parts.enumerated() where words.contains(String(part)) && index + 1 < parts.count {
            let next = parts[index + 1]
            let text =
                next.utf8.contains { $0 >= 0x30 && $0 <= 0x39 }
                ? String(next) : parts[(index + 1)...].prefix(2).joined()
            if let first = text.utf8.first, first == 0x24 || (first >= 0x30 && first <= 0x39) || text.hasPrefix("COP"),
                let amount = ReceiptValues.amount(text)
            {
                return amount
            }
        }
        return nil
    }

    /// `text` without blanks around it; nil when nothing is left.
    static func trimmed(_ text: Substring) -> String? {
        var part = text.drop { $0.isWhitespace }
        while let last = part.last, last.isWhitespace { part = part.dropLast() }
        return part.isEmpty ? nil : String(part)
    }

    private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        return properties.isAlphabetic || (scalar.value >= 0x30 && scalar.value <= 0x39)
    }
}
