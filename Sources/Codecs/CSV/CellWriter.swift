/// Writes one cell from one JSON value.
struct CellWriter {
    private let delimiter: UInt8
    private let delimiters: UInt64
    private let decimal: UInt8
    private let protectsNumerals: Bool

    init(_ dialect: CSVDialect) {
        delimiter = dialect.delimiter
        delimiters = ByteWord.repeated(dialect.delimiter)
        decimal = dialect.decimal
        protectsNumerals = dialect.protectsNumerals
    }

    /// The most bytes that a text of `count` bytes takes: each doubled, and what stands around a numeral.
    static func room(for count: Int) -> Int { count * 2 + 7 }

    /// Writes the value at `offset` of `document` as a cell of `field`, and moves behind it.
    @inline(__always)
    func write(
        _ document: UnsafeRawBufferPointer,
        _ offset: inout Int,
        _ field: CSVField,
        _ tip: inout WriteTip
    ) throws(JSONError) {
        guard offset < document.count else { throw .truncated }
        switch document[offset] {
        case 0x22:
            switch field.kind {
            case .text: try text(document, &offset, &tip)
            case .decimal:
                let mark = tip.end
                try plain(document, &offset, field, &tip)
                if decimal != 0x2E { Self.setDecimal(decimal, from: mark, to: tip.end) }
            case .date, .instant, .integer, .boolean: try plain(document, &offset, field, &tip)
            case .json: try nested(document, &offset, &tip)
            }
        case 0x6E: try JSONSkip.scalar(document, &offset)
        case 0x7B, 0x5B:
            // Nested values show as JSON text where the column says so and are left out elsewhere.
            if field.kind == .json {
                try nested(document, &offset, &tip)
            } else {
                try JSONSkip.value(document, &offset)
            }
        default: try scalar(document, &offset, field, &tip)
        }
    }

    /// Writes `bytes`, which are not JSON, as a text cell.
    func plainText(_ bytes: UnsafeRawBufferPointer, _ tip: inout WriteTip) {
        if protectsNumerals, Self.isChangedByExcel(bytes) {
            numeral(bytes, &tip)
            return
        }
        let mustQuote = bytes.contains { $0 == delimiter || $0 == 0x22 || $0 == 0x0D || $0 == 0x0A }
        if mustQuote { tip.byte(0x22) }
        if let first = bytes.first, Self.startsFormula(first) { tip.byte(0x27) }
        for byte in bytes {
            if byte == 0x22 { tip.byte(0x22) }
            tip.byte(byte)
        }
        if mustQuote { tip.byte(0x22) }
    }

    /// Whether Excel would take `bytes` for a number and lose some of its digits: beyond the fifteenth, or zeros in front.
    private static func isChangedByExcel(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count > 15 || (bytes.count > 1 && bytes.first == 0x30) else { return false }
        return bytes.allSatisfy(isDigit)
    }

    @inline(__always)
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// The text at `offset` as a numeral, if it is one that Excel would change.
    private func numeral(_ document: UnsafeRawBufferPointer, _ offset: inout Int, _ tip: inout WriteTip) -> Bool {
        let start = offset + 1
        guard let end = document[start...].firstIndex(where: { !Self.isDigit($0) }), document[end] == 0x22 else {
            return false
        }
        let digits = UnsafeRawBufferPointer(rebasing: document[start..<end])
        guard Self.isChangedByExcel(digits) else { return false }
        numeral(digits, &tip)
        offset = end + 1
        return true
    }

    /// Digits as `="…"`, a formula whose value is that very text, quoted as RFC 4180 asks.
    private func numeral(_ digits: UnsafeRawBufferPointer, _ tip: inout WriteTip) {
        tip.literal("\"=\"\"")
        tip.copy(digits)
        tip.literal("\"\"\"")
    }

    /// Replaces the decimal point between two places.
    @inline(__always)
    static func setDecimal(
        _ decimal: UInt8,
        from mark: UnsafeMutablePointer<UInt8>,
        to end: UnsafeMutablePointer<UInt8>
    ) {
        var place = end
        while place > mark {
            place -= 1
            if place.pointee == 0x2E {
                place.pointee = decimal
                return
            }
        }
    }

