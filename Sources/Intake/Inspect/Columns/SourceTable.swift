/// A table of the source as inspected: one of a file, the same one of several files, or a family of one per customer.
final class SourceTable {
    /// What the profile calls it: its name, or a pattern such as `a{document}`.
    let name: String
    /// Which group of files it stands in.
    let role: Int
    /// The columns; for a family the last one is the part of the table's name that differs.
    let columns: [SourceColumn]
    /// Where its rows stand: reader, table, and the differing part of the name.
    let parts: [(reader: any SourceReader, table: String, part: String?)]
    /// What stands before and after the differing part of a family's names.
    let affixes: (prefix: String, suffix: String)?

    /// The column of a family that holds the differing part of the table's name.
    static let familyColumn = "{table}"

    init(
        name: String,
        role: Int,
        columns: [SourceColumn],
        parts: [(reader: any SourceReader, table: String, part: String?)],
        affixes: (prefix: String, suffix: String)? = nil
    ) {
        self.name = name
        self.role = role
        self.columns = columns
        self.parts = parts
        self.affixes = affixes
    }

    /// Whether it is a family of tables.
    var isFamily: Bool { affixes != nil }

    /// Hands the values of `wanted`, by index, of each row to `body`.
    /// - Throws: ``IntakeError``, or what `body` throws.
    func read(_ wanted: [Int], _ body: ([RawValue]) throws -> Void) throws {
        let plain = isFamily ? columns.count - 1 : columns.count
        let own = wanted.filter { $0 < plain }
        let names = own.map { columns[$0].name }
        let slots = wanted.map { index in own.firstIndex(of: index) }
        let isDirect = own.count == wanted.count
        for part in parts {
            let extra = RawValue.text(part.part ?? "")
            try part.reader.read(part.table, columns: names) { row in
                try body(isDirect ? row.values : slots.map { $0.map { row.values[$0] } ?? extra })
            }
        }
    }
}

/// Finds the tables of a set of files.
enum SourceTables {
    /// The tables of `readers`; files that hold the same tables play one role.
    /// - Throws: ``IntakeError``.
    static func of(_ readers: [any SourceReader]) throws -> (tables: [SourceTable], roles: [[Int]]) {
        var roles: [[Int]] = []
        var names: [Set<String>] = []
        for (index, reader) in readers.enumerated() {
            let own = Set(reader.tableNames.prefix(Limits.familySampleMax).map { $0.lowercased() })
            if let role = names.firstIndex(where: {
                !$0.isDisjoint(with: own) && $0.intersection(own).count * 2 >= own.count
            }) {
                roles[role].append(index)
                names[role].formUnion(own)
            } else {
                roles.append([index])
                names.append(own)
            }
        }
        var tables: [SourceTable] = []
        for (role, members) in roles.enumerated() {
            tables += try group(members.map { readers[$0] }, role: role)
        }
        return (tables.sorted { $0.name < $1.name }, roles)
    }

    private static func group(_ readers: [any SourceReader], role: Int) throws -> [SourceTable] {
        var byName: [String: [(reader: any SourceReader, table: String, part: String?)]] = [:]
        for reader in readers {
            for table in reader.tableNames where !isHousekeeping(table) {
                byName[table.lowercased(), default: []].append((reader, table, nil))
            }
        }
        var tables: [SourceTable] = []
        var rest = Set(byName.keys)
        for family in TableFamilies.among(Array(rest).sorted()) {
            guard let table = try familyTable(family, byName, role) else { continue }
            tables.append(table)
            rest.subtract(family.members.map(\.table))
        }
        for key in rest.sorted() {
            guard let parts = byName[key], let first = parts.first else { continue }
            let columns = try first.reader.columns(of: first.table)
            let same = try parts.filter { try $0.reader.columns(of: $0.table).map(\.name) == columns.map(\.name) }
            tables.append(SourceTable(name: first.table, role: role, columns: columns, parts: same))
        }
        return tables
    }

    private static func familyTable(
        _ family: TableFamilies.Family,
        _ byName: [String: [(reader: any SourceReader, table: String, part: String?)]],
        _ role: Int
    ) throws -> SourceTable? {
        var parts: [(reader: any SourceReader, table: String, part: String?)] = []
        var columns: [SourceColumn]?
        for member in family.members {
            for place in byName[member.table] ?? [] {
                let own = try place.reader.columns(of: place.table)
                if columns == nil { columns = own }
                guard own.map(\.name) == columns?.map(\.name) else { return nil }
                parts.append((place.reader, place.table, member.part))
            }
        }
        guard let columns else { return nil }
        return SourceTable(
            name: "\(family.prefix){key}\(family.suffix)",
            role: role,
            columns: columns + [SourceColumn(name: SourceTable.familyColumn, declaredType: "")],
            parts: parts,
            affixes: (family.prefix, family.suffix)
        )
    }

    /// Tables that systems keep for themselves.
    private static func isHousekeeping(_ table: String) -> Bool {
        ["android_metadata", "room_master_table", "schema_migrations", "flyway_schema_history", "django_migrations"]
            .contains(table.lowercased())
    }
}

/// Tables that differ only in a number in their names.
enum TableFamilies {
    /// One family.
    struct Family {
        let prefix: String
        let suffix: String
        let members: [(table: String, part: String)]
    }

    /// The families of at least three among lower-case `tables`.
    static func among(_ tables: [String]) -> [Family] {
        var groups: [String: [(table: String, part: String)]] = [:]
        for table in tables {
            guard let digits = table.firstIndex(where: \.isNumber) else { continue }
            let prefix = table[..<digits]
            let part = table[digits...].prefix { $0.isNumber }
            let suffix = table[digits...].dropFirst(part.count)
            groups["\(prefix)\u{0}\(suffix)", default: []].append((table, String(part)))
        }
        return groups.filter { $0.value.count >= 3 }.sorted { $0.key < $1.key }.compactMap { key, members in
            let ends = key.split(separator: "\u{0}", maxSplits: 1, omittingEmptySubsequences: false)
            guard ends.count == 2 else { return nil }
            return Family(prefix: String(ends[0]), suffix: String(ends[1]), members: members)
        }
    }
}
