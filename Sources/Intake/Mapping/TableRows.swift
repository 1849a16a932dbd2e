import Machine

/// The rows of one table as a record of the profile sees them: packed text taken apart, columns of another table added,
/// rows that do not count left out.
struct TableRows {
    /// The table's columns and those that the profile's rules add.
    let columns: [SourceColumn]
    private let reader: any SourceReader
    private let table: String
    private let rules: RowRules
    private let link: LinkTable?

    /// What became of rows that are not handed over.
    struct LeftOut: Hashable {
        /// Rows that do not fulfil a condition of the profile.
        var byCondition = 0
        /// Rows that came before.
        var repeated = 0

        mutating func add(_ other: LeftOut) {
            byCondition += other.byCondition
            repeated += other.repeated
        }
    }

    /// The rows of `table`; a table that is joined may stand in any of the files `beside`.
    /// - Throws: ``IntakeError``.
    init(
        _ table: String,
        in reader: any SourceReader,
        beside: [any SourceReader],
        rules: RowRules,
        stage: () throws -> StageDatabase
    ) throws {
        self.reader = reader
        self.table = table
        self.rules = rules
        var columns = try reader.columns(of: table)
        if let join = rules.join {
            link = try LinkTable(join, in: [reader] + beside, stage: stage())
            columns += join.columns.map { SourceColumn(name: $0, declaredType: "") }
        } else {
            link = nil
        }
        if let unpacking = rules.unpacking {
            columns += unpacking.columns.map { SourceColumn(name: $0, declaredType: "") }
        }
        self.columns = columns
    }

    /// Hands over each row with the values of `wanted`, and says how many were left out.
    /// - Throws: ``IntakeError``, or what `body` throws.
    @discardableResult
    func read(_ wanted: [String], _ body: (RawRow) throws -> Void) throws -> LeftOut {
        var left = LeftOut()
        let layout = try Layout(wanted, rules: rules, physical: reader.columns(of: table))
        var seen: Set<RowPrint> = []
        try reader.read(table, columns: layout.physical) { raw in
            var values = raw.values
            if let link, let ours = layout.link { values += try link.values(for: raw.values[ours]) }
            for row in layout.unpacked(values) {
                guard layout.holds(of: row) else {
                    left.byCondition += 1
                    continue
                }
                if !layout.unique.isEmpty, !seen.insert(RowPrint(layout.unique.map { row[$0] })).inserted {
                    left.repeated += 1
                    continue
                }
                try body(RawRow(number: raw.number, values: layout.wanted.map { row[$0] }))
            }
        }
        return left
    }
}

/// Where each value stands in a row that is put together from a table, another table and packed text.
private struct Layout {
    /// The columns to ask the reader for.
    let physical: [String]
    /// Positions of the columns wanted.
    let wanted: [Int]
    /// Without a position it is the first filled cell that is looked at.
    let conditions: [(position: Int?, test: RowCondition.Test)]
    let unique: [Int]
    /// Position of the column that links to the other table.
    let link: Int?
    private let packed: Int?
    private let unpacking: Unpacking?

    init(_ wanted: [String], rules: RowRules, physical columns: [SourceColumn]) throws {
        var physical: [String] = []
        let own = ColumnNames(columns)
        let added = (rules.join?.columns ?? []) + (rules.unpacking?.columns ?? [])
        let looksEverywhere = rules.conditions.contains { $0.place == .firstFilled }
        let needed = ((looksEverywhere ? columns.map(\.name) : []) + wanted + rules.columns)
            .filter { !added.contains($0) }
        for name in needed.compactMap(own.find) where !physical.contains(name) { physical.append(name) }
        let all = physical + added
        let names = ColumnNames(all.map { SourceColumn(name: $0, declaredType: "") })
        func position(_ name: String) throws -> Int {
            guard let found = names.find(name), let position = all.firstIndex(of: found) else {
                throw IntakeError(
                    .foreign,
                    "A table has no column \(Notices.list([name])), which the profile's rules for rows look at. "
                        + "Correct the profile or give the file of its layout."
                )
            }
            return position
        }
        self.physical = physical
        self.wanted = try wanted.map(position)
        conditions = try rules.conditions.compactMap { condition in
            switch condition.place {
            case .firstFilled: return (nil, condition.test)
            case .column(let alternatives, let isOptional):
                let found = names.first(of: alternatives)
                if found == nil, isOptional { return nil }
                return (try position(found ?? alternatives.first ?? ""), condition.test)
            }
        }
        unique = try rules.unique.map(position)
        link = try rules.join.map { try position($0.ours) }
        packed = try rules.unpacking.map { try position($0.column) }
        unpacking = rules.unpacking
    }

