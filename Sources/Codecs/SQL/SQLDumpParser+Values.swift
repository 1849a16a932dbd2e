/// Values of rows.
extension SQLDumpParser {
    /// The value that comes next, with what casts it.
    func value(depth: Int) throws -> DumpValue {
        guard depth <= Limits.sqlDepthMax else { throw fault(.tooLong) }
        hasMinus = false
        try skipBlank()
        guard let byte = try bytes.peek() else { throw fault(.truncated) }
        var value: DumpValue
        switch byte {
        case _ where hasMinus:
            hasMinus = false
            value = try number(isNegative: true)
        case 0x27: value = try quoted(escapes: dialect == .mySQL)
        case 0x22: value = try quoted(escapes: dialect == .mySQL, mark: 0x22)
        case 0x2B, 0x2E, 0x30...0x39: value = try number(isNegative: false)
        case 0x28:
            bytes.advance()
            value = try self.value(depth: depth + 1)
            try skipBlank()
            guard try bytes.skip(0x29) else { throw try missing() }
        case 0x24:
            var text: [UInt8] = []
            value = try dollarText(&text, isKept: true) ? Self.text(text) : .unknown
        case _ where Self.isWordByte(byte): value = try named(depth: depth)
        default: value = .unknown
        }
        try skipBlank()
        // A cast, or an expression that is not followed.
        guard let next = try bytes.peek(), !hasMinus else {
            hasMinus = false
            try skipItem()
            return .unknown
        }
        if next == 0x2C || next == 0x29 { return value }
        if next == 0x3A || (depth > 0 && next | 0x20 == 0x61) {
            try skipItem()
            return value
        }
        value = .unknown
        try skipItem()
        return value
    }

    private func number(isNegative: Bool) throws -> DumpValue {
        var digits: [UInt8] = isNegative ? [0x2D] : []
        if try bytes.peek() == 0x2B { bytes.advance() }
        while let byte = try bytes.peek(),
            (byte >= 0x30 && byte <= 0x39) || byte == 0x2E || byte == 0x65 || byte == 0x45 || byte == 0x78
                || ((byte == 0x2D || byte == 0x2B) && digits.last.map { $0 | 0x20 } == 0x65)
        {
            if byte == 0x78, digits == [0x30] {
                bytes.advance()
                return try hexWord()
            }
            guard digits.count < Limits.jsonNumberBytesMax else { throw fault(.tooLong) }
            digits.append(byte)
            bytes.advance()
        }
        guard digits.contains(where: { $0 >= 0x30 && $0 <= 0x39 }) else { return .unknown }
        return digits.withUnsafeBytes { bytes in
            switch JSONNumber(bytes) {
            case .integer(let value): .integer(value)
            case .real(let value): .real(value)
            case .text(let text): .text(text)
            }
        }
    }

    /// `0xCAFE`: bytes in MySQL's dumps.
    private func hexWord() throws -> DumpValue {
        var blob = SQLHex()
        while let byte = try bytes.peek(), let digit = Hex.value(of: byte) {
            guard blob.bytes.count < Limits.sqlTextBytesMax else { throw fault(.tooLong) }
            blob.add(digit)
            bytes.advance()
        }
        return blob.isWhole ? .blob(blob.bytes) : .unknown
    }

    private func quoted(escapes: Bool, mark: UInt8 = 0x27) throws -> DumpValue {
        var text: [UInt8] = []
        try string(into: &text, escapes: escapes, mark: mark)
        return Self.text(text)
    }

    static func text(_ bytes: [UInt8]) -> DumpValue {
        String(validating: bytes, as: UTF8.self).map { .text($0) } ?? .blob(bytes)
    }

    /// Reads a text whose opening mark comes next; doubled marks are one, and backslashes escape when asked for.
    func string(into text: inout [UInt8], escapes: Bool, mark: UInt8 = 0x27) throws {
        bytes.advance()
        while true {
            try bytes.run(until: mark, escapes ? 0x5C : mark, mark) { text.append(contentsOf: $0) }
            guard text.count <= Limits.sqlTextBytesMax else { throw fault(.tooLong) }
            guard let byte = try bytes.peek() else { throw fault(.truncated) }
            if byte == mark {
                bytes.advance()
                guard try bytes.skip(mark) else { return }
                text.append(mark)
            } else if escapes, byte == 0x5C {
                bytes.advance()
                guard let letter = try bytes.take() else { throw fault(.truncated) }
                if let plain = SQLEscape.plain(letter) { text.append(plain) }
            }
        }
    }

