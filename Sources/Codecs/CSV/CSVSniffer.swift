/// Tells the delimiter of a CSV file from its head.
///
/// Each delimiter is tried: the one with which most rows have the same number of cells, and the first of those rows
/// reads like a header, is the file's own. A decimal comma in each row is so never taken for a delimiter.
struct CSVSniffer {
    /// The memory of the head; eight bytes behind it can be read.
    let bytes: UnsafePointer<UInt8>
    let count: Int
    /// Whether the file ends with the head.
    let isWhole: Bool

    /// In the order in which a draw is decided.
    private static let delimiters: [UInt8] = [0x3B, 0x09, 0x7C, 0x2C]

    /// The delimiter that the first line names as `sep=;`, as Excel reads it, and where the next line starts.
    func declared(from start: Int) -> (delimiter: UInt8, next: Int)? {
        guard start + 6 <= count else { return nil }
        let name: [UInt8] = [0x73, 0x65, 0x70, 0x3D]
        for index in 0..<4 where bytes[start + index] | 0x20 != name[index] | 0x20 { return nil }
        guard bytes[start + 3] == 0x3D, Self.delimiters.contains(bytes[start + 4]) else { return nil }
        switch (bytes[start + 5], start + 6 < count ? bytes[start + 6] : 0) {
        case (0x0D, 0x0A): return (bytes[start + 4], start + 7)
        case (0x0A, _), (0x0D, _): return (bytes[start + 4], start + 6)
        default: return nil
        }
    }

    /// The delimiter of the rows from `start` on; a comma when none fits.
    func delimiter(from start: Int) -> UInt8 {
        var best: (delimiter: UInt8, score: Int, width: Int) = (0x2C, 0, 1)
        for delimiter in Self.delimiters {
            let rows = widths(delimiter, from: start)
            guard let (score, width) = Self.judge(rows) else { continue }
            if score > best.score || (score == best.score && width > best.width) {
                best = (delimiter, score, width)
            }
        }
        return best.delimiter
    }

    /// A thousandth of the rows that are as wide as most, half as much again where the first one is a header.
    private static func judge(_ rows: [(width: Int, isHeader: Bool)]) -> (score: Int, width: Int)? {
        var counts: [Int: Int] = [:]
        for row in rows where row.width > 1 { counts[row.width, default: 0] += 1 }
        guard let most = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { return nil }
        let share = most.value * 1_000 / rows.count
        let isHeaded = rows.first { $0.width == most.key }?.isHeader == true
        return (isHeaded ? share + share / 2 : share, most.key)
    }

    private func widths(_ delimiter: UInt8, from start: Int) -> [(width: Int, isHeader: Bool)] {
        var rows: [(width: Int, isHeader: Bool)] = []
        let cells = CSVCells()
        var literals: [Int] = []
        var place = start
        while place < count, rows.count < Limits.csvSampleRows {
            let scan = CSVRowScan(
                bytes: bytes,
                end: count,
                isFinal: isWhole,
                delimiter: delimiter,
                literalQuotes: literals,
                cells: cells
            )
            switch scan.row(from: place) {
            case .row(let next, _):
                if !isBlank(cells) { rows.append((cells.count, isHeader(cells))) }
                literals = []
                place = next
            case .unclosed(let quote):
                guard literals.count < Limits.csvSampleRows else { return rows }
                literals.append(quote)
            case .needsMore, .tooWide, .cellTooLong: return rows
            }
        }
        return rows
    }

    private func isBlank(_ cells: CSVCells) -> Bool {
        cells.count == 1 && cells.bounds[0].end <= cells.bounds[0].start
    }

    /// Whether most cells are names: not empty, and not made of digits and signs.
    private func isHeader(_ cells: CSVCells) -> Bool {
        var names = 0
        for index in 0..<cells.count {
            let cell = cells.bounds[index]
            var isName = false
            for place in Int(cell.start)..<max(Int(cell.start), Int(cell.end)) where !isOfNumber(bytes[place]) {
                isName = true
                break
            }
            if isName { names += 1 }
        }
        return names * 5 >= cells.count * 4
    }

    private func isOfNumber(_ byte: UInt8) -> Bool {
        byte <= 0x40 || byte == 0x7C
    }
}