    /// Whether a row fulfils every condition.
    func holds(of row: [RawValue]) -> Bool {
        conditions.allSatisfy { ConditionCheck.holds($0.test, of: cell($0.position, of: row)) }
    }

    /// The cell that a condition looks at.
    private func cell(_ position: Int?, of row: [RawValue]) -> RawValue {
        if let position { return row[position] }
        return row.prefix(physical.count).first { !ConditionCheck.word($0).isEmpty } ?? .null
    }

    /// The rows that a row holds: itself, or one for each record in its packed text.
    func unpacked(_ values: [RawValue]) -> [[RawValue]] {
        guard let unpacking, let packed else { return [values] }
        guard case .text(let text) = values[packed] else { return [] }
        return text.split(separator: unpacking.separator).compactMap { record in
            let cells = record.split(separator: unpacking.cellSeparator).map(String.init)
            guard !cells.isEmpty else { return nil }
            return values
                + unpacking.columns.indices.map { cells.indices.contains($0) ? .text(cells[$0]) : .null }
        }
    }
}

/// Whether a cell fulfils a condition.
enum ConditionCheck {
    static func holds(_ test: RowCondition.Test, of value: RawValue) -> Bool {
        let text = word(value)
        switch test {
        case .isOneOf(let words): return words.contains(text)
        case .isNoneOf(let words): return !words.contains(text)
        case .isEmpty: return text.isEmpty
        case .isPresent: return !text.isEmpty
        case .isAbove(let limit): return number(value, text).map { $0 > limit } ?? false
        case .beginsWithNoneOf(let words): return !words.contains { text.hasPrefix($0) }
        }
    }

    /// The cell in lower case without surrounding blanks; a whole number without a fraction.
    static func word(_ value: RawValue) -> String {
        switch value {
        case .null, .blob: return ""
        case .integer(let number): return String(number)
        case .real(let number):
            let isWhole = number == number.rounded() && number.magnitude < 9e15
            return isWhole ? String(Int64(number)) : number.description
        case .text(let text):
            let lower = text.lowercased().unicodeScalars
            guard let first = lower.firstIndex(where: { !$0.properties.isWhitespace }),
                let last = lower.lastIndex(where: { !$0.properties.isWhitespace })
            else { return "" }
            return String(lower[first...last])
        }
    }

    /// The number in the cell, its separators guessed: it is compared, not kept.
    private static func number(_ value: RawValue, _ text: String) -> Double? {
        switch value {
        case .integer(let number): return Double(number)
        case .real(let number): return number
        case .null, .blob: return nil
        case .text:
            let plain = text.filter { $0.isASCII && ($0.isNumber || ".,-".contains($0)) }
            let groups = plain.split(whereSeparator: { ".,".contains($0) }).dropFirst()
            let isGrouped = !groups.isEmpty && groups.allSatisfy { $0.count == 3 }
            return Double(plain.filter { !isGrouped || !".,".contains($0) }.replacing(",", with: "."))
        }
    }
}

/// A fingerprint of some cells of a row; two rows that differ have the same one less often than disks fail.
struct RowPrint: Hashable {
    private let high: UInt64
    private let low: UInt64

    init(_ values: [RawValue]) {
        var hasher = Hasher256()
        for value in values { hasher.updateField(ConditionCheck.word(value)) }
        let bytes = hasher.finalize()
        high = bytes[0..<8].reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes[8..<16].reduce(0) { $0 << 8 | UInt64($1) }
    }
}
