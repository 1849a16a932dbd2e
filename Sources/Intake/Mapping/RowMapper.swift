import Lending

/// Maps the rows of one record in one table.
struct RowMapper {
    let mapping: RecordMapping
    /// The columns to ask the reader for.
    let columns: [String]
    private let cells: [Cell]
    /// Position of each field in a mapped row, by the field's raw value; -1 where it is not mapped.
    private let slots: [Int]

    private struct Cell {
        let reader: CellReader
        /// Position among `columns`; nil for a constant or an absent column.
        let position: Int?
        let constant: RawValue
        let column: String
    }

    /// What a row gave.
    enum Outcome {
        /// The row; cells that were left out have issues.
        case row(MappedRow, [CellIssue])
        /// The row is rejected for these issues.
        case rejected([CellIssue])
    }

    /// A mapper for a table with these columns.
    init(_ mapping: RecordMapping, columns present: [SourceColumn]) {
        self.mapping = mapping
        var columns: [String] = []
        var cells: [Cell] = []
        var slots = [Int](repeating: -1, count: Field.allCases.count)
        for field in mapping.fields {
            var position: Int?
            var constant = RawValue.null
            var name = ""
            switch field.origin {
            case .constant(let text): constant = .text(text)
            case .column(let column):
                name = column
                if let found = Self.find(column, in: present) {
                    position = columns.firstIndex(of: found) ?? columns.count
                    if position == columns.count { columns.append(found) }
                }
            }
            slots[field.field.rawValue] = cells.count
            cells.append(Cell(reader: CellReader(field), position: position, constant: constant, column: name))
        }
        self.columns = columns
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
            let value = cell.position.map { raw.values[$0] } ?? cell.constant
            var fault: CellFault?
            var mapped: MappedValue?
            do throws(CellFault) {
                mapped = try cell.reader.read(value)
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
        return (try? cell.reader.read(cell.position.map { raw.values[$0] } ?? cell.constant)) ?? nil
    }

    /// The name of the column that a field comes from, for rejects.
    func column(of field: Field) -> String {
        let slot = slots[field.rawValue]
        return slot >= 0 ? cells[slot].column : field.name
    }

    /// The mapped columns that a table lacks: those a row cannot do without, and the others.
    static func missing(_ mapping: RecordMapping, in present: [SourceColumn]) -> (required: [String], other: [String]) {
        var required: [String] = []
        var other: [String] = []
        for field in mapping.fields {
            guard case .column(let name) = field.origin, find(name, in: present) == nil else { continue }
            if field.isColumnRequired { required.append(name) } else if !other.contains(name) { other.append(name) }
        }
        return (required, other)
    }

    /// The columns of a table that the profile neither maps nor names.
    static func unknown(_ mapping: RecordMapping, in present: [SourceColumn]) -> [String] {
        var known = Set(mapping.ignored.map { $0.lowercased() })
        for field in mapping.fields {
            if case .column(let name) = field.origin { known.insert(name.lowercased()) }
        }
        return present.map(\.name).filter { !known.contains($0.lowercased()) }
    }

    private static func find(_ column: String, in present: [SourceColumn]) -> String? {
        (present.first { $0.name == column } ?? present.first { $0.name.lowercased() == column.lowercased() })?.name
    }
}

/// One row, read.
struct MappedRow {
    /// The number that names it in the file.
    let number: Int64
    fileprivate let values: [MappedValue?]
    fileprivate let slots: [Int]

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
