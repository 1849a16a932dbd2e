/// Writes one cell of a sheet from one JSON value.
struct XLSXCellWriter {
    private let rowDigits: [UInt8]

    /// A writer of cells of this row.
    init(row: Int) {
        rowDigits = Array(String(row).utf8)
    }

    /// Writes the value at `offset` of `document`, and moves behind it; null gives no cell.
    /// - Throws: ``JSONError``.
    func write(
        _ document: UnsafeRawBufferPointer,
        _ offset: inout Int,
        _ kind: CSVField.Kind,
        _ opening: [UInt8],
        into output: inout [UInt8]
    ) throws(JSONError) {
        guard offset < document.count else { throw .truncated }
        let start = offset
        switch document[start] {
        case 0x22:
            let scan = try JSONText.end(document, from: start + 1)
            offset = scan.quote + 1
            let content = UnsafeRawBufferPointer(rebasing: document[(start + 1)..<scan.quote])
            guard kind != .json else {
                return text(UnsafeRawBufferPointer(rebasing: document[start..<offset]), opening, into: &output)
            }
            guard scan.hasEscape else { return plain(content, kind, opening, into: &output) }
            var bytes: [UInt8] = []
            var place = 0
            while place < content.count {
                if content[place] == 0x5C {
                    try JSONText.unescape(content, &place, base: start + 1) { bytes.append($0) }
                } else {
                    bytes.append(content[place])
                    place += 1
                }
            }
            bytes.withUnsafeBytes { text($0, opening, into: &output) }
        case 0x7B, 0x5B:
            try JSONSkip.value(document, &offset)
            guard kind == .json else { return }
            text(UnsafeRawBufferPointer(rebasing: document[start..<offset]), opening, into: &output)
        case 0x6E: try JSONSkip.scalar(document, &offset)
        default:
            try JSONSkip.scalar(document, &offset)
            plain(UnsafeRawBufferPointer(rebasing: document[start..<offset]), kind, opening, into: &output)
        }
    }

    /// A value without escapes, as its column's kind if it can be one, else as text.
    private func plain(
        _ bytes: UnsafeRawBufferPointer,
        _ kind: CSVField.Kind,
        _ opening: [UInt8],
        into output: inout [UInt8]
    ) {
        switch kind {
        case .decimal where Self.isNumber(bytes): number(bytes, XLSXTemplate.Style.amount, opening, into: &output)
        case .integer where Self.isNumber(bytes): number(bytes, XLSXTemplate.Style.integer, opening, into: &output)
        case .boolean where bytes.first == 0x74 || bytes.first == 0x66:
            open(opening, " t=\"b\"><v>", into: &output)
            output.append(bytes.first == 0x74 ? 0x31 : 0x30)
            output.append(contentsOf: "</v></c>".utf8)
        case .date:
            guard let serial = Self.serial(bytes) else { return text(bytes, opening, into: &output) }
            let digits = Array(String(serial).utf8)
            digits.withUnsafeBytes { number($0, XLSXTemplate.Style.date, opening, into: &output) }
        case .text, .json, .instant, .decimal, .integer, .boolean: text(bytes, opening, into: &output)
        }
    }

    private func open(_ opening: [UInt8], _ rest: StaticString, into output: inout [UInt8]) {
        output.append(contentsOf: opening)
        output.append(contentsOf: rowDigits)
        output.append(0x22)
        output.append(contentsOf: UnsafeBufferPointer(start: rest.utf8Start, count: rest.utf8CodeUnitCount))
    }

    private func number(
        _ digits: UnsafeRawBufferPointer,
        _ style: UInt8,
        _ opening: [UInt8],
        into output: inout [UInt8]
    ) {
        open(opening, " s=\"", into: &output)
        output.append(0x30 + style)
        output.append(contentsOf: "\"><v>".utf8)
        output.append(contentsOf: digits)
        output.append(contentsOf: "</v></c>".utf8)
    }

    private func text(_ bytes: UnsafeRawBufferPointer, _ opening: [UInt8], into output: inout [UInt8]) {
        // An empty text is one, and not the same as no value.
        open(opening, " t=\"inlineStr\"><is><t xml:space=\"preserve\">", into: &output)
        Self.escape(Self.cut(bytes), into: &output)
        output.append(contentsOf: "</t></is></c>".utf8)
    }

    /// As much of `bytes` as a cell of Excel holds: 32,767 units of UTF-16; a longer cell makes it repair the file.
    private static func cut(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard bytes.count > Limits.xlsxCellUnitsMax else { return bytes }
        var units = 0
        for (place, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
            units += byte >= 0xF0 ? 2 : 1
            if units > Limits.xlsxCellUnitsMax { return UnsafeRawBufferPointer(rebasing: bytes[..<place]) }
        }
        return bytes
    }

    /// Appends `bytes` as XML text; control characters become `_x0007_` and its like, as Excel has them.
    private static func escape(_ bytes: UnsafeRawBufferPointer, into output: inout [UInt8]) {
        if bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x26 && $0 != 0x3C && $0 != 0x3E && $0 != 0x5F && $0 != 0xEF }) {
            return output.append(contentsOf: bytes)
        }
        for (place, byte) in bytes.enumerated() {
            switch byte {
            case 0x26: output.append(contentsOf: "&amp;".utf8)
            case 0x3C: output.append(contentsOf: "&lt;".utf8)
            case 0x3E: output.append(contentsOf: "&gt;".utf8)
            case 0x09, 0x0A: output.append(byte)
            case 0..<0x20:
                output.append(contentsOf: "_x00".utf8)
                output.append(Hex.digit(byte >> 4))
                output.append(Hex.digit(byte & 15))
                output.append(0x5F)
            case 0x5F:
                output.append(contentsOf: XLSXText.escape(bytes, at: place) == nil ? "_".utf8 : "_x005F_".utf8)
            case 0xBE, 0xBF:
                // U+FFFE and U+FFFF are no characters of XML; U+FFFD stands for what cannot be shown.
                let isNone = place >= 2 && bytes[place - 1] == 0xBF && bytes[place - 2] == 0xEF
                output.append(isNone ? 0xBD : byte)
            default: output.append(byte)
            }
        }
    }

    /// Whether `bytes` are a decimal of at most the fifteen digits that Excel keeps.
    private static func isNumber(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var digits = 0
        var points = 0
        for (place, byte) in bytes.enumerated() {
            switch byte {
            case 0x30...0x39: digits += 1
            case 0x2E where place > 0 && place < bytes.count - 1: points += 1
            case 0x2D where place == 0: break
            default: return false
            }
        }
        return digits > 0 && digits <= 15 && points <= 1
    }

    /// The serial number of a day `yyyy-MM-dd` after the leap day that never was; nil for anything else.
    private static func serial(_ bytes: UnsafeRawBufferPointer) -> Int? {
        guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return nil }
        var parts = [0, 0, 0]
        for (place, byte) in bytes.enumerated() where place != 4 && place != 7 {
            guard (0x30...0x39).contains(byte) else { return nil }
            let part = place < 4 ? 0 : place < 7 ? 1 : 2
            parts[part] = parts[part] * 10 + Int(byte - 0x30)
        }
        guard (1...12).contains(parts[1]), (1...31).contains(parts[2]) else { return nil }
        let serial = XLSXDates.serial(year: parts[0], month: parts[1], day: parts[2])
        return serial > 60 ? serial : nil
    }
}
