/// What kind of value a column holds: as its file declares it, else as its first rows show it.
enum ColumnKind {
    /// The kind of a declared type, by the rules of SQLite; empty when none is declared.
    static func declared(_ type: String) -> String {
        let type = type.uppercased()
        if type.isEmpty { return "" }
        if type.contains("INT") { return "integer" }
        if ["CHAR", "CLOB", "TEXT", "STRING"].contains(where: type.contains) { return "text" }
        if type.contains("BLOB") { return "blob" }
        if ["REAL", "FLOA", "DOUB"].contains(where: type.contains) { return "real" }
        return "numeric"
    }

    /// The kinds that the first rows of a table show; empty for a column whose values are few or differ.
    /// - Throws: ``IntakeError``.
    static func observed(in table: String, of reader: any SourceReader, _ columns: [String]) throws -> [String] {
        var seen = columns.map { _ in [String: Int]() }
        var rows = 0
        do {
            try reader.read(table, columns: columns) { row in
                for (index, value) in row.values.enumerated() {
                    if let kind = kind(of: value) { seen[index][kind, default: 0] += 1 }
                }
                rows += 1
                if rows >= Limits.shapeRows { throw Enough() }
            }
        } catch is Enough {
            // The rest says no more.
        }
        return seen.map { kinds in
            guard let (kind, count) = kinds.first, kinds.count == 1, count >= Limits.shapeValuesMin else { return "" }
            return kind
        }
    }

    private struct Enough: Error {}

    private static func kind(of value: RawValue) -> String? {
        switch value {
        case .null: nil
        case .integer, .real: "number"
        case .blob: "blob"
        case .text(let text): kind(of: text)
        }
    }

    /// Texts of digits with their signs are numbers or days; others are texts.
    private static func kind(of text: String) -> String? {
        let bytes = text.utf8.filter { $0 != 0x20 }
        guard let first = bytes.first else { return nil }
        guard bytes.contains(where: { (0x30...0x39).contains($0) }) else { return "text" }
        let marks = bytes.filter { !(0x30...0x39).contains($0) }
        if first != 0x2D, marks.count >= 2, marks.allSatisfy({ $0 == 0x2F || $0 == 0x2D || $0 == 0x3A }) {
            return "date"
        }
        return marks.allSatisfy { [0x2E, 0x2C, 0x2D, 0x24, 0x25].contains($0) } ? "number" : "text"
    }
}
