/// One row of a sheet at full width, before it means anything.
struct SheetRow {
    /// Its number in the file.
    let number: Int64
    /// Its cells from the first column on.
    let cells: [RawValue]
}

/// The header of a sheet of any format: in which row it stands and what its columns are called.
///
/// Above it may stand a title, the day, the route; below it the rows, of which the last may be totals.
struct SheetHeader {
    /// The number of the header row; nil when no row reads like one, and then all rows are data.
    let row: Int64?
    /// The name of each column that has one, in the order of the sheet.
    let names: [String]
    /// Where each of them stands in a row.
    let places: [Int]

    /// Finds the header among the first rows of a sheet.
    /// - Throws: ``IntakeError`` when there are more columns than a table may have.
    init(sample rows: [SheetRow], fileName: String) throws {
        let found = rows.indices.prefix(Limits.headerRowsMax).first {
            Self.isHeader(rows[$0], above: rows[($0 + 1)...])
        }
        row = found.map { rows[$0].number }
        let header = found.map { rows[$0].cells } ?? []
        let body = found.map { rows[($0 + 1)...] } ?? rows[...]
        let width = max(Self.width(header), body.map { Self.width($0.cells) }.max() ?? 0)
        let isFilled = { (place: Int) in
            header.indices.contains(place) && header[place] != .null
                || body.contains { place < $0.cells.count && $0.cells[place] != .null }
        }
        let first = (0..<width).first(where: isFilled) ?? 0
        guard width - first <= Int(Limits.columnsMax) else {
            throw IntakeError(
                .tooLarge,
                "\(fileName) has \(width - first) columns in one table; at most \(Limits.columnsMax) are read. "
                    + "Check the file."
            )
        }
        var taken: Set<String> = []
        names = (first..<width).map { place in
            let name = place < header.count ? Self.name(header[place]) : ""
            return Self.unique(name.isEmpty ? "column \(place + 1)" : name, &taken)
        }
        places = Array(first..<width)
    }

    /// The columns, without types: cells of a sheet have no declared one.
    var columns: [SourceColumn] { names.map { SourceColumn(name: $0, declaredType: "") } }

    /// Where the columns called `wanted` stand in a row.
    /// - Throws: ``IntakeError`` when one is not there.
    func places(of wanted: [String], fileName: String) throws -> [Int] {
        try wanted.map { name in
            guard let index = names.firstIndex(of: name) else {
                throw IntakeError(.foreign, "\(fileName) has no such column to read. Check the profile's names.")
            }
            return places[index]
        }
    }

    /// Whether `row` names the columns of the rows below it: mostly distinct texts that are no numbers or dates, and
    /// about as wide as what follows.
    private static func isHeader(_ row: SheetRow, above rest: ArraySlice<SheetRow>) -> Bool {
        let filled = row.cells.filter { $0 != .null }
        guard !filled.isEmpty else { return false }
        let texts = filled.compactMap { value -> String? in
            guard case .text(let text) = value, isName(text) else { return nil }
            return text
        }
        guard texts.count * 5 >= filled.count * 4, Set(texts).count * 2 >= texts.count else { return false }
        // A column may be without a name, and a remark may stand beside some rows.
        let near = rest.prefix(Limits.headerFollowersMax)
        let width = width(row.cells) + 1
        let wider = near.count { Self.width($0.cells) > width }
        let count = near.map { $0.cells.count { $0 != .null } }.max() ?? 0
        return wider * 4 <= near.count && filled.count * 2 > count && (filled.count > 1 || count <= 1)
    }

    /// Whether `text` can be a column's name: short, and not made of digits and signs.
    private static func isName(_ text: String) -> Bool {
        guard text.utf8.count <= Limits.headerNameBytesMax else { return false }
        // `#` alone heads the column of numbers in route sheets.
        var hasDigit = false
        for byte in text.utf8 {
            if byte > 0x40 { return true }
            if (0x30...0x39).contains(byte) { hasDigit = true }
        }
        return !hasDigit && !text.isEmpty
    }

    /// One past the last cell that holds something.
    private static func width(_ cells: [RawValue]) -> Int {
        (cells.lastIndex { $0 != .null } ?? -1) + 1
    }

    /// A header cell as a name: trimmed, and in one line.
    private static func name(_ value: RawValue) -> String {
        let text: String
        switch value {
        case .text(let written): text = written
        case .integer(let number): text = String(number)
        case .real(let number): text = String(number)
        case .null, .blob: return ""
        }
        let words = text.unicodeScalars.prefix(Limits.headerNameBytesMax).split {
            $0.properties.isWhitespace || $0.value < 0x20 || $0.value == 0xFEFF
        }
        return words.map { String($0) }.joined(separator: " ")
    }

    /// `name`, or `name (2)` and so on where it was taken before.
    private static func unique(_ name: String, _ taken: inout Set<String>) -> String {
        var number = 2
        var unique = name
        while !taken.insert(unique).inserted {
            unique = "\(name) (\(number))"
            number += 1
        }
        return unique
    }
}
