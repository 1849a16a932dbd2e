/// A table of a backup with the number of its rows, counted by reading each cell once.
public struct RowCount: Hashable, Sendable {
    /// The name people know the file by.
    public let file: String
    /// The table: of a family with one for each customer, its name with `*` for what differs.
    public let table: String
    /// Its rows.
    public let rows: Int
}

extension Inspector {
    /// Counts the rows of what is at `path`: a file, or a folder or archive of one source's files.
    /// - Throws: ``IntakeError`` with one line when nothing there can be read, or not to its end.
    public static func rowCounts(path: String, temporaryFolder: String? = nil) throws -> [RowCount] {
        let supply = try RouteLocator.supply(at: path)
        let folder = try PrivateFolder(in: temporaryFolder)
        return try withExtendedLifetime(folder) {
            let readers = try readers(of: supply, in: folder)
            let (tables, roles) = try SourceTables.of(readers)
            return try tables.map { table in
                var rows = 0
                try table.read(Array(table.columns.indices)) { _ in rows += 1 }
                let name = table.affixes.map { "\($0.prefix)*\($0.suffix)" } ?? table.name
                let file = roles[table.role].first.map { readers[$0].fileName } ?? ""
                return RowCount(file: file, table: name, rows: rows)
            }
        }
    }
}
