import Lending

/// The files of one route, opened and found to be what the profile says.
///
/// It owns the readers.
final class RouteSource {
    let profile: Profile
    /// The name of the route.
    var name: String
    private(set) var notices = Notices()
    private var readers: [String: any SourceReader] = [:]
    /// Tables named by pattern, by their name in lower case.
    private var tables: [String: String] = [:]

    /// Opens `files` and checks them against the profile.
    /// - Throws: ``IntakeError`` with one line when a file cannot be trusted or is of another layout.
    init(_ files: [LocalFile], profile: Profile, name: String) throws {
        self.profile = profile
        self.name = name
        for file in files {
            let reader: any SourceReader
            switch profile.format {
            case .sqlite:
                let opened = try SQLiteReader(path: file.path, fileName: file.name)
                for notice in opened.notices { notices.add(notice) }
                reader = opened
            }
            readers[file.role] = reader
        }
        for file in profile.files {
            guard let reader = readers[file.role] else {
                noteMissing(file)
                continue
            }
            try probe(file, reader)
        }
        if let mapping = profile.records[.payments], let reader = readers[mapping.file] {
            let known = profile.file(mapping.file)?.may ?? []
            for table in reader.tableNames
            where mapping.table.matches(table) && !known.contains(where: { $0.matches(table) }) {
                tables[table.lowercased()] = table
            }
        }
    }

    /// Whether the file that holds a record came, and with a table of it where each customer has one of their own.
    func has(_ record: SourceRecord) -> Bool {
        guard let mapping = profile.records[record], readers[mapping.file] != nil else { return false }
        return mapping.table.field == nil || !tables.isEmpty
    }

    /// Whether the single table of a record is there.
    func holds(_ record: SourceRecord) -> Bool {
        guard let mapping = profile.records[record], let reader = readers[mapping.file] else { return false }
        return Self.find(mapping.table.text, in: reader) != nil
    }

    /// The file and table of a record, as people know them.
    func tableName(of record: SourceRecord) -> String {
        "\(fileName(of: record))/\(profile.records[record]?.table.text ?? record.rawValue)"
    }

    /// The name people know a record's file by, without its folders.
    func fileName(of record: SourceRecord) -> String {
        let role = profile.records[record]?.file ?? ""
        return profile.file(role)?.name ?? role
    }

    /// Hands each row of a record's single table over with its mapper; does nothing when the table is absent.
    func rows(_ record: SourceRecord, _ body: (RawRow, RowMapper) throws -> Void) throws {
        guard let mapping = profile.records[record], let reader = readers[mapping.file],
            let table = Self.find(mapping.table.text, in: reader)
        else { return }
        let mapper = RowMapper(mapping, columns: try reader.columns(of: table))
        try reader.read(table, columns: mapper.columns) { try body($0, mapper) }
    }

    /// The place of a row for rejects, its table written as the profile writes it.
    func place(_ record: SourceRecord, row: Int64) -> SourcePlace {
        let mapping = profile.records[record]
        return SourcePlace(
            file: mapping.flatMap { readers[$0.file]?.fileName } ?? fileName(of: record),
            table: mapping?.table.text ?? record.rawValue,
            row: row
        )
    }

    /// The table of payments of the customer with `document`, with its reader and mapping; nil when there is none.
    func paymentTable(document: String) -> (table: String, reader: any SourceReader, mapping: RecordMapping)? {
        guard let mapping = profile.records[.payments], let reader = readers[mapping.file] else { return nil }
        let name = mapping.table.name(for: document).lowercased()
        return tables[name].map { ($0, reader, mapping) }
    }

    /// Tables of payments that belong to no customer in `owned` (names in lower case), in name order.
    func paymentTables(notIn owned: Set<String>) throws -> [(table: String, reader: any SourceReader)] {
        guard let mapping = profile.records[.payments], let reader = readers[mapping.file] else { return [] }
        return try tables.filter { !owned.contains($0.key) }.values.sorted()
            .filter { try RowMapper.missing(mapping, in: reader.columns(of: $0)).required.isEmpty }
            .map { ($0, reader) }
    }

    func note(_ text: String) { notices.add(text) }

    private func noteMissing(_ file: ProfileFile) {
        let advice = file.whenMissing.map { ": \($0)" } ?? ""
        notices.add("\(name): \(file.name) did not come, so what it holds is absent\(advice).")
    }

    private func probe(_ file: ProfileFile, _ reader: any SourceReader) throws {
        for pattern in file.must where !reader.tableNames.contains(where: pattern.matches) {
            throw foreign(reader, file, "it has no table \(pattern.text)")
        }
        if !file.any.isEmpty, !reader.tableNames.contains(where: { table in file.any.contains { $0.matches(table) } }) {
            throw foreign(reader, file, "it has no table \(file.any.map(\.text).joined(separator: " or "))")
        }
        for mapping in profile.records.values.sorted(by: { $0.record.rawValue < $1.record.rawValue })
        where mapping.file == file.role && mapping.table.field == nil {
            guard let table = Self.find(mapping.table.text, in: reader) else {
                guard mapping.isOptional else { throw foreign(reader, file, "it has no table \(mapping.table.text)") }
                notices.add(
                    "\(reader.fileName) has no table \(mapping.table.text): its \(mapping.record.rawValue) are absent."
                )
                continue
            }
            try probeColumns(mapping, table, reader, file)
        }
        noteUnknownTables(file, reader)
    }

    private func probeColumns(
        _ mapping: RecordMapping,
        _ table: String,
        _ reader: any SourceReader,
        _ file: ProfileFile
    ) throws {
        let columns = try reader.columns(of: table)
        let missing = RowMapper.missing(mapping, in: columns)
        guard missing.required.isEmpty else {
            throw foreign(reader, file, "its table \(table) has no column \(missing.required.joined(separator: ", "))")
        }
        noteColumns(mapping, missing: missing.other, unknown: RowMapper.unknown(mapping, in: columns), reader)
    }

    /// Says which columns of a table are absent or not mapped.
    func noteColumns(_ mapping: RecordMapping, missing: [String], unknown: [String], _ reader: any SourceReader) {
        let table = "\(reader.fileName) table \(mapping.table.text)"
        if !missing.isEmpty { notices.add("\(table) lacks \(Notices.list(missing)): what they hold is absent.") }
        if !unknown.isEmpty { notices.add("\(table) has columns that are not mapped: \(Notices.list(unknown)).") }
    }

    private func noteUnknownTables(_ file: ProfileFile, _ reader: any SourceReader) {
        let mapped = profile.records.values.filter { $0.file == file.role }.map(\.table)
        let known = file.must + file.any + file.may + mapped
        let unknown = reader.tableNames.filter { table in !known.contains { $0.matches(table) } }
        guard !unknown.isEmpty else { return }
        notices.add("\(reader.fileName) has tables that are not mapped: \(Notices.list(unknown)).")
    }

    private func foreign(_ reader: any SourceReader, _ file: ProfileFile, _ what: String) -> IntakeError {
        IntakeError(
            .foreign,
            "\(reader.fileName) is not \(file.name) of \(profile.name): \(what). Give the file that belongs there, "
                + "or the profile of its layout."
        )
    }

    private static func find(_ table: String, in reader: any SourceReader) -> String? {
        reader.tableNames.first { $0 == table } ?? reader.tableNames.first { $0.lowercased() == table.lowercased() }
    }
}
