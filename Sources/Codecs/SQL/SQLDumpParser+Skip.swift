/// Blanks, names, and passing over what says nothing.
extension SQLDumpParser {
    static func isWordByte(_ byte: UInt8) -> Bool {
        (byte >= 0x61 && byte <= 0x7A) || (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x30 && byte <= 0x39)
            || byte == 0x5F || byte == 0x24 || byte >= 0x80
    }

    /// Passes white space and comments.
    func skipBlank() throws {
        while let byte = try bytes.peek() {
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D, 0x0C: bytes.advance()
            case 0x2D:
                // A minus before a number is told by what follows, which is then looked at as a value.
                bytes.advance()
                guard try bytes.peek() == 0x2D else {
                    hasMinus = true
                    return
                }
                try skipLine()
            case 0x23 where dialect == .mySQL: try skipLine()
            case 0x2F:
                bytes.advance()
                guard try bytes.skip(0x2A) else { throw fault(.unexpected) }
                try skipComment()
            case 0xEF where bytes.offset < 3:
                bytes.advance()
                guard try bytes.take() == 0xBB, try bytes.take() == 0xBF else { throw fault(.unexpected) }
            default: return
            }
        }
    }

    private func skipComment() throws {
        while true {
            try bytes.run(until: 0x2A, 0x2A, 0x2A) { _ in }
            guard let byte = try bytes.take() else { throw fault(.truncated) }
            if byte == 0x2A, try bytes.skip(0x2F) { return }
        }
    }

    func skipLine() throws {
        while true {
            try bytes.run(until: 0x0A, 0x0A, 0x0A) { _ in }
            guard let byte = try bytes.peek() else { return }
            guard byte == 0x0A else { continue }
            return bytes.advance()
        }
    }

    /// A bare word in upper case.
    func word() throws -> String {
        var letters: [UInt8] = []
        while let byte = try bytes.peek(), Self.isWordByte(byte) {
            guard letters.count < Limits.sqlNameBytesMax else { throw fault(.tooLong) }
            letters.append(byte >= 0x61 && byte <= 0x7A ? byte & 0xDF : byte)
            bytes.advance()
        }
        return String(decoding: letters, as: UTF8.self)
    }

    /// A name of a table without the schema that everything is in anyway.
    func name() throws -> (text: String, isBare: Bool) {
        try skipBlank()
        var name = try identifier()
        var parts = 1
        while try bytes.peek() == 0x2E, parts < 4 {
            bytes.advance()
            let next = try identifier()
            let isUsual = ["public", "main", "dbo"].contains(name.text.lowercased())
            name = (isUsual ? next.text : "\(name.text).\(next.text)", false)
            parts += 1
        }
        return name
    }

    /// A name, quoted in any dialect's way or bare.
    func identifier() throws -> (text: String, isBare: Bool) {
        guard let first = try bytes.peek() else { throw fault(.truncated) }
        var letters: [UInt8] = []
        if first == 0x22 || first == 0x60 || first == 0x5B || first == 0x27 {
            let close: UInt8 = first == 0x5B ? 0x5D : first
            bytes.advance()
            while true {
                guard let byte = try bytes.take() else { throw fault(.truncated) }
                if byte == close {
                    guard try bytes.skip(close) else { break }
                }
                guard letters.count < Limits.sqlNameBytesMax else { throw fault(.tooLong) }
                letters.append(byte)
            }
            return (String(decoding: letters, as: UTF8.self), false)
        }
        while let byte = try bytes.peek(), Self.isWordByte(byte) {
            guard letters.count < Limits.sqlNameBytesMax else { throw fault(.tooLong) }
            letters.append(byte)
            bytes.advance()
        }
        guard !letters.isEmpty else { throw fault(.unexpected) }
        return (String(decoding: letters, as: UTF8.self), true)
    }

    /// Passes the rest of a statement, its `;` included.
    func skipStatement() throws {
        while true {
            guard let byte = try bytes.peek() else { throw fault(.truncated) }
            if byte == 0x3B { return bytes.advance() }
            try skipPart(byte)
        }
    }

    /// Passes one word, mark, quoted text or comment.
    private func skipPart(_ byte: UInt8) throws {
        switch byte {
        case 0x27, 0x22, 0x60: try skipQuoted(byte, escapes: dialect == .mySQL && byte != 0x60)
        case 0x24: try skipDollar()
        case 0x2D:
            bytes.advance()
            if try bytes.peek() == 0x2D { try skipLine() }
        case 0x23 where dialect == .mySQL: try skipLine()
        case 0x2F:
            bytes.advance()
            if try bytes.skip(0x2A) { try skipComment() }
        case 0x45, 0x65:
            bytes.advance()
            if dialect == .postgreSQL, try bytes.peek() == 0x27 { try skipQuoted(0x27, escapes: true) }
        default: bytes.advance()
        }
    }

    private func skipQuoted(_ quote: UInt8, escapes: Bool) throws {
        bytes.advance()
        while true {
            try bytes.run(until: quote, escapes ? 0x5C : quote, quote) { _ in }
            guard let byte = try bytes.take() else { throw fault(.truncated) }
            if escapes, byte == 0x5C {
                guard try bytes.take() != nil else { throw fault(.truncated) }
            } else if byte == quote {
                guard try bytes.skip(quote) else { return }
            }
        }
    }

    /// Passes a text between `$tag$` marks, or a bare `$`.
    private func skipDollar() throws {
        var text: [UInt8] = []
        _ = try dollarText(&text, isKept: false)
    }

    /// Reads a text between `$tag$` marks; false when it is only a `$`.
    func dollarText(_ text: inout [UInt8], isKept: Bool) throws -> Bool {
        var mark: [UInt8] = [0x24]
        bytes.advance()
        while let byte = try bytes.peek(), Self.isWordByte(byte), byte != 0x24, mark.count < 64 {
            mark.append(byte)
            bytes.advance()
        }
        guard dialect == .postgreSQL, try bytes.skip(0x24) else { return false }
        mark.append(0x24)
        var matched = 0
        while matched < mark.count {
            guard let byte = try bytes.take() else { throw fault(.truncated) }
            if byte == mark[matched] {
                matched += 1
            } else {
                matched = byte == 0x24 ? 1 : 0
            }
            guard isKept else { continue }
            guard text.count < Limits.sqlTextBytesMax else { throw fault(.tooLong) }
            text.append(byte)
        }
        if isKept { text.removeLast(mark.count) }
        return true
    }

    /// Passes the rest of an item of a list, up to its comma or the list's bracket.
    func skipItem() throws {
        var depth = 0
        while true {
            guard let byte = try bytes.peek() else { throw fault(.truncated) }
            switch byte {
            case 0x28, 0x5B: depth += 1
            case 0x29 where depth == 0, 0x2C where depth == 0: return
            case 0x29, 0x5D: depth -= 1
            case 0x3B where depth <= 0: throw fault(.unexpected)
            default:
                try skipPart(byte)
                continue
            }
            bytes.advance()
        }
    }

    /// Text in brackets, as `(10,2)`.
    func bracketed() throws -> String {
        var text: [UInt8] = []
        while let byte = try bytes.take() {
            guard text.count < Limits.sqlNameBytesMax else { throw fault(.tooLong) }
            text.append(byte)
            if byte == 0x29 { return String(decoding: text, as: UTF8.self) }
        }
        throw fault(.truncated)
    }

    /// Passes a trigger or a function, which holds statements of its own between BEGIN and END.
    func skipBody() throws {
        var depth = 0
        while true {
            guard let byte = try bytes.peek() else { throw fault(.truncated) }
            if byte == 0x3B, depth <= 0 { return bytes.advance() }
            guard Self.isWordByte(byte), byte != 0x24 else {
                try skipPart(byte)
                continue
            }
            switch try word() {
            case "BEGIN", "CASE": depth += 1
            case "END": depth -= 1
            default: break
            }
        }
    }

    /// Passes statements that end with another mark than `;`, up to the line that sets it back.
    func skipDelimited() throws {
        var line = try lineText()
        while line.split(separator: " ").last != ";" {
            guard try bytes.peek() != nil else { throw fault(.truncated) }
            line = try lineText()
            while !line.uppercased().hasPrefix("DELIMITER") {
                guard try bytes.peek() != nil else { throw fault(.truncated) }
                line = try lineText()
            }
        }
    }

    private func lineText() throws -> String {
        var text: [UInt8] = []
        while let byte = try bytes.take(), byte != 0x0A {
            if text.count < 64, byte != 0x0D { text.append(byte) }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
