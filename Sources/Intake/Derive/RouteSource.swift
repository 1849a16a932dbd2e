import Lending
import LoanBook

/// The files of one route, opened and found to be what the profile says.
///
/// It owns the readers.
final class RouteSource {
    let profile: Profile
    /// The name of the route.
    var name: String
    /// The zone in which the lender's business days are told.
    let zone: BusinessZone
    private var notices = Notices()
    private let files: [LocalFile]
    private var readers: [(role: String, reader: any SourceReader)] = []
    /// The tables of each record that has tables for all customers.
    private var shared: [SourceRecord: [SourceTable]] = [:]
    /// Tables named by pattern, by their name in lower case.
    private var tables: [String: SourceTable] = [:]
    private var openStage: StageDatabase?
    private var knownShape: SourceShape?

    /// A table with the reader of its file.
    struct SourceTable {
        let name: String
        let reader: any SourceReader
    }

    /// Opens `files` and checks them against the profile.
    /// - Throws: ``IntakeError`` with one line when a file cannot be trusted or is of another layout.
    init(_ files: [LocalFile], profile: Profile, name: String, zone: BusinessZone = .colombia) throws {
        self.profile = profile
        self.name = name
        self.zone = zone
        self.files = files
        for file in files {
            let reader = try SourceFile.open(path: file.path, fileName: file.name, as: profile.format)
            for notice in reader.notices { notices.add(notice) }
            readers.append((file.role, reader))
        }
        for file in profile.files {
            let own = readers(of: file.role)
            if own.isEmpty { noteMissing(file) } else { try FileProbe(file, own, self).check() }
        }
        for mapping in profile.records.values {
            for reader in readers(of: mapping.file) { try take(mapping, reader) }
        }
        if let stray = readers.map(\.reader).first(where: { reader in isStray(reader) }), readers.count > 1 {
            notices.add("\(stray.fileName) holds nothing that the profile reads.")
        }
    }

    /// The open files that play `role`.
    func readers(of role: String) -> [any SourceReader] {
        readers.filter { $0.role == role }.map(\.reader)
    }

    /// The day on which the newest of the files was written, where its storage says so.
    var modifiedOn: CivilDate? {
        files.compactMap(\.modified).max().flatMap { zone.moment($0)?.day }
    }

    /// Whether the file that holds a record came, and with a table of it where each customer has one of their own.
    func has(_ record: SourceRecord) -> Bool {
        guard let mapping = profile.records[record], !readers(of: mapping.file).isEmpty else { return false }
        return mapping.table.field == nil ? mapping.table.isOneName || holds(record) : !tables.isEmpty
    }

    /// Whether a table of a record is there.
    func holds(_ record: SourceRecord) -> Bool { !(shared[record] ?? []).isEmpty }

    /// The tables of a record that has tables for all customers.
    func tables(of record: SourceRecord) -> [SourceTable] { shared[record] ?? [] }

    /// The file and table of a record, as people know them.
    func tableName(of record: SourceRecord) -> String {
        "\(fileName(of: record))/\(profile.records[record]?.table.text ?? record.rawValue)"
    }

    /// The name people know a record's file by, without its folders.
    func fileName(of record: SourceRecord) -> String {
        let role = profile.records[record]?.file ?? ""
        guard let name = profile.file(role)?.name else { return role }
        guard !name.isOneName, let file = (shared[record]?.first?.reader ?? readers(of: role).first)?.fileName else {
            return name.text
        }
        return file.split(separator: "/").last.map(String.init) ?? file
    }

    /// Hands each row of a record's tables over with its mapper; does nothing when there is none.
    ///
    /// What the profile leaves out is counted in `left`.
    @discardableResult
    func rows(_ record: SourceRecord, _ body: (RawRow, RowMapper) throws -> Void) throws -> TableRows.LeftOut {
        var left = TableRows.LeftOut()
        for table in tables(of: record) { left.add(try rows(record, in: table, body)) }
        return left
    }

