/// Opens a file with the reader of its format.
enum SourceFile {
    /// An open file with what an owner should know about it.
    struct Opened {
        let reader: any SourceReader
        let notices: [String]
    }

    /// Opens the private copy at `path`, shown to people as `fileName`, as `format` or as what its content shows.
    /// - Throws: ``IntakeError``.
    static func open(path: String, fileName: String, as format: SourceFormat) throws -> Opened {
        let reader = try SQLiteReader(path: path, fileName: fileName)
        return Opened(reader: reader, notices: reader.notices)
    }

    /// Whether the ending of a name promises a file that can be read; the content decides.
    static func isPromising(_ name: String) -> Bool {
        let endings = [
            "db", "sqlite", "sqlite3", "csv", "tsv", "txt", "xlsx", "xlsm", "json", "ndjson", "jsonl", "sql", "dump",
            "gz",
        ]
        guard let dot = name.lastIndex(of: ".") else { return false }
        return endings.contains(name[name.index(after: dot)...].lowercased())
    }
}
