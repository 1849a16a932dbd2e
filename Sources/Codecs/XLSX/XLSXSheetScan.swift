/// Reads the cells of a sheet and hands its rows over.
struct XLSXSheetScan: XMLReceiver {
    /// How the cell's content is to be read.
    private enum Form {
        case number
        case shared
        case plain
        case inline
        case boolean
    }

    private let strings: XLSXStrings
    private let styles: [XLSXDates.Kind]
    private let dates: XLSXDates
    private let body: (XLSXRow) throws -> Void

    private var row = 0
    private var cells: [XLSXRow.Cell] = []
    /// Column of the cell that is read, one further on than the last.
    private var column = -1
    private var form = Form.number
    private var style = 0
    private var isInRow = false
    private var isInCell = false
    private var isInValue = false
    private var value: [UInt8] = []
    private var inline = XLSXTextParts()

    init(
        strings: XLSXStrings,
        styles: [XLSXDates.Kind],
        dates: XLSXDates,
        _ body: @escaping (XLSXRow) throws -> Void
    ) {
        self.strings = strings
        self.styles = styles
        self.dates = dates
        self.body = body
    }

    @inline(__always)
    mutating func open(_ tag: XMLTag) throws {
        switch tag.name.letter {
        case 0x63 where isInRow: try openCell(tag)
        case 0x76 where isInCell: isInValue = true
        case 0: if tag.name.isEqual("row") { try openRow(tag) } else if isInCell { inline.open(tag.name) }
        default: if isInCell { inline.open(tag.name) }
        }
    }

    @inline(__always)
    mutating func close(_ name: XMLName) throws {
        switch name.letter {
        case 0x63 where isInCell:
            isInCell = false
            try closeCell()
        case 0x76: isInValue = false
        case 0:
            if name.isEqual("row"), isInRow {
                isInRow = false
                if !cells.isEmpty { try body(XLSXRow(number: row, cells: cells)) }
            } else if isInCell {
                inline.close(name)
            }
        default: if isInCell { inline.close(name) }
        }
    }

    @inline(__always)
    mutating func text(_ bytes: UnsafeRawBufferPointer, isLiteral: Bool) throws {
        if isInValue {
            if isLiteral { value.append(contentsOf: bytes) } else { try XMLText.unescape(bytes, into: &value) }
            guard value.count <= Limits.xlsxTextBytesMax else {
                throw XMLError.tooLarge("cell \(place) has over \(Limits.xlsxTextBytesMax) bytes")
            }
        } else if isInCell {
            try inline.add(bytes, isLiteral: isLiteral)
        }
    }

    private mutating func openRow(_ tag: XMLTag) throws {
        var number = row + 1
        var rest = tag.attributes
        while let next = try rest.next() {
            guard next.name.letter == 0x72 else { continue }
            guard let stated = Self.natural(next.value) else { throw XMLError.malformed("a row has no proper number") }
            number = stated
            break
        }
        guard number >= 1, number <= Limits.sheetRowsMax else {
            throw XMLError.tooLarge("row \(number) is beyond \(Limits.sheetRowsMax)")
        }
        row = number
        column = -1
        isInRow = true
        isInCell = false
        cells.removeAll(keepingCapacity: true)
    }

    @inline(__always)
    private mutating func openCell(_ tag: XMLTag) throws {
        column += 1
        form = .number
        style = 0
        var rest = tag.attributes
        while let next = try rest.next() {
            switch next.name.letter {
            case 0x72: column = try Self.column(next.value, row)
            case 0x73: style = Self.natural(next.value) ?? 0
            case 0x74: form = Self.form(next.value)
            default: break
            }
        }
        guard column < Limits.sheetColumnsMax, cells.count < Limits.sheetColumnsMax else {
            throw XMLError.tooLarge("row \(row) has over \(Limits.sheetColumnsMax) columns")
        }
        isInCell = true
        isInValue = false
        value.removeAll(keepingCapacity: true)
        inline.begin()
    }

    @inline(__always)
    private mutating func closeCell() throws {
        let found: XLSXValue?
        switch form {
        case .number: found = value.isEmpty ? nil : value.withUnsafeBytes { number($0) }
        case .shared:
            guard !value.isEmpty else { return }
            guard let index = value.withUnsafeBytes({ Self.natural($0) }), let text = strings.text(index) else {
                throw XMLError.malformed("cell \(place) names a shared text that is not there")
            }
            found = text.isEmpty ? nil : .text(text)
        case .plain: found = value.isEmpty ? nil : .text(value.withUnsafeBytes { XLSXText.decoded($0) })
        case .inline:
            let bytes = inline.end()
            found = bytes.isEmpty ? nil : .text(bytes.withUnsafeBytes { XLSXText.decoded($0) })
        case .boolean: found = value.isEmpty ? nil : .integer(value == [0x31] || value == Array("true".utf8) ? 1 : 0)
        }
        if let found { cells.append(XLSXRow.Cell(column: column, value: found)) }
    }

    private func number(_ bytes: UnsafeRawBufferPointer) -> XLSXValue {
        guard let number = XLSXNumber.value(bytes) else { return .text(XLSXText.decoded(bytes)) }
        guard style < styles.count, styles[style] != .number else { return number }
        let serial: Double
        switch number {
        case .integer(let whole): serial = Double(whole)
        case .real(let real): serial = real
        case .text: return number
        }
        return dates.text(serial, styles[style]).map { .text($0) } ?? number
    }

    /// The cell that is read, such as `AB12`.
    private var place: String { XLSXPlace.name(column) + String(row) }

    private static func form(_ type: UnsafeRawBufferPointer) -> Form {
        guard let first = type.first else { return .number }
        switch (type.count, first) {
        case (1, 0x73): return .shared
        case (1, 0x6E): return .number
        case (1, 0x62): return .boolean
        case (9, 0x69): return .inline
        // The text of a formula, an error's name, a day in ISO form.
        default: return .plain
        }
    }

    /// The column of a cell called `B7`, which must stand in `row`.
    @inline(__always)
    private static func column(_ name: UnsafeRawBufferPointer, _ row: Int) throws -> Int {
        var column = 0
        var place = 0
        while place < name.count, place < 4 {
            let letter = name[place] & 0xDF
            guard letter >= 0x41, letter <= 0x5A else { break }
            column = column * 26 + Int(letter - 0x40)
            place += 1
        }
        guard column > 0, column <= Limits.sheetColumnsMax else {
            throw XMLError.tooLarge("a cell of row \(row) is beyond column \(Limits.sheetColumnsMax)")
        }
        guard natural(UnsafeRawBufferPointer(rebasing: name[place...])) == row else {
            throw XMLError.malformed("a cell of row \(row) says that it is in another row")
        }
        return column - 1
    }

    @inline(__always)
    private static func natural(_ digits: UnsafeRawBufferPointer) -> Int? {
        guard !digits.isEmpty, digits.count <= 18 else { return nil }
        var value = 0
        for byte in digits {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }
}

/// Names of columns.
enum XLSXPlace {
    /// `A` for 0, `AB` for 27.
    static func name(_ column: Int) -> String {
        var rest = column
        var letters: [UInt8] = []
        repeat {
            letters.append(UInt8(0x41 + rest % 26))
            rest = rest / 26 - 1
        } while rest >= 0
        return String(decoding: letters.reversed(), as: UTF8.self)
    }
}
