import Lending

/// Maps the rows of one record in one table.
struct RowMapper {
    let mapping: RecordMapping
    /// The columns to ask the reader for.
    let columns: [String]
    /// Which columns each field is read from: two tables with the same layout are read alike.
    let layout: String
    private let cells: [Cell]
    /// Position of each field in a mapped row, by the field's raw value; -1 where it is not mapped.
    private let slots: [Int]

    /// A class, so that passing over the cells of a million rows copies none of them.
    private final class Cell: Sendable {
        let reader: CellReader
        /// Positions among `columns`; none for a constant or an absent column, several where cells are put together.
        let positions: [Int]
        let constant: RawValue
        let column: String

        init(reader: CellReader, positions: [Int], constant: RawValue, column: String) {
            self.reader = reader
            self.positions = positions
            self.constant = constant
            self.column = column
        }
    }

    /// What a row gave.
    enum Outcome {
        /// The row; cells that were left out have issues.
        case row(MappedRow, [CellIssue])
        /// The row is rejected for these issues.
        case rejected([CellIssue])
    }

    /// A mapper for a table with these columns, for a lender in `zone`.
    init(_ mapping: RecordMapping, columns present: [SourceColumn], zone: BusinessZone) {
        self.mapping = mapping
        let names = ColumnNames(present)
        var columns: [String] = []
        var cells: [Cell] = []
        var slots = [Int](repeating: -1, count: Field.allCases.count)
        func position(of column: String) -> Int {
            if let found = columns.firstIndex(of: column) { return found }
            columns.append(column)
            return columns.count - 1
        }
        for field in mapping.fields {
            let isHere = names.first(of: field.unless) == nil
            var positions: [Int] = []
            var constant = RawValue.null
            var name = ""
            switch field.origin {
            case .constant(let text): constant = .text(text)
            case .column(let alternatives):
                let found = names.first(of: alternatives)
                name = found ?? alternatives.first ?? ""
                if let found, isHere { positions = [position(of: found)] }
            case .joined(let parts):
                name = parts.joined(separator: " + ")
                positions = isHere ? parts.compactMap(names.find).map(position) : []
            }
            slots[field.field.rawValue] = cells.count
            let reader = CellReader(field, zone: zone)
            cells.append(Cell(reader: reader, positions: positions, constant: constant, column: name))
        }
        self.columns = columns
        let read = cells.map { cell in "\(cell.reader.mapping.field)=\(cell.positions.map { columns[$0] })" }
        layout = read.joined(separator: "\n")
        self.cells = cells
        self.slots = slots
    }

    /// Reads each cell of `raw`, whose values stand in the order of `columns`.
    func map(_ raw: RawRow) -> Outcome {
        var values: [MappedValue?] = []
        values.reserveCapacity(cells.count)
        var issues: [CellIssue] = []
        var isRejected = false
        for cell in cells {
            let value = cell.positions.first.map { raw.values[$0] } ?? cell.constant
            var fault: CellFault?
            var mapped: MappedValue?
            do throws(CellFault) {
                mapped = try Self.read(cell, raw)
                if mapped == nil, cell.reader.mapping.isRequired { fault = CellFault(reason: "is empty") }
            } catch {
                fault = error
            }
            if let fault {
                // An empty cell is no fault unless the cell is required; one that cannot be read is.
                isRejected = isRejected || cell.reader.mapping.isColumnRequired
                issues.append(CellIssue(cell.reader.mapping, column: cell.column, value: value, reason: fault.reason))
            }
            values.append(mapped)
        }
        return isRejected
            ? .rejected(issues) : .row(MappedRow(number: raw.number, values: values, slots: slots), issues)
    }

    /// One field of a row that is otherwise rejected, when it can be read.
    func value(of field: Field, in raw: RawRow) -> MappedValue? {
        let slot = slots[field.rawValue]
        guard slot >= 0 else { return nil }
        let cell = cells[slot]
        // `try?`: the fault of this cell is reported by `map`.
        return (try? Self.read(cell, raw)) ?? nil
    }

    private static func read(_ cell: Cell, _ raw: RawRow) throws(CellFault) -> MappedValue? {
        guard cell.positions.count > 1 else {
            return try cell.reader.read(cell.positions.first.map { raw.values[$0] } ?? cell.constant)
        }
        if case .money = cell.reader.mapping.transform {
            var sum: Money?
            for position in cell.positions {
                if case .money(let amount)? = try cell.reader.read(raw.values[position]) {
                    sum = (sum ?? .zero) + amount
                }
            }
            return sum.map { .money($0) }
        }
        var texts: [String] = []
        for position in cell.positions {
            if let text = try cell.reader.text(raw.values[position]) { texts.append(text) }
        }
        return texts.isEmpty ? nil : try cell.reader.read(.text(texts.joined(separator: " ")))
    }

