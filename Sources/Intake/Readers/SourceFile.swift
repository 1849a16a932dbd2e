import Foundation

/// Opens a file with the reader of its format.
enum SourceFile {
    /// Opens the private copy at `path`, shown to people as `fileName`, as `format` or as what its content shows.
    /// - Throws: ``IntakeError``.
    static func open(path: String, fileName: String, as format: SourceFormat) throws -> any SourceReader {
        switch try format == .any ? kind(of: path, fileName) : format {
        case .sqlite: try SQLiteReader(path: path, fileName: fileName)
        case .xlsx: try XLSXReader(path: path, fileName: fileName)
        case .json: try JSONReader(path: path, fileName: fileName)
        case .chat: try ChatReader(path: path, fileName: fileName)
        case .sql: try SQLDumpReader(path: path, fileName: fileName)
        case .csv, .any: try CSVReader(path: path, fileName: fileName)
        }
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

    /// The format that the first bytes show; text without a sign of another is taken for separated cells.
    private static func kind(of path: String, _ fileName: String) throws -> SourceFormat {
        let file = try ReaderFile(path: path, name: fileName)
        var head = try file.read(at: 0, count: 4096)
        if head.starts(with: Array("SQLite format 3".utf8)) { return .sqlite }
        if head.starts(with: [0x50, 0x4B, 3, 4]) { return .xlsx }
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { head.removeFirst(3) }
        let text = String(decoding: head, as: UTF8.self)
        guard let first = text.first(where: { !$0.isWhitespace }) else { return .csv }
        if first == "{" { return .json }
        // `[12/03/24, 15:45:10] Nombre: …` is a chat, `[1, 2]` and `[{` are JSON.
        if first == "[" { return text.contains(#/^\s*\[\d{1,4}[\/.\-]\d/#) ? .chat : .json }
        if text.contains(#/(?im)^\s*(CREATE TABLE|INSERT INTO|COPY\s+\S+.*\bFROM\s+stdin)/#) { return .sql }
        let chat = #/(?m)^\u{200E}?\d{1,4}[\/.\-]\d{1,2}[\/.\-]\d{1,4},?\s+\d{1,2}:\d{2}.{0,12} - /#
        if text.contains(chat) { return .chat }
        return .csv
    }
}
