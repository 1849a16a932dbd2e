extension InspectionReport {
    /// Says of a known layout what its profile says, in place of what the looks of its columns say.
    mutating func take(_ profile: Profile, _ readers: [any SourceReader]) throws {
        mappings = try InspectedMapping.all(of: profile, in: readers)
        questions = []
        profileYAML = ProfileCatalog.text(of: profile.name) ?? profileYAML
        for index in tables.indices {
            let columns = ColumnNames(tables[index].columns.map { SourceColumn(name: $0.name, declaredType: "") })
            let name = tables[index].name
            let roles = SourceRecord.allCases.filter { record in
                guard let mapping = profile.records[record] else { return false }
                return mapping.table.matches(name)
                    && mapping.fields.allSatisfy { field in
                        guard field.isColumnRequired, case .column(let names) = field.origin else { return true }
                        return columns.first(of: names) != nil
                    }
            }
            tables[index].role = roles.isEmpty ? nil : roles.map(\.rawValue).joined(separator: ", ")
        }
    }
}

extension InspectedMapping {
    /// Where the fields of a known layout come from in the files given: what its profile says, not what their looks say.
    static func all(of profile: Profile, in readers: [any SourceReader]) throws -> [InspectedMapping] {
        try SourceRecord.allCases.flatMap { record -> [InspectedMapping] in
            guard let mapping = profile.records[record], let place = try place(of: mapping, in: readers) else {
                return []
            }
            return mapping.fields.compactMap { field in
                guard place.columns.first(of: field.unless) == nil, let from = from(field, place) else { return nil }
                return InspectedMapping(
                    entity: record.rawValue,
                    field: field.field.name,
                    from: from,
                    confidence: 1,
                    evidence: InspectionText(es: "así lo dice el perfil", en: "the profile says so")
                )
            }
        }
    }

    /// The first table that holds what a record requires: its name, a pattern's as written, and its columns.
    private static func place(
        of mapping: RecordMapping,
        in readers: [any SourceReader]
    ) throws -> (table: String, columns: ColumnNames)? {
        for reader in readers {
            for table in reader.tableNames where mapping.table.matches(table) {
                let columns = try FileProbe.columns(mapping, of: table, in: reader)
                guard RowMapper.missing(mapping, in: columns).required.isEmpty else { continue }
                return (mapping.table.field == nil ? table : mapping.table.text, ColumnNames(columns))
            }
        }
        return nil
    }

    private static func from(_ field: FieldMapping, _ place: (table: String, columns: ColumnNames)) -> String? {
        switch field.origin {
        case .column(let names): place.columns.first(of: names).map { "\(place.table).\($0)" }
        case .joined(let names):
            names.compactMap(place.columns.find).map { "\(place.table).\($0)" }.joined(separator: " + ").nonEmpty
        case .constant(let text): "\"\(text)\""
        }
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