    /// The column that a field is read from when it is one as it stands; nil for any other.
    func plain(_ field: Field) -> PlainColumn? {
        let slot = slots[field.rawValue]
        guard slot >= 0, cells[slot].positions.count == 1 else { return nil }
        return PlainColumn(cells[slot].reader, at: cells[slot].positions[0])
    }

    /// The name of the column that a field comes from, for rejects.
    func column(of field: Field) -> String {
        let slot = slots[field.rawValue]
        return slot >= 0 ? cells[slot].column : field.name
    }

    /// The mapped columns that a table lacks: those a row cannot do without, and the others.
    static func missing(_ mapping: RecordMapping, in present: [SourceColumn]) -> (required: [String], other: [String]) {
        let names = ColumnNames(present)
        var required: [String] = []
        var other: [String] = []
        for field in mapping.fields {
            if let other = names.first(of: field.unless) {
                if field.isColumnRequired { required.append("\(field.field.name) (it has \(other))") }
                continue
            }
            let absent: String
            switch field.origin {
            case .constant: continue
            case .column(let alternatives):
                guard names.first(of: alternatives) == nil else { continue }
                absent = alternatives.joined(separator: " or ")
            case .joined(let parts):
                guard parts.allSatisfy({ names.find($0) == nil }) else { continue }
                absent = parts.joined(separator: " and ")
            }
            if field.isColumnRequired {
                required.append(absent)
            } else if !other.contains(absent) {
                other.append(absent)
            }
        }
        return (required, other)
    }

    /// The columns of a table that the profile neither maps nor names.
    static func unknown(_ mapping: RecordMapping, in present: [SourceColumn]) -> [String] {
        var known = mapping.ignored + mapping.rows.columns
        for field in mapping.fields {
            switch field.origin {
            case .column(let names), .joined(let names): known += names
            case .constant: break
            }
            known += field.unless
        }
        let names = ColumnNames(present)
        let used = Set(known.compactMap(names.find))
        return present.map(\.name).filter { !used.contains($0) }
    }
}

/// One row, read.
struct MappedRow {
    /// The number that names it in the file.
    let number: Int64
    /// The values, in the order of the mapping's fields.
    let values: [MappedValue?]
    /// Position of each field among the values; -1 where it is not mapped.
    let slots: [Int]

    private subscript(field: Field) -> MappedValue? {
        let slot = slots[field.rawValue]
        return slot < 0 ? nil : values[slot]
    }

    func text(_ field: Field) -> String? {
        if case .text(let value)? = self[field] { value } else { nil }
    }

    func integer(_ field: Field) -> Int64? {
        if case .integer(let value)? = self[field] { value } else { nil }
    }

    func money(_ field: Field) -> Money? {
        if case .money(let value)? = self[field] { value } else { nil }
    }

    func date(_ field: Field) -> CivilDate? {
        if case .date(let value)? = self[field] { value } else { nil }
    }

    func time(_ field: Field) -> DayTime? {
        if case .time(let value)? = self[field] { value } else { nil }
    }

    func percent(_ field: Field) -> Int? {
        if case .percent(let value)? = self[field] { value } else { nil }
    }

    func flag(_ field: Field) -> Bool {
        if case .flag(let value)? = self[field] { value } else { false }
    }

    func frequency(_ field: Field) -> Frequency? {
        if case .frequency(let value)? = self[field] { value } else { nil }
    }

    func status(_ field: Field) -> String? {
        if case .status(let value)? = self[field] { value } else { nil }
    }

    func weekdays(_ field: Field) -> Set<Weekday>? {
        if case .weekdays(let value)? = self[field] { value } else { nil }
    }
}

/// A cell that cannot be read.
struct CellIssue: Hashable {
    /// Its column.
    let column: String
    /// What is wrong with it.
    let reason: String
    /// The cell as far as it may be quoted; nil when its column is personal or it is no text.
    let quote: String?

    init(_ mapping: FieldMapping, column: String, value: RawValue, reason: String) {
        self.column = column.isEmpty ? mapping.field.name : column
        self.reason = reason
        quote = mapping.isPersonal ? nil : Self.quote(value)
    }

    private static func quote(_ value: RawValue) -> String? {
        switch value {
        case .null, .blob: return nil
        case .integer(let number): return String(number)
        case .real(let number): return number.description
        case .text(let text):
            let clean = text.unicodeScalars.prefix(Limits.quoteCharactersMax)
                .map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }
            let cut = String(String.UnicodeScalarView(clean))
            return text.unicodeScalars.count > Limits.quoteCharactersMax ? cut + "…" : cut
        }
    }
}
