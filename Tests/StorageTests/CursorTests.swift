import Foundation
import Storage
import TestSupport
import Testing

@Suite("cursors and bulk writers", .serialized)
struct CursorTests {
    private static let table = """
        CREATE TABLE line (id INTEGER NOT NULL PRIMARY KEY, amount INTEGER, document TEXT, raw BLOB) STRICT
        """

    private static func filled(_ engine: Engine, rows: Int, width: Int) throws -> TestDatabase {
        let test = try TestDatabase(engine)
        let migration = Migration(id: "0001", name: "lines", sql: table)
        try MigrationRunner([migration]).run(on: test.database, appliedAt: "now")
        try test.database.withWriter { connection in
            let writer = connection.bulkWriter(table: "line", columns: ["id", "amount", "document"])
            let document = [UInt8](repeating: UInt8(ascii: "d"), count: width)
            for id in 0..<rows {
                try writer.append([.integer(Int64(id)), .integer(Int64(id) * 3), .utf8(document)])
            }
            try writer.flush()
        }
        return test
    }

    /// Anonymous memory of the process in bytes.
    private static func anonymousMemory() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
        return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
    }

    /// The other suites of this process allocate as they please, so the memory is measured in a process of its own.
    @Test("100,000 rows stream in order and memory stays flat", arguments: Engine.allCases)
    func streaming(engine: Engine) async {
        await #expect(processExitsWith: .success) { [name = engine.rawValue as String] in
            try Self.stream(try #require(Engine(rawValue: name)))
        }
    }

    private static func stream(_ engine: Engine) throws {
        let test = try filled(engine, rows: 100_000, width: 1000)
        let before = try anonymousMemory()
        var expected: Int64 = 0
        var most = 0
        try test.database.withReader { connection in
            try connection.forEachRow("SELECT id, amount, document FROM line ORDER BY id") { row in
                let isExpected = try row.integer(0) == expected && row.integer(1) == expected * 3
                let size = try row.withBytes(2) { $0.count }
                try #require(isExpected && size == 1000, "row \(expected) is not as it was written")
                expected += 1
                if expected % 20_000 == 0 { most = max(most, try anonymousMemory()) }
            }
        }
        try #require(expected == 100_000)
        // The rows are 100 MB.
        try #require(most - before < 10 << 20)
    }

    @Test(
        "statements run while a cursor is open, and cursors over the same text do not disturb each other",
        arguments: Engine.allCases
    )
    func nested(engine: Engine) throws {
        let test = try Self.filled(engine, rows: 5000, width: 10)
        try test.database.withWriter { connection in
            var pairs = 0
            let sql = "SELECT id FROM line WHERE id < $1 ORDER BY id"
            try connection.forEachRow(sql, [.integer(Int64(20))]) { outer in
                let id = try outer.integer(0)
                try connection.execute("UPDATE line SET amount = $2 WHERE id = $1", [.integer(id), .integer(-id)])
                try connection.forEachRow(sql, [.integer(id)]) { inner throws in
                    #expect(try inner.integer(0) < id)
                    pairs += 1
                }
                #expect(try outer.integer(0) == id)
            }
            #expect(pairs == 190)
            let sum = try connection.firstRow("SELECT sum(amount) FROM line WHERE id < 20") { try $0.integer(0) }
            #expect(sum == -190)
        }
    }

    @Test("long cursors take turns, with statements between their rows", arguments: Engine.allCases)
    func turns(engine: Engine) throws {
        let test = try Self.filled(engine, rows: 2000, width: 10)
        try test.database.withWriter { connection in
            let sql = "SELECT id FROM line ORDER BY id"
            let first = try connection.cursor(sql, [])
            let second = try connection.cursor("SELECT id FROM line ORDER BY id DESC", [])
            for id in 0..<Int64(1500) {
                #expect(try first.next() && first.integer(0) == id)
                #expect(try second.next() && second.integer(0) == 1999 - id)
                if id % 100 == 0 {
                    try connection.execute("UPDATE line SET amount = 0 WHERE id = $1", [.integer(id)])
                }
            }
            first.close()
            // Takes the name of the one before it, and none of its rows.
            let third = try connection.cursor(sql, [])
            for id in 0..<Int64(2000) { #expect(try third.next() && third.integer(0) == id) }
            #expect(try !third.next())
            for id in 1500..<Int64(2000) { #expect(try second.next() && second.integer(0) == 1999 - id) }
            #expect(try !second.next())
        }
    }

    @Test("a cursor ends early, at its end, and with its transaction", arguments: Engine.allCases)
    func ends(engine: Engine) throws {
        let test = try Self.filled(engine, rows: 4000, width: 10)
        let sql = "SELECT id FROM line ORDER BY id"
        var kept: (any RowCursor)?
        try test.database.withReader { connection in
            let early = try connection.cursor(sql, [])
            #expect(try early.next())
            early.close()
            #expect(try !early.next())
            let whole = try connection.cursor(sql, [])
            var count = 0
            while try whole.next() { count += 1 }
            #expect(count == 4000)
            #expect(try !whole.next())
            #expect(throws: StorageError.self) { try whole.integer(0) }
            let none = try connection.cursor("SELECT id FROM line WHERE id < 0", [])
            #expect(try !none.next())
            kept = try connection.cursor(sql, [])
            #expect(try kept?.next() == true)
        }
        #expect(throws: StorageError.self) { while try kept?.next() == true {} }
        kept?.close()
    }

    @Test("a savepoint that is undone ends the cursors opened in it and no others", arguments: Engine.allCases)
    func savepointCursors(engine: Engine) throws {
        struct Refusal: Error {}
        let test = try Self.filled(engine, rows: 4100, width: 10)
        let sql = "SELECT id FROM line ORDER BY id"
        try test.database.withWriter { connection in
            let outer = try connection.cursor(sql, [])
            var count = 0
            while count < 100, try outer.next() { count += 1 }
            var inner: (any RowCursor)?
            try? connection.transaction(.write) {
                inner = try connection.cursor(sql, [])
                _ = try inner?.next()
                throw Refusal()
            }
            inner?.close()
            while try outer.next() { count += 1 }
            #expect(count == 4100)
        }
    }

    @Test("what a bulk writer writes equals what inserts write", arguments: Engine.allCases)
    func bulkEqualsInserts(engine: Engine) throws {
        var random = SeededRandom(seed: 42)
        let texts = ["", "\\N", "\\.", "a\tb\\c\nd\re", "ñ€👍🏽", "\u{8}\u{b}\u{c}\"'", "x"]
        let rows: [[SQLValue]] = (0..<3000).map { id in
            [
                .integer(Int64(id)),
                id % 7 == 0 ? .null : .integer(Int64(bitPattern: random.next())),
                id % 5 == 0 ? .null : .text(texts[id % texts.count] + String(random.next())),
                id % 3 == 0 ? .null : .bytes(random.bytes(id % 300)),
            ]
        }
        let columns = ["id", "amount", "document", "raw"]
        let bulk = try Self.filled(engine, rows: 0, width: 0)
        try bulk.database.withWriter { connection in
            let writer = connection.bulkWriter(table: "line", columns: columns)
            for row in rows { try writer.append(row) }
            try writer.flush()
            try writer.flush()
        }
        let plain = try Self.filled(engine, rows: 0, width: 0)
        try plain.database.withWriter { connection in
            for row in rows {
                try connection.execute(
                    "INSERT INTO line (id, amount, document, raw) VALUES ($1, $2, $3, $4)",
                    row
                )
            }
        }
        let contents = try [bulk, plain].map { test in
            try test.database.withReader { connection in
                try connection.rows("SELECT id, amount, document, raw FROM line ORDER BY id") { row in
                    [
                        .integer(try row.integer(0)),
                        try row.integerOrNil(1).map { SQLValue.integer($0) } ?? .null,
                        .text(try row.textOrNil(2)),
                        row.isNull(3) ? .null : .bytes(try row.bytes(3)),
                    ]
                }
            }
        }
        #expect(contents[0] == rows)
        #expect(contents[1] == rows)
    }

    @Test("a bulk row that breaks a rule fails the transaction whole", arguments: Engine.allCases)
    func bulkConstraint(engine: Engine) throws {
        let test = try Self.filled(engine, rows: 10, width: 10)
        let error = #expect(throws: StorageError.self) {
            try test.database.withWriter { connection in
                let writer = connection.bulkWriter(table: "line", columns: ["id"])
                for id in [100, 101, 5] { try writer.append([.integer(Int64(id))]) }
                try writer.flush()
            }
        }
        #expect(error?.code == .constraint)
        let count = try test.database.withReader { connection in
            try connection.firstRow("SELECT count(*) FROM line") { try $0.integer(0) }
        }
        #expect(count == 10)
    }
}
