import Codecs

/// Reads an SQL text dump of sqlite3, mysqldump or pg_dump: what CREATE TABLE declares and what INSERT and COPY hold.
///
/// Nothing is executed. The file is read once for its tables, and for each table once more from its first to its last
/// statement, so that memory does not grow with it. Texts of a COPY block become numbers where the column is declared as one.
public final class SQLDumpReader: SourceReader {
    /// The name people know the file by.
    public let fileName: String
    /// The tables, in name order.
    public let tableNames: [String]
    /// What an owner should know about what was read so far.
    public private(set) var notices: [String] = []

    private let file: ReaderFile
    private let dialect: DumpDialect
    private let tables: [String: Table]

    private struct Table {
        var columns: [SourceColumn] = []
        var isDeclared = false
        /// Where its first and its last statement with rows begin.
        var extent: ClosedRange<UInt64>?

        mutating func add(_ names: [String]?) {
            guard !isDeclared, let names else { return }
            for name in names where !columns.contains(where: { $0.name == name }) {
                columns.append(SourceColumn(name: name, declaredType: ""))
            }
        }
    }

    /// Opens the private copy at `path`, shown to people as `fileName`, and learns its tables.
    /// - Throws: ``IntakeError`` with one line when it is cut, damaged, or holds no table.
    public init(path: String, fileName: String) throws {
        self.fileName = fileName
        let file = try ReaderFile(path: path, name: fileName)
        self.file = file
        dialect = DumpDialect(head: try file.read(at: 0, count: Int(min(file.bytes, UInt64(Limits.dumpHeadBytes)))))
        var tables: [String: Table] = [:]
        let parser = Self.parser(of: file, dialect, from: 0)
        try Self.telling(fileName) {
            while let statement = try parser.next() {
                try Self.learn(statement, parser, &tables)
                guard tables.count <= Limits.tablesMax else {
                    throw IntakeError(
                        .tooLarge,
                        "\(fileName) has more than \(Limits.tablesMax) tables. Check the file."
                    )
                }
            }
        }
        for (_, table) in tables where table.columns.count > Int(Limits.columnsMax) {
            throw IntakeError(
                .tooLarge,
                "\(fileName) has a table of more than \(Limits.columnsMax) columns. Check the file."
            )
        }
        self.tables = tables.filter { !$0.key.lowercased().hasPrefix("sqlite_") && !$0.value.columns.isEmpty }
        tableNames = self.tables.keys.sorted()
        guard !tableNames.isEmpty else {
            throw IntakeError(.foreign, "\(fileName) is no SQL dump with tables and rows. Check the file.")
        }
        if parser.unfollowed > 0 {
            notices.append("\(fileName): \(parser.unfollowed) statements that change rows were not followed.")
        }
        if parser.transaction.isBegun, !parser.transaction.isEnded {
            notices.append("\(fileName) does not end its transaction: it may be cut. Make the dump again to be sure.")
        }
    }

    /// Whether a file that begins with `head` looks like an SQL dump: its first word outside comments is SQL's.
    public static func recognises(_ head: [UInt8]) -> Bool {
        let text = String(decoding: head.prefix(16 << 10), as: UTF8.self)
        let lines = text.split(whereSeparator: \.isNewline).map { $0.drop { $0.isWhitespace || $0 == "\u{FEFF}" } }
        guard let first = lines.first(where: { !$0.isEmpty }) else { return false }
        let isComment = first.hasPrefix("--") || first.hasPrefix("/*") || first.hasPrefix("# ")
        let verbs = ["CREATE TABLE", "INSERT INTO ", "REPLACE INTO ", "PRAGMA ", "BEGIN TRANSACTION", "DROP TABLE "]
        // Words that may begin the title of a sheet as well.
        let others = ["SET ", "USE ", "COPY ", "START TRANSACTION", "BEGIN;", "CREATE DATABASE ", "CREATE SCHEMA "]
        func begins(_ line: Substring, _ words: [String]) -> Bool {
            let start = line.prefix(20).uppercased()
            return words.contains { start.hasPrefix($0) }
        }
        return isComment ? lines.contains { begins($0, verbs + others) } : begins(first, verbs)
    }

    /// The columns of a table, as declared or as its rows name them.
    /// - Throws: ``IntakeError`` when there is no such table.
    public func columns(of table: String) throws -> [SourceColumn] {
        try self.table(table).columns
    }

