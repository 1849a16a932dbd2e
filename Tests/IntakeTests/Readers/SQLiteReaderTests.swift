import Foundation
import Intake
import Testing

@Suite("Foreign SQLite files")
struct SQLiteReaderTests {
    @Test("tables and rows are read with their values as the file stores them")
    func values() throws {
        let scratch = try Scratch()
        let path = scratch.file("a.db")
        try SQLiteFile.make(
            path,
            [
                "CREATE TABLE t(a, b text, c real, d blob, e)",
                "INSERT INTO t VALUES (7, 'siete', 7.5, x'00ff', NULL)",
                "CREATE TABLE sin(clave text primary key, valor) WITHOUT ROWID",
                "INSERT INTO sin VALUES ('k', 1), ('l', 2)",
            ]
        )
        let reader = try SQLiteReader(path: path, fileName: "a.db")
        #expect(reader.tableNames == ["sin", "t"])
        #expect(reader.notices.isEmpty)
        var rows: [RawRow] = []
        try reader.read("t", columns: ["e", "d", "c", "b", "a"]) { rows.append($0) }
        #expect(rows.map(\.number) == [1])
        #expect(rows.first?.values == [.null, .blob([0, 255]), .real(7.5), .text("siete"), .integer(7)])
        var numbers: [Int64] = []
        try reader.read("sin", columns: ["valor"]) { numbers.append($0.number) }
        #expect(numbers == [1, 2])
    }

    @Test("a file with a table for each of thousands of clients is read")
    func manyTables() throws {
        let scratch = try Scratch()
        let path = scratch.file("many.db")
        try SQLiteFile.make(
            path,
            ["BEGIN"] + (0..<3000).map { "CREATE TABLE c\($0)(k integer primary key, v text)" } + ["COMMIT"]
        )
        let reader = try SQLiteReader(path: path, fileName: "many.db")
        #expect(reader.tableNames.count == 3000)
    }

