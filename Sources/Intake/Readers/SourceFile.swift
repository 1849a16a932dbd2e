/// Opens a file with the reader of its format.
enum SourceFile {
    /// Opens the private copy at `path`, shown to people as `fileName`, as `format` or as what its content shows.
    /// - Throws: ``IntakeError``.
    static func open(path: String, fileName: String, as format: SourceFormat) throws -> any SourceReader {
        let kind = try kind(of: path, fileName)
        if let wrong = mismatch(kind, format, fileName) { throw wrong }
        return switch format == .any ? kind : format {
        case .sqlite: try SQLiteReader(path: path, fileName: fileName)
        case .xlsx: try XLSXReader(path: path, fileName: fileName)
        case .json: try JSONReader(path: path, fileName: fileName)
        case .chat: try ChatReader(path: path, fileName: fileName)
        case .sql: try SQLDumpReader(path: path, fileName: fileName)
        case .csv, .any: try CSVReader(path: path, fileName: fileName)
        }
    }

    /// Whether the ending of a name promises a file that can be read as `format`; the content decides.
    static func isPromising(_ name: String, as format: SourceFormat = .any) -> Bool {
        guard let dot = name.lastIndex(of: ".") else { return false }
        let ending = name[name.index(after: dot)...].lowercased()
        if ending == "gz" { return format == .any || isPromising(String(name[..<dot]), as: format) }
        return endings(format).contains(ending)
    }

    private static func endings(_ format: SourceFormat) -> [String] {
        switch format {
        case .sqlite: ["db", "sqlite", "sqlite3"]
        case .csv: ["csv", "tsv", "txt"]
        case .xlsx: ["xlsx", "xlsm"]
        case .json: ["json", "ndjson", "jsonl"]
        case .sql: ["sql", "dump"]
        case .chat: ["txt"]
        case .any: [.sqlite, .csv, .xlsx, .json, .sql].flatMap(endings)
        }
    }

    /// Why a file whose content is plainly of another format than the profile says is refused; nil when it may fit.
    ///
    /// Text without a sign of its own may be a damaged file of any format: its reader says what is wrong with it.
    private static func mismatch(_ kind: SourceFormat, _ format: SourceFormat, _ fileName: String) -> IntakeError? {
        guard format != .any, kind != format, kind != .csv, !(kind == .json && format == .csv) else { return nil }
        let remedy =
            kind == .chat
            ? "To take its receipts, add --source whatsapp."
            : "Give the file that belongs there, or have recaudo inspect draft a profile for this one."
        return IntakeError(
            format == .sqlite ? .notADatabase : .foreign,
            "\(fileName) is \(words[kind] ?? "another file"), and the profile reads \(words[format] ?? format.rawValue). "
                + remedy
        )
    }

    private static let words: [SourceFormat: String] = [
        .sqlite: "an SQLite database", .xlsx: "a workbook", .json: "JSON", .sql: "an SQL dump",
        .chat: "an exported chat",
        .csv: "separated text",
    ]

    /// The format that the first bytes show; text without a sign of another is taken for separated cells.
    private static func kind(of path: String, _ fileName: String) throws -> SourceFormat {
        let head = try ReaderFile(path: path, name: fileName).read(at: 0, count: 16 << 10)
        if head.starts(with: Array("SQLite format 3".utf8)) { return .sqlite }
        if head.starts(with: [0x50, 0x4B, 3, 4]) { return .xlsx }
        if JSONReader.recognises(head) { return .json }
        if SQLDumpReader.recognises(head) { return .sql }
        return ChatReader.recognises(head) ? .chat : .csv
    }
}
