import Foundation

/// Reads a foreign SQLite file as hostile input: checked before use, opened read-only, views, triggers and virtual
/// tables ignored.
///
/// It owns the connection.
public final class SQLiteReader: SourceReader {
    /// The name people know the file by.
    public let fileName: String
    /// The tables of the file, in name order.
    public let tableNames: [String]
    /// What an owner should know about the file although it can be read.
    public let notices: [String]

    private let handle: SQLiteHandle
    private let known: Set<String>
    /// Only the table asked for last: there may be one per client.
    private var lastColumns: (table: String, columns: [SourceColumn])?

    /// Opens and checks the file at `path`, shown to people as `fileName`.
    ///
    /// The file must not change while it is open: give a private copy, or a file that nothing writes to.
    /// - Throws: ``IntakeError`` with one line when the file is not a whole, sound SQLite database.
    public init(path: String, fileName: String) throws {
        self.fileName = fileName
        let bytes = try Self.size(of: path, fileName)
        let header = try SQLiteFileHeader(
            Self.head(of: path, fileName),
            fileBytes: bytes,
            fileName: fileName
        )
        handle = try SQLiteHandle(path: path, fileName: fileName, fileBytes: bytes)
        try Self.check(handle, fileName)
        tableNames = try Self.tableNames(handle, fileName)
        known = Set(tableNames)
        handle.restrictToReading()
        notices =
            header.isWALMode
            ? [
                "\(fileName) was written with a write-ahead log and none came with it: "
                    + "changes made shortly before the copy may be missing."
            ] : []
    }

    /// The columns of a table, generated ones left out because they hold nothing of their own.
    /// - Throws: ``IntakeError``.
    public func columns(of table: String) throws -> [SourceColumn] {
        if let lastColumns, lastColumns.table == table { return lastColumns.columns }
        let statement = try handle.prepare("PRAGMA table_xinfo(\(Self.quoted(table)))")
        var columns: [SourceColumn] = []
        while try statement.step() {
            guard case .text(let name) = statement.value(1), statement.value(6) == .integer(0) else { continue }
            var type = ""
            if case .text(let declared) = statement.value(2) { type = declared }
            columns.append(SourceColumn(name: name, declaredType: type))
        }
        lastColumns = (table, columns)
        return columns
    }

    /// Hands each row of `table` to `body` in row-number order.
    /// - Throws: ``IntakeError``, or what `body` throws.
    public func read(_ table: String, columns: [String], _ body: (RawRow) throws -> Void) throws {
        try scan(table, columns: columns) { try body($0.row) }
    }

    /// Hands each row of `table` to `body` in row-number order, its cells lent until the next.
    /// - Throws: ``IntakeError``, or what `body` throws.
    func scan(_ table: String, columns: [String], _ body: (RawCells) throws -> Void) throws {
        guard known.contains(table) else {
            throw IntakeError(.foreign, "\(fileName) has no such table to read. Check the profile's names.")
        }
        // Without an index no damaged or lying index can hide or repeat a row.
        let (statement, hasNumber) = try rowStatement(table, columns.map(Self.quoted))
        let first: Int32 = hasNumber ? 1 : 0
        try withUnsafeTemporaryAllocation(of: RawCell.self, capacity: columns.count) { cells in
            var position: Int64 = 0
            while try statement.step() {
                position += 1
                var number = position
                if hasNumber, case .integer(let own) = statement.cell(0) { number = own }
                for place in cells.indices {
                    cells.initializeElement(at: place, to: statement.cell(Int32(place) + first))
                }
                try body(RawCells(number: number, cells: UnsafeBufferPointer(cells)))
            }
        }
    }

    /// The statement over all rows; a table without row numbers of its own is read in its own order.
    private func rowStatement(_ table: String, _ names: [String]) throws -> (SQLiteStatement, Bool) {
        let taken = Set(try columns(of: table).map { $0.name.lowercased() })
        let alias = ["rowid", "_rowid_", "oid"].first { !taken.contains($0) }
        if let alias,
            let statement = try? handle.prepare(
                "SELECT \(([alias] + names).joined(separator: ", ")) FROM \(Self.quoted(table)) NOT INDEXED ORDER BY \(alias)"
            )
        {
            // `try?`: a WITHOUT ROWID table has no such column; the next statement tells any other fault.
            return (statement, true)
        }
        let list = names.isEmpty ? "1" : names.joined(separator: ", ")
        return (try handle.prepare("SELECT \(list) FROM \(Self.quoted(table))"), false)
    }

    private static func check(_ handle: SQLiteHandle, _ fileName: String) throws {
        guard let verdict = try handle.texts("PRAGMA quick_check(1)").first, verdict != "ok" else { return }
        // The verdict may name a table, and a table may be named after a person: only a page number is passed on.
        var words = verdict.split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == ":" }).makeIterator()
        var place = ""
        while let word = words.next() {
            if word == "page", let number = words.next(), Int(number) != nil {
                place = " (page \(number))"
                break
            }
        }
        throw IntakeError(
            .damaged,
            "\(fileName) fails SQLite's integrity check\(place): it is damaged. Make the copy again."
        )
    }

    private static func tableNames(_ handle: SQLiteHandle, _ fileName: String) throws -> [String] {
        // Virtual tables have no root page; SQLite's own tables are no source.
        let names = try handle.texts(
            """
            SELECT name FROM sqlite_schema
            WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE 'sqlite~_%' ESCAPE '~'
            ORDER BY name
            LIMIT \(Limits.tablesMax + 1)
            """
        )
        guard names.count <= Limits.tablesMax else {
            throw IntakeError(
                .tooLarge,
                "\(fileName) has more than \(Limits.tablesMax) tables, which no loan book needs. Check the file."
            )
        }
        return names
    }

    private static func size(of path: String, _ fileName: String) throws -> Int64 {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        // `try?`: whatever the cause, the remedy told below is the same.
        guard let bytes = (attributes?[.size] as? NSNumber)?.int64Value else {
            throw IntakeError(.notFound, "\(fileName) cannot be opened. Check that it exists and may be read.")
        }
        guard bytes <= Limits.fileBytesMax else {
            throw IntakeError(
                .tooLarge,
                "\(fileName) has \(bytes) bytes; at most \(Limits.fileBytesMax) are read. Check the file."
            )
        }
        return bytes
    }

    private static func head(of path: String, _ fileName: String) throws -> [UInt8] {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw IntakeError(.unreadable, "\(fileName) cannot be opened. Check that it may be read.")
        }
        defer { file.closeFile() }
        return Array(try file.read(upToCount: SQLiteFileHeader.length) ?? Data())
    }

    /// `name` as an SQL identifier, whatever characters it holds.
    private static func quoted(_ name: String) -> String {
        var text = "\""
        for scalar in name.unicodeScalars where scalar != "\0" {
            if scalar == "\"" { text += "\"\"" } else { text.unicodeScalars.append(scalar) }
        }
        return text + "\""
    }
}
