import Lending

/// Checks the open files that play one role against what the profile says of it.
struct FileProbe {
    private let file: ProfileFile
    private let readers: [any SourceReader]
    private let source: RouteSource
    private var profile: Profile { source.profile }

    init(_ file: ProfileFile, _ readers: [any SourceReader], _ source: RouteSource) {
        self.file = file
        self.readers = readers
        self.source = source
    }

    /// - Throws: ``IntakeError`` when the files are of another layout.
    func check() throws {
        let tables = readers.flatMap(\.tableNames)
        for pattern in file.must where !tables.contains(where: pattern.matches) {
            throw foreign("it has no table \(pattern.text)")
        }
        if !file.any.isEmpty, !tables.contains(where: { table in file.any.contains { $0.matches(table) } }) {
            throw foreign("it has no table \(file.any.map(\.text).joined(separator: " or "))")
        }
        for mapping in profile.records.values.sorted(by: { $0.record.rawValue < $1.record.rawValue })
        where mapping.file == file.role && mapping.table.field == nil { try check(mapping) }
        noteUnknownTables(tables)
        try noteSheets()
    }

    /// Says which columns are not mapped of tables that are read whatever they are called.
    private func noteSheets() throws {
        let records = SheetColumns.records(of: profile, in: file.role)
        guard !records.isEmpty else { return }
        for reader in readers {
            for table in reader.tableNames {
                guard try records.contains(where: { try SheetColumns.holds($0, table, of: reader) }) else { continue }
                let unknown = try SheetColumns.unknown(to: records, in: table, of: reader)
                guard !unknown.isEmpty else { continue }
                source.note(
                    "\(reader.fileName) table \(table) has columns that are not mapped: \(Notices.list(unknown))."
                )
            }
        }
    }

    private func check(_ mapping: RecordMapping) throws {
        guard mapping.table.isOneName else { return try checkAny(mapping) }
        let found = readers.lazy.compactMap { reader in Self.find(mapping.table.text, in: reader).map { ($0, reader) } }
        guard let (table, reader) = found.first else {
            guard mapping.isOptional else { throw foreign("it has no table \(mapping.table.text)") }
            source.note(
                "\(readers[0].fileName) has no table \(mapping.table.text): its \(mapping.record.rawValue) are absent."
            )
            return
        }
        let columns = try Self.columns(mapping, of: table, in: reader)
        let missing = RowMapper.missing(mapping, in: columns)
        guard missing.required.isEmpty else {
            let unknown = RowMapper.unknown(mapping, in: columns)
            let instead = unknown.isEmpty ? "" : ", but \(Notices.list(unknown)), which the profile does not know"
            throw foreign(
                "its table \(table) has no column \(missing.required.joined(separator: ", "))\(instead)",
                remedy: "Give the file that belongs there; if its program was updated, write the new names into a "
                    + "profile (recaudo inspect drafts one)."
            )
        }
        source.noteColumns(mapping, missing: missing.other, unknown: RowMapper.unknown(mapping, in: columns), reader)
    }

    /// A record that any table may hold needs one that does.
    private func checkAny(_ mapping: RecordMapping) throws {
        guard !mapping.isOptional else { return }
        var nearest: [String]?
        for reader in readers {
            for table in reader.tableNames where mapping.table.matches(table) {
                let missing = RowMapper.missing(mapping, in: try Self.columns(mapping, of: table, in: reader)).required
                if missing.isEmpty { return }
                if missing.count < nearest?.count ?? .max { nearest = missing }
            }
        }
        let columns = nearest.map { ": the nearest lacks \($0.joined(separator: ", "))" } ?? ""
        throw foreign("none of its tables holds \(mapping.record.rawValue)\(columns)")
    }

    private func noteUnknownTables(_ tables: [String]) {
        let mapped = profile.records.values.filter { $0.file == file.role }
        let joined = mapped.compactMap { $0.rows.join?.table.lowercased() }
        let known = file.must + file.any + file.may + mapped.map(\.table)
        let unknown = tables.filter { table in
            !known.contains { $0.matches(table) } && !joined.contains(table.lowercased())
        }
        guard !unknown.isEmpty else { return }
        source.note("\(readers[0].fileName) has tables that are not mapped: \(Notices.list(unknown)).")
    }

    private func foreign(
        _ what: String,
        remedy: String = "Give the file that belongs there, or the profile of its layout."
    ) -> IntakeError {
        IntakeError(
            .foreign,
            "\(readers[0].fileName) is not \(file.name.isOneName ? file.name.text : "a file") of \(profile.name): "
                + "\(what). \(remedy)"
        )
    }

    /// The columns of a table with those that the profile's rules for rows add.
    static func columns(
        _ mapping: RecordMapping,
        of table: String,
        in reader: any SourceReader
    ) throws -> [SourceColumn] {
        let added = (mapping.rows.join?.columns ?? []) + (mapping.rows.unpacking?.columns ?? [])
        return try reader.columns(of: table) + added.map { SourceColumn(name: $0, declaredType: "") }
    }

    /// The table that a profile calls `table`.
    static func find(_ table: String, in reader: any SourceReader) -> String? {
        reader.tableNames.first { $0 == table } ?? reader.tableNames.first { $0.lowercased() == table.lowercased() }
    }
}

extension RouteSource {
    /// Says which columns of a table are absent or not mapped.
    func noteColumns(_ mapping: RecordMapping, missing: [String], unknown: [String], _ reader: any SourceReader) {
        let table = "\(reader.fileName) table \(mapping.table.text)"
        if !missing.isEmpty { note("\(table) lacks \(Notices.list(missing)): what they hold is absent.") }
        if !unknown.isEmpty { note("\(table) has columns that are not mapped: \(Notices.list(unknown)).") }
    }
}