    /// Whether a spreadsheet may take a cell that starts with `byte` for a formula (OWASP, CSV injection).
    @inline(__always)
    private static func startsFormula(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D, 0x0A: true
        default: false
        }
    }

    /// A text: copied in runs while nothing in it needs care.
    @inline(__always)
    private func text(
        _ document: UnsafeRawBufferPointer,
        _ offset: inout Int,
        _ tip: inout WriteTip
    ) throws(JSONError) {
        guard let base = document.baseAddress else { return }
        let count = document.count
        let mark = tip.end
        var place = offset + 1
        if protectsNumerals, place < count, Self.isDigit(document[place]), numeral(document, &offset, &tip) { return }
        if place < count, Self.startsFormula(document[place]) { tip.byte(0x27) }
        while place < count {
            if place + 8 <= count {
                let word = base.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                if !ByteWord.needsCare(word, other: delimiters) {
                    tip.word(word)
                    place += 8
                    continue
                }
            }
            let byte = base.load(fromByteOffset: place, as: UInt8.self)
            if byte == 0x22 {
                offset = place + 1
                return
            }
            if byte == delimiter || byte == 0x5C { break }
            if byte < 0x20 { throw .unexpected(at: place) }
            tip.byte(byte)
            place += 1
        }
        tip.rewind(to: mark)
        try careful(document, &offset, &tip)
    }

    /// A text that holds escapes or delimiters: unescaped, then written with all due care.
    @inline(never)
    private func careful(
        _ document: UnsafeRawBufferPointer,
        _ offset: inout Int,
        _ tip: inout WriteTip
    ) throws(JSONError) {
        let start = offset + 1
        let scan = try JSONText.end(document, from: start)
        let content = UnsafeRawBufferPointer(rebasing: document[start..<scan.quote])
        offset = scan.quote + 1
        var bytes: [UInt8] = []
        bytes.reserveCapacity(content.count)
        var place = 0
        while place < content.count {
            if content[place] == 0x5C {
                try JSONText.unescape(content, &place, base: start) { bytes.append($0) }
            } else {
                bytes.append(content[place])
                place += 1
            }
        }
        bytes.withUnsafeBytes { plainText($0, &tip) }
    }

    /// A string that holds digits and signs only, as decimals and dates do.
    @inline(__always)
    private func plain(
        _ document: UnsafeRawBufferPointer,
        _ offset: inout Int,
        _ field: CSVField,
        _ tip: inout WriteTip
    ) throws(JSONError) {
        var place = offset + 1
        while place < document.count {
            let byte = document[place]
            if byte == 0x22 {
                offset = place + 1
                return
            }
            // Letters for instants (T, Z) and states; nothing that could need quotes or start a formula.
            guard byte >= 0x2B, byte <= 0x7A, byte != delimiter, byte != 0x5C, byte != 0x3D, byte != 0x40 else {
                throw .mismatch(field.name, expected: "a plain \(field.kind.rawValue)")
            }
            tip.byte(byte)
            place += 1
        }
        throw .truncated
    }

    /// A number or a word, as it is.
    @inline(__always)
    private func scalar(
        _ document: UnsafeRawBufferPointer,
        _ offset: inout Int,
        _ field: CSVField,
        _ tip: inout WriteTip
    ) throws(JSONError) {
        let start = offset
        let mark = tip.end
        try JSONSkip.scalar(document, &offset)
        for place in start..<offset {
            let byte = document[place]
            guard byte >= 0x2B, byte <= 0x7A, byte != delimiter, byte != 0x3D else {
                throw .mismatch(field.name, expected: "a plain \(field.kind.rawValue)")
            }
            tip.byte(byte)
        }
        if field.kind == .decimal, decimal != 0x2E { Self.setDecimal(decimal, from: mark, to: tip.end) }
    }

    /// A nested value as its own JSON text.
    private func nested(
        _ document: UnsafeRawBufferPointer,
        _ offset: inout Int,
        _ tip: inout WriteTip
    ) throws(JSONError) {
        let start = offset
        try JSONSkip.value(document, &offset)
        plainText(UnsafeRawBufferPointer(rebasing: document[start..<offset]), &tip)
    }
}
