import Storage

/// What SQLite says of its own pages and indexes; PostgreSQL watches over its own with page checksums as it reads.
enum EngineCheck {
    /// One damaged part of the database.
    struct Damage {
        /// `table`, `index` or `database`.
        var kind: String
        /// Name of the table or index; empty for the file as a whole.
        var name: String
        /// What is wrong, and the remedy.
        var what: String

        var isIndex: Bool { kind == "index" }

        var problem: VerifyReport.Problem {
            VerifyReport.Problem(kind: .damaged, entity: kind, id: name, what: what)
        }
    }

    /// Looks through the whole database, and table by table when something is wrong, so that it has a name.
    static func run(on connection: any Connection) throws -> [Damage] {
        guard connection.engine == .sqlite else { return [] }
        let whole = try lines("PRAGMA integrity_check(100)", on: connection)
        guard !whole.isEmpty else { return [] }
        let parts = try Parts(connection)
        var found: [Damage] = []
        for table in parts.tables {
            let name = "'" + table.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
            var said: [String: [String]] = [:]
            for line in try lines("PRAGMA integrity_check(\(name))", on: connection) {
                said[try parts.named(in: line, of: table), default: []].append(line)
            }
            for (part, lines) in said.sorted(by: { $0.key < $1.key }) {
                found.append(damage(part, of: table, lines))
            }
        }
        if found.isEmpty {
            let what = "\(whole[0]); restore a copy of the book"
            found.append(Damage(kind: "database", name: "", what: what))
        }
        // Tables first: a damaged table is the worse news, and may be why its indexes disagree.
        return found.filter { !$0.isIndex } + found.filter(\.isIndex)
    }

    private static func damage(_ part: String, of table: String, _ lines: [String]) -> Damage {
        let more = lines.count > 1 ? " (and \(lines.count - 1) more)" : ""
        guard part != table else {
            return Damage(kind: "table", name: table, what: "\(lines[0])\(more); restore a copy of the book")
        }
        return Damage(
            kind: "index",
            name: part,
            what: "\(lines[0])\(more); if no record of \(table) is named too, rebuild it with sqlite3 FILE \"REINDEX "
                + "\(table)\" and verify again, else restore a copy of the book"
        )
    }

    /// What a check says, without its headings; nothing when all is well.
    private static func lines(_ sql: String, on connection: any Connection) throws -> [String] {
        var lines: [String] = []
        do {
            try connection.forEachRow(sql) { row in
                let text = try row.text(0)
                lines += text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("***") && $0 != "ok" }
            }
        } catch let error as StorageError where error.code == .damaged {
            lines.append("its pages cannot be read")
        }
        return lines
    }

    /// The tables and indexes, by which lines of a check are told apart.
    private struct Parts {
        let connection: any Connection
        private(set) var tables: [String] = []
        private var indexes: Set<String> = []

        init(_ connection: any Connection) throws {
            self.connection = connection
            try connection.forEachRow("SELECT type, name FROM sqlite_schema WHERE rootpage > 0 ORDER BY name") { row in
                if try row.text(0) == "table" {
                    tables.append(try row.text(1))
                } else {
                    indexes.insert(try row.text(1))
                }
            }
        }

        /// The index that a line about `table` speaks of, else the table itself.
        func named(in line: String, of table: String) throws -> String {
            let words = line.split(separator: " ").map(String.init)
            if let index = words.last(where: indexes.contains) { return index }
            guard let place = words.firstIndex(where: { $0 == "page" || $0 == "Page" }), place + 1 < words.count,
                let page = Int64(words[place + 1].filter(\.isNumber))
            else { return table }
            // `try?`: not every build of SQLite can tell what a page belongs to, least of all of a damaged file.
            let owner = try? connection.firstRow("SELECT name FROM dbstat WHERE pageno = $1", [.integer(page)]) {
                try $0.text(0)
            }
            return owner.flatMap(\.self).flatMap { indexes.contains($0) ? $0 : nil } ?? table
        }
    }
}

/// The list of the steps of the schema, which is not in the change log.
enum MigrationCheck {
    static func run(on connection: any Connection) throws -> [VerifyReport.Problem] {
        var rows: [(id: String, name: String, checksum: String)] = []
        do {
            // Put in order here, so that no index is asked.
            try connection.forEachRow("SELECT id, name, checksum FROM schema_migration") { row in
                // A cell that cannot be read is not what was written.
                rows.append(
                    ((try? row.text(0)) ?? "", (try? row.text(1)) ?? "", (try? row.text(2)) ?? "")
                )
            }
        } catch let error as StorageError where error.code == .damaged {
            return [VerifyReport.Problem(kind: .damaged, entity: "table", id: "schema_migration", what: error.message)]
        }
        let known = Book.migrations.filter { step in
            rows.contains { $0.id == step.id && $0.name == step.name && $0.checksum == step.checksum }
        }
        guard known.count != rows.count || known.count != Book.migrations.count else { return [] }
        return Book.migrations.filter { !known.contains($0) }.map { step in
            VerifyReport.Problem(
                kind: .damaged,
                entity: "schema_migration",
                id: step.id,
                what: "the row of step \(step.id) (\(step.name)) is not what was written; restore a copy of the book"
            )
        }
    }
}
