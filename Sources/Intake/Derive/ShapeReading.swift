import LoanBook

/// Reads what the files of a route are like: their tables and columns, and of sheets the first rows.
///
/// It costs as much for a million rows as for a hundred.
struct ShapeReading {
    private let source: RouteSource
    private var profile: Profile { source.profile }

    init(_ source: RouteSource) {
        self.source = source
    }

    /// The shape, by the names that the profile has for files and tables.
    /// - Throws: ``IntakeError``.
    func shape() throws -> SourceShape {
        SourceShape(try profile.files.flatMap(tables))
    }

    private func tables(of file: ProfileFile) throws -> [SourceShape.Table] {
        let records = profile.records.values.filter { $0.file == file.role }
        let name = file.name.isOneName ? file.name.text : file.role
        var places: [String: Int] = [:]
        var tables: [SourceShape.Table] = []
        var sampled: [String: Int] = [:]
        for reader in source.readers(of: file.role) {
            for table in reader.tableNames {
                let part = try Part(table, of: reader, file, records)
                guard sampled[part.name, default: 0] < Limits.shapeFamilySample else { continue }
                sampled[part.name, default: 0] += 1
                let columns = try columns(of: table, in: reader, part.records)
                if let place = places[part.name] {
                    tables[place].columns = Self.joined(tables[place].columns, columns)
                } else if tables.count < Limits.shapeTablesMax {
                    places[part.name] = tables.count
                    tables.append(
                        SourceShape.Table(
                            file: name,
                            name: part.name,
                            isMapped: !part.records.isEmpty,
                            isFamily: part.isFamily,
                            columns: columns
                        )
                    )
                }
            }
        }
        return tables
    }

    /// The columns of a table, those that the profile's records read told from the others.
    private func columns(
        of table: String,
        in reader: any SourceReader,
        _ records: [RecordMapping]
    ) throws -> [SourceShape.Column] {
        let columns = try reader.columns(of: table)
        let names = ColumnNames(columns)
        let read = Set(records.flatMap(\.columnsRead).compactMap(names.find))
        var kinds = columns.map { ColumnKind.declared($0.declaredType) }
        if !records.isEmpty, kinds.allSatisfy(\.isEmpty) {
            kinds = try ColumnKind.observed(in: table, of: reader, columns.map(\.name))
        }
        return zip(columns, kinds).map { column, kind in
            SourceShape.Column(name: column.name, kind: kind, isMapped: read.contains(column.name))
        }
    }

    /// The columns of tables that are one to the profile; a kind on which they differ is none.
    private static func joined(
        _ left: [SourceShape.Column],
        _ right: [SourceShape.Column]
    ) -> [SourceShape.Column] {
        var joined = left
        for column in right {
            if let index = joined.firstIndex(where: { $0.name == column.name }) {
                if joined[index].kind != column.kind { joined[index].kind = "" }
            } else {
                joined.append(column)
            }
        }
        return joined
    }
}

/// What a table is to the profile.
private struct Part {
    /// What it is called: tables of one kind have one name.
    let name: String
    /// Whether there are as many of it as customers, or nights.
    let isFamily: Bool
    /// The records that are read from it.
    let records: [RecordMapping]

    init(_ table: String, of reader: any SourceReader, _ file: ProfileFile, _ records: [RecordMapping]) throws {
        let named = records.filter { $0.table.isOneName && $0.table.matches(table) }
        let joined = records.filter { $0.rows.join?.table.lowercased() == table.lowercased() }
        let isKnown = (file.must + file.any + file.may).contains { $0.isOneName && $0.matches(table) }
        if !named.isEmpty || !joined.isEmpty || isKnown {
            (name, isFamily, self.records) = (table, false, named + joined)
        } else if let pattern = records.first(where: { $0.table.field != nil && $0.table.matches(table) }) {
            (name, isFamily, self.records) = (pattern.table.text, true, [pattern])
        } else {
            let held = try records.filter { try !$0.table.isOneName && SheetColumns.holds($0, table, of: reader) }
                .sorted { $0.record.rawValue < $1.record.rawValue }
            let family = Self.family(table)
            name = held.isEmpty ? family : held.map(\.record.rawValue).joined(separator: " + ")
            isFamily = held.isEmpty && family.contains("#")
            self.records = held
        }
    }

    /// Names that differ in digits only are of one kind: they hold a day, a number, or somebody's document.
    private static func family(_ table: String) -> String {
        var name = ""
        for character in table where !(character.isNumber && name.hasSuffix("#")) {
            name.append(character.isNumber ? "#" : character)
        }
        return name
    }
}

extension RecordMapping {
    /// The columns that it reads, by the names the profile has for them.
    fileprivate var columnsRead: [String] {
        var names = rows.columns + (rows.join.map { $0.columns + [$0.theirs] } ?? [])
        for field in fields {
            switch field.origin {
            case .column(let alternatives), .joined(let alternatives): names += alternatives
            case .constant: continue
            }
        }
        return names
    }
}
