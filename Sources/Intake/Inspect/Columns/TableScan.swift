/// A table as profiled in one pass: its columns, and a spread sample of whole rows.
struct TableScan {
    /// Where its rows stand.
    let table: SourceTable
    /// The name as words.
    let words: NameWords
    /// How many rows it holds.
    private(set) var rows = 0
    /// Its columns.
    private(set) var columns: [ColumnScan]
    /// Rows at even distances.
    private(set) var sample: [[RawValue]] = []

    /// Reads the whole of `table` once.
    /// - Throws: ``IntakeError``.
    init(_ table: SourceTable) throws {
        self.table = table
        words = NameWords(table.isFamily ? (table.affixes?.prefix ?? "") : table.name)
        columns = table.columns.map(ColumnScan.init)
        let room = max(200, Limits.sampleCellsMax / max(1, columns.count))
        var stride = 1
        var count = 0
        var columns = self.columns
        var sample: [[RawValue]] = []
        try table.read(Array(table.columns.indices)) { values in
            count += 1
            let isSampled = count <= 4_096 || count & 15 == 0
            for index in values.indices { columns[index].take(values[index], isSampled: isSampled) }
            guard count % stride == 0 else { return }
            sample.append(values.map(Self.short))
            if sample.count >= room {
                sample = sample.indices.filter { $0 % 2 == 1 }.map { sample[$0] }
                stride *= 2
            }
        }
        rows = count
        self.columns = columns
        self.sample = sample
    }

    /// The name of the profile.
    var name: String { table.name }

    /// The column called `name`.
    func index(of name: String) -> Int? { columns.firstIndex { $0.name == name } }

    /// `value`, with a long text cut: it is looked at, not kept.
    private static func short(_ value: RawValue) -> RawValue {
        switch value {
        case .text(let text) where text.utf8.count > Limits.sampleTextBytesMax:
            .text(String(decoding: text.utf8.prefix(Limits.sampleTextBytesMax), as: UTF8.self))
        case .blob: .blob([])
        default: value
        }
    }
}