    /// Hands each row of one of a record's tables over with its mapper.
    @discardableResult
    func rows(
        _ record: SourceRecord,
        in table: SourceTable,
        _ body: (RawRow, RowMapper) throws -> Void
    ) throws -> TableRows.LeftOut {
        guard let mapping = profile.records[record] else { return TableRows.LeftOut() }
        guard mapping.rows != .none else {
            let mapper = RowMapper(mapping, columns: try table.reader.columns(of: table.name), zone: zone)
            try table.reader.read(table.name, columns: mapper.columns) { try body($0, mapper) }
            return TableRows.LeftOut()
        }
        let rows = try TableRows(
            table.name,
            in: table.reader,
            beside: readers(of: mapping.file),
            rules: mapping.rows,
            stage: stage
        )
        let mapper = RowMapper(mapping, columns: rows.columns, zone: zone)
        return try rows.read(mapper.columns) { try body($0, mapper) }
    }

    /// What its files are like: read once, from their heads.
    func shape() throws -> SourceShape {
        if let knownShape { return knownShape }
        let shape = try ShapeReading(self).shape()
        knownShape = shape
        return shape
    }

    /// The names of its files, as people know them.
    var fileNames: [String] { files.map(\.name) }

    /// A database of this route's own in which rows can be put in order; it goes with the private copy.
    func stage() throws -> StageDatabase {
        if let openStage { return openStage }
        let stage = try StageDatabase(path: "\(files.first?.path ?? "").stage")
        openStage = stage
        return stage
    }

    /// The place of a row for rejects, its table written as the profile writes it.
    func place(_ record: SourceRecord, row: Int64) -> SourcePlace {
        let mapping = profile.records[record]
        return SourcePlace(
            file: mapping.flatMap { readers(of: $0.file).first?.fileName } ?? fileName(of: record),
            table: mapping?.table.text ?? record.rawValue,
            row: row
        )
    }

    /// The table of payments of the customer with `document`, with its reader and mapping; nil when there is none.
    func paymentTable(document: String) -> (table: String, reader: any SourceReader, mapping: RecordMapping)? {
        guard let mapping = profile.records[.payments] else { return nil }
        let name = mapping.table.name(for: document).lowercased()
        return tables[name].map { ($0.name, $0.reader, mapping) }
    }

    /// Tables of payments that belong to no customer in `owned` (names in lower case), in name order.
    func paymentTables(notIn owned: Set<String>) throws -> [(table: String, reader: any SourceReader)] {
        guard let mapping = profile.records[.payments] else { return [] }
        return try tables.filter { !owned.contains($0.key) }.values.sorted { $0.name < $1.name }
            .filter { try RowMapper.missing(mapping, in: $0.reader.columns(of: $0.name)).required.isEmpty }
            .map { ($0.name, $0.reader) }
    }

    func note(_ text: String) { notices.add(text) }

    /// What an owner should know, that of the readers of its files included.
    var allNotices: [String] {
        var all = notices
        for notice in readers.flatMap(\.reader.notices) { all.add(notice) }
        return all.all
    }

    private func noteMissing(_ file: ProfileFile) {
        let advice = file.whenMissing.map { ": \($0)" } ?? ""
        notices.add("\(name): \(file.name.text) did not come, so what it holds is absent\(advice).")
    }

    /// Takes the tables of `reader` that hold the record of `mapping`.
    private func take(_ mapping: RecordMapping, _ reader: any SourceReader) throws {
        if mapping.table.field != nil {
            let known = profile.file(mapping.file)?.may ?? []
            for table in reader.tableNames
            where mapping.table.matches(table) && !known.contains(where: { $0.matches(table) }) {
                tables[table.lowercased()] = SourceTable(name: table, reader: reader)
            }
        } else if mapping.table.isOneName {
            guard shared[mapping.record] == nil, let table = FileProbe.find(mapping.table.text, in: reader) else {
                return
            }
            shared[mapping.record] = [SourceTable(name: table, reader: reader)]
        } else {
            for table in reader.tableNames {
                guard try SheetColumns.holds(mapping, table, of: reader) else { continue }
                shared[mapping.record, default: []].append(SourceTable(name: table, reader: reader))
            }
        }
    }

    private func isStray(_ reader: any SourceReader) -> Bool {
        !shared.values.joined().contains { $0.reader === reader } && !tables.values.contains { $0.reader === reader }
    }
}
