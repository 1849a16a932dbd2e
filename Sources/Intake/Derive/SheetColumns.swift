/// The columns of a table that a profile reads by what it holds and not by its name (`table: "*"`).
///
/// Several records may be read from such a table, so a column is known when one of them knows it.
enum SheetColumns {
    /// The records of the file in `role` that a table may hold whatever it is called.
    static func records(of profile: Profile, in role: String) -> [RecordMapping] {
        profile.records.values.filter { $0.file == role && $0.table.field == nil && !$0.table.isOneName }
            .sorted { $0.record.rawValue < $1.record.rawValue }
    }

    /// The columns of `table` that none of `records` knows.
    /// - Throws: ``IntakeError``.
    static func unknown(
        to records: [RecordMapping],
        in table: String,
        of reader: any SourceReader
    ) throws -> [String] {
        var unknown = try reader.columns(of: table).map(\.name)
        for mapping in records where mapping.table.matches(table) {
            let own = Set(RowMapper.unknown(mapping, in: try reader.columns(of: table)))
            unknown.removeAll { !own.contains($0) }
        }
        return unknown
    }

    /// Whether `table` holds the record of `mapping`.
    /// - Throws: ``IntakeError``.
    static func holds(_ mapping: RecordMapping, _ table: String, of reader: any SourceReader) throws -> Bool {
        guard mapping.table.matches(table) else { return false }
        return RowMapper.missing(mapping, in: try FileProbe.columns(mapping, of: table, in: reader)).required.isEmpty
    }
}
