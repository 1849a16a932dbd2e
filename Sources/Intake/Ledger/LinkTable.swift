import Lending

/// Another table of a file, looked up by one of its columns.
final class LinkTable {
    private let find: StageStatement
    private let count: Int

    /// Reads the table that `join` names once into `stage`; of two rows with one key the first counts.
    /// - Throws: ``IntakeError`` when the file has no such table or column.
    init(_ join: RowJoin, in readers: [any SourceReader], stage: StageDatabase) throws {
        let found = readers.lazy.compactMap { reader in FileProbe.find(join.table, in: reader).map { ($0, reader) } }
        guard let (table, reader) = found.first else {
            throw IntakeError(
                .foreign,
                "\(readers[0].fileName) has no table \(join.table), which the profile joins. Give the file of its layout."
            )
        }
        let names = ColumnNames(try reader.columns(of: table))
        let columns = try ([join.theirs] + join.columns).map { name in
            guard let found = names.find(name) else {
                throw IntakeError(
                    .foreign,
                    "\(reader.fileName) table \(join.table) has no column \(Notices.list([name])), which the profile "
                        + "joins. Give the file of its layout."
                )
            }
            return found
        }
        let name = "link_\(stage.nextNumber())"
        let cells = join.columns.indices.map { "c\($0)" }
        try stage.execute("CREATE TABLE \(name) (key TEXT PRIMARY KEY, \(cells.joined(separator: ", "))) WITHOUT ROWID")
        let marks = columns.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        let insert = try stage.prepare("INSERT OR IGNORE INTO \(name) VALUES (\(marks))")
        try stage.execute("SAVEPOINT link")
        try reader.read(table, columns: columns) { raw in
            let key = ConditionCheck.word(raw.values[0])
            if !key.isEmpty { try insert.run([.text(key)] + raw.values.dropFirst().map(Self.staged)) }
        }
        try stage.execute("RELEASE link")
        find = try stage.prepare("SELECT \(cells.joined(separator: ", ")) FROM \(name) WHERE key = ?1")
        count = cells.count
    }

    /// The columns of the row whose key is `value`; empty cells when there is none.
    /// - Throws: ``IntakeError``.
    func values(for value: RawValue) throws -> [RawValue] {
        let found = try find.first([.text(ConditionCheck.word(value))]) { row in
            (0..<Int32(count)).map { row.text($0).map { .text($0) } ?? RawValue.null }
        }
        return found ?? Array(repeating: .null, count: count)
    }

    private static func staged(_ value: RawValue) -> StageStatement.Value {
        switch value {
        case .null: .null
        case .integer(let number): .integer(number)
        case .real(let number): .text(ConditionCheck.word(.real(number)))
        case .text(let text): .text(text)
        case .blob: .null
        }
    }
}