    /// `NULL`, `TRUE`, `X'00'`, `E'…'`, `_binary '…'`, or a function.
    private func named(depth: Int) throws -> DumpValue {
        let name = try word()
        let isQuoted = try bytes.peek() == 0x27
        switch name {
        case "NULL": return .null
        case "TRUE": return .text("true")
        case "FALSE": return .text("false")
        case "X" where isQuoted:
            guard case .text(let digits) = try quoted(escapes: false), let blob = Hex.decode(digits) else {
                return .unknown
            }
            return .blob(blob)
        case "E" where isQuoted: return try quoted(escapes: true)
        case "N" where isQuoted: return try quoted(escapes: dialect == .mySQL)
        case _ where name.hasPrefix("_") && dialect == .mySQL:
            try skipBlank()
            guard try bytes.peek() == 0x27 else { return .unknown }
            let value = try quoted(escapes: true)
            guard name == "_BINARY", case .text(let text) = value else { return value }
            return .blob(Array(text.utf8))
        default: break
        }
        try skipBlank()
        guard try bytes.peek() == 0x28 else { return .unknown }
        bytes.advance()
        return try call(name, depth: depth)
    }

    /// The functions that `sqlite3 .dump` writes for line ends, and casts; the others are not followed.
    private func call(_ name: String, depth: Int) throws -> DumpValue {
        var arguments: [DumpValue] = []
        try skipBlank()
        if try bytes.peek() != 0x29 {
            repeat {
                arguments.append(try value(depth: depth + 1))
                guard arguments.count <= 64 else { throw fault(.tooLong) }
            } while try bytes.skip(0x2C)
        }
        guard try bytes.skip(0x29) else { throw try missing() }
        switch (name, arguments.first) {
        case ("CAST", let value?) where arguments.count == 1: return value
        case ("CHAR", .integer?):
            var text = ""
            for case .integer(let code) in arguments {
                guard let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init) else { return .unknown }
                text.unicodeScalars.append(scalar)
            }
            return .text(text)
        case ("UNISTR", .text(let text)?): return SQLEscape.unistr(text).map { .text($0) } ?? .unknown
        case ("REPLACE", .text(let text)?):
            guard arguments.count == 3, case .text(let old) = arguments[1], case .text(let new) = arguments[2] else {
                return .unknown
            }
            guard let replaced = SQLEscape.replace(text, old, new) else { throw fault(.tooLong) }
            return .text(replaced)
        default: return .unknown
        }
    }

    // MARK: COPY

    /// Reads a line of a COPY block; false at its end.
    func copiedRow(_ values: inout [DumpValue]) throws -> Bool {
        var field: [UInt8] = []
        var isNull = false
        while true {
            try bytes.run(until: 0x09, 0x0A, 0x5C) { field.append(contentsOf: $0) }
            guard field.count <= Limits.sqlTextBytesMax else { throw fault(.tooLong) }
            guard let byte = try bytes.take() else { throw fault(.truncated) }
            switch byte {
            case 0x5C:
                guard let letter = try bytes.take() else { throw fault(.truncated) }
                if letter == 0x2E, values.isEmpty, field.isEmpty {
                    try skipLine()
                    return false
                }
                isNull = isNull || (letter == 0x4E && field.isEmpty)
                if letter != 0x4E { field.append(try copiedEscape(letter)) }
            case 0x09, 0x0A:
                if byte == 0x0A, field.last == 0x0D { field.removeLast() }
                values.append(isNull ? .null : Self.text(field))
                guard values.count <= Limits.sheetColumnsMax else { throw fault(.tooLong) }
                field.removeAll(keepingCapacity: true)
                isNull = false
                if byte == 0x0A { return true }
            default: break
            }
        }
    }

    private func copiedEscape(_ letter: UInt8) throws -> UInt8 {
        switch letter {
        case 0x62: return 0x08
        case 0x66: return 0x0C
        case 0x6E: return 0x0A
        case 0x72: return 0x0D
        case 0x74: return 0x09
        case 0x76: return 0x0B
        case 0x30...0x37:
            var value = letter - 0x30
            for _ in 0..<2 {
                guard let digit = try bytes.peek(), (0x30...0x37).contains(digit) else { break }
                value = value << 3 | (digit - 0x30)
                bytes.advance()
            }
            return value
        default: return letter
        }
    }

    /// Passes the lines of a COPY block.
    func skipCopied() throws {
        while true {
            guard let byte = try bytes.peek() else { throw fault(.truncated) }
            if byte == 0x5C {
                bytes.advance()
                if try bytes.peek() == 0x2E { return try skipLine() }
            }
            try skipLine()
        }
    }
}