    @Test("names with quotes, blanks and other odd characters are read like any other")
    func oddNames() throws {
        let scratch = try Scratch()
        let path = scratch.file("odd.db")
        let names = ["a\"b", "a b", "a;DROP TABLE x", "a'b", "año [1]", "select", "a`b"]
        try SQLiteFile.make(
            path,
            names.map { "CREATE TABLE \"\($0.replacing("\"", with: "\"\""))\"(\"x \"\" y\" integer)" }
                + names.map { "INSERT INTO \"\($0.replacing("\"", with: "\"\""))\" VALUES (5)" }
        )
        let reader = try SQLiteReader(path: path, fileName: "odd.db")
        #expect(Set(reader.tableNames) == Set(names))
        for name in reader.tableNames {
            #expect(try reader.columns(of: name) == [SourceColumn(name: "x \" y", declaredType: "INTEGER")])
            var values: [RawValue] = []
            try reader.read(name, columns: ["x \" y"]) { values += $0.values }
            #expect(values == [.integer(5)])
        }
    }

    @Test("views, triggers, virtual tables and generated columns are left alone")
    func inertSchema() throws {
        let scratch = try Scratch()
        let path = scratch.file("schema.db")
        try SQLiteFile.make(
            path,
            [
                "CREATE TABLE t(a integer, b integer GENERATED ALWAYS AS (a * 2))",
                "INSERT INTO t(a) VALUES (1)",
                "CREATE VIEW v AS SELECT a FROM t",
                "CREATE TRIGGER r AFTER INSERT ON t BEGIN DELETE FROM t; END",
                "CREATE VIRTUAL TABLE f USING fts5(x)",
            ]
        )
        let reader = try SQLiteReader(path: path, fileName: "schema.db")
        #expect(!reader.tableNames.contains("v"))
        #expect(!reader.tableNames.contains("f"))
        #expect(try reader.columns(of: "t").map(\.name) == ["a"])
        #expect(throws: IntakeError.self) { try reader.read("v", columns: ["a"]) { _ in } }
    }

    @Test("a row number is the file's own, so deleting a row does not rename the others")
    func rowNumbers() throws {
        let scratch = try Scratch()
        let path = scratch.file("rows.db")
        try SQLiteFile.make(
            path,
            ["CREATE TABLE t(a)", "INSERT INTO t VALUES (1), (2), (3)", "DELETE FROM t WHERE a = 2"]
        )
        var numbers: [Int64] = []
        try SQLiteReader(path: path, fileName: "rows.db").read("t", columns: ["a"]) { numbers.append($0.number) }
        #expect(numbers == [1, 3])
    }

    @Test("text that is not UTF-8 comes as bytes")
    func badText() throws {
        let scratch = try Scratch()
        let path = scratch.file("text.db")
        try SQLiteFile.make(path, ["CREATE TABLE t(a)", "INSERT INTO t VALUES (CAST(x'C328' AS TEXT))"])
        var values: [RawValue] = []
        try SQLiteReader(path: path, fileName: "text.db").read("t", columns: ["a"]) { values += $0.values }
        #expect(values == [.blob([0xC3, 0x28])])
    }

    @Test(
        "what is not a whole database is refused with its own code and a remedy",
        arguments: [
            (Bad.empty, IntakeError.Code.truncated), (.text, .notADatabase), (.encrypted, .notADatabase),
            (.headerOnly, .truncated), (.half, .truncated), (.oddLength, .truncated), (.brokenHeader, .damaged),
            (.brokenPage, .damaged), (.missing, .notFound),
        ]
    )
    func refused(bad: Bad, code: IntakeError.Code) throws {
        let scratch = try Scratch()
        let error = try #require(throws: IntakeError.self) {
            _ = try SQLiteReader(path: bad.make(in: scratch), fileName: "admin.db")
        }
        #expect(error.code == code)
        #expect(error.message.hasPrefix("admin.db "))
        #expect(!error.message.contains("\n"))
        #expect(error.message.split(separator: ". ").count > 1, "a remedy follows: \(error.message)")
    }

    @Test("a file from a write-ahead-log database is read, with a notice")
    func walFile() throws {
        let scratch = try Scratch()
        let path = scratch.file("wal.db")
        try SQLiteFile.make(path, ["PRAGMA journal_mode=WAL", "CREATE TABLE t(a)", "INSERT INTO t VALUES (1)"])
        let reader = try SQLiteReader(path: path, fileName: "wal.db")
        #expect(reader.notices.count == 1)
        #expect(reader.tableNames == ["t"])
    }

    @Test("reading leaves no file beside the one that is read and does not touch it")
    func leavesNothing() throws {
        let scratch = try Scratch()
        let path = scratch.file("a.db")
        try SQLiteFile.make(path, ["CREATE TABLE t(a)", "INSERT INTO t VALUES (1)"])
        let before = try Scratch.read(path)
        let reader = try SQLiteReader(path: path, fileName: "a.db")
        try reader.read("t", columns: ["a"]) { _ in }
        #expect(try Scratch.read(path) == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["a.db"])
    }

    /// Ways in which a file is no database.
    enum Bad: CaseIterable {
        case empty, text, encrypted, headerOnly, half, oddLength, brokenHeader, brokenPage, missing

        func make(in scratch: Scratch) throws -> String {
            let path = scratch.file("good.db")
            let rows = "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) "
            try SQLiteFile.make(path, ["CREATE TABLE t(a)", rows + "INSERT INTO t SELECT hex(randomblob(20)) FROM n"])
            var bytes = try Scratch.read(path)
            switch self {
            case .empty: bytes = []
            case .text: bytes = Array("nombre;saldo\nuno;2\n".utf8)
            case .encrypted: bytes = (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ 17) }
            case .headerOnly: bytes = Array(bytes.prefix(60))
            case .half: bytes = Array(bytes.prefix(bytes.count / 2 / 4096 * 4096))
            case .oddLength: bytes = bytes + [1, 2, 3]
            case .brokenHeader: bytes[21] = 7
            case .brokenPage: for index in 4096..<4200 { bytes[index] = 0xA5 }
            case .missing: return scratch.file("nothing.db")
            }
            return try scratch.write("bad.db", bytes)
        }
    }
}