    /// Hands each row of `table` to `body` in the order of the file.
    /// - Throws: ``IntakeError``, or what `body` throws.
    public func read(_ table: String, columns: [String], _ body: (RawRow) throws -> Void) throws {
        let own = try self.table(table)
        guard let extent = own.extent else { return }
        let parser = Self.parser(of: file, dialect, from: extent.lowerBound)
        var number: Int64 = 0
        var odd = 0
        var unknown = 0
        var values: [DumpValue] = []
        try Self.telling(fileName) {
            while let statement = try parser.next(), parser.statementOffset <= extent.upperBound {
                guard let (name, list, isCopied) = Self.filled(statement), name == table else { continue }
                let names = list ?? own.columns.map(\.name)
                let places = columns.map { name in names.firstIndex(of: name) }
                let isNumber = columns.map { name in isCopied && Self.isNumber(own, name) }
                while try parser.row(&values) {
                    guard values.count == names.count else {
                        odd += 1
                        continue
                    }
                    number += 1
                    let row = try places.enumerated().map { index, place -> RawValue in
                        guard let place else { return .null }
                        if values[place] == .unknown { unknown += 1 }
                        return try Self.raw(values[place], isNumber: isNumber[index])
                    }
                    try body(RawRow(number: number, values: row))
                }
            }
        }
        if odd > 0 { note("\(fileName)/\(table): \(odd) rows do not have a value for each column and were left out.") }
        if unknown > 0 { note("\(fileName)/\(table): \(unknown) values are expressions and were taken as empty.") }
    }

    private func table(_ name: String) throws -> Table {
        guard let table = tables[name] else {
            throw IntakeError(.foreign, "\(fileName) has no such table to read. Check the profile's names.")
        }
        return table
    }

    private func note(_ text: String) {
        if !notices.contains(text) { notices.append(text) }
    }

    private static func learn(
        _ statement: DumpStatement,
        _ parser: SQLDumpParser,
        _ tables: inout [String: Table]
    ) throws {
        if case .create(let name, let columns) = statement {
            tables[name, default: Table()].isDeclared = !columns.isEmpty
            tables[name]?.columns = columns.map { SourceColumn(name: $0.name, declaredType: $0.type) }
            return
        }
        guard let (name, list, _) = filled(statement) else { return }
        let offset = parser.statementOffset
        var names = list
        if list == nil, tables[name]?.columns.isEmpty ?? true {
            var values: [DumpValue] = []
            if try parser.row(&values) { names = (1...max(1, values.count)).map { "c\($0)" } }
        }
        var table = tables[name] ?? Table()
        table.add(names)
        table.extent = (table.extent?.lowerBound ?? offset)...offset
        tables[name] = table
    }

    private static func filled(_ statement: DumpStatement) -> (table: String, columns: [String]?, isCopied: Bool)? {
        switch statement {
        case .create: nil
        case .insert(let table, let columns): (table, columns, false)
        case .copy(let table, let columns): (table, columns, true)
        }
    }

    private static func isNumber(_ table: Table, _ column: String) -> Bool {
        let type = table.columns.first { $0.name == column }?.declaredType.lowercased() ?? ""
        let numbers = [
            "int", "bigint", "smallint", "serial", "bigserial", "numeric", "decimal", "double", "real", "float",
        ]
        return numbers.contains { type.hasPrefix($0) } && !type.contains("[")
    }

    private static func raw(_ value: DumpValue, isNumber: Bool) throws -> RawValue {
        switch value {
        case .null, .unknown: .null
        case .integer(let number): .integer(number)
        case .real(let number): .real(number)
        case .blob(let bytes): .blob(bytes)
        case .text(let text): isNumber ? number(text) : .text(text)
        }
    }

    private static func number(_ text: String) -> RawValue {
        if let whole = Int64(text) { return .integer(whole) }
        guard let real = Double(text), real.isFinite else { return .text(text) }
        return .real(real)
    }

    private static func parser(of file: ReaderFile, _ dialect: DumpDialect, from start: UInt64) -> SQLDumpParser {
        SQLDumpParser(dialect, from: start, windowBytes: Int(min(file.bytes, UInt64(Limits.pieceBytes)))) {
            try file.read(at: $0, into: $1)
        }
    }

    private static func telling(_ fileName: String, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as SQLDumpError {
            let code: IntakeError.Code =
                switch error.reason {
                case .truncated: .truncated
                case .tooLong: .tooLarge
                case .unexpected: .damaged
                }
            throw IntakeError(code, "\(fileName), \(error.description). Make the dump again.")
        }
    }
}
