import Storage
import TestSupport
import Testing

@Suite("values")
struct ValueTests {
    private static func table(_ engine: Engine) throws -> TestDatabase {
        let test = try TestDatabase(engine)
        try MigrationRunner([
            Migration(
                id: "0001",
                name: "values",
                sql:
                    "CREATE TABLE sample (id INTEGER NOT NULL PRIMARY KEY, whole INTEGER, words TEXT, raw BLOB) STRICT;"
            )
        ]).run(on: test.database, appliedAt: "2026-11-24T00:00:00Z")
        return test
    }

    @Test("integers come back to the last bit", arguments: Engine.allCases)
    func integers(engine: Engine) throws {
        let test = try Self.table(engine)
        let numbers: [Int64] = [.min, .min + 1, -1, 0, 1, 1 << 32, .max - 1, .max]
        try test.database.withWriter { connection in
            for (index, number) in numbers.enumerated() {
                try connection.execute(
                    "INSERT INTO sample (id, whole) VALUES ($1, $2)",
                    [.integer(Int64(index)), .integer(number)]
                )
            }
        }
        let read = try test.database.withReader { connection in
            try connection.rows("SELECT whole FROM sample ORDER BY id") { try $0.integer(0) }
        }
        #expect(read == numbers)
    }

    @Test("texts come back letter for letter, and empty is not NULL", arguments: Engine.allCases)
    func texts(engine: Engine) throws {
        let test = try Self.table(engine)
        let texts: [String?] = [
            "", nil, " ", "a\tb\nc\r\\N\\.", "'\"$1", "año ñandú €", "👩‍👩‍👧‍👦🇨🇴", "\u{1}\u{7f}\u{2028}",
            String(repeating: "x", count: 100_000),
        ]
        try test.database.withWriter { connection in
            for (index, text) in texts.enumerated() {
                try connection.execute(
                    "INSERT INTO sample (id, words) VALUES ($1, $2)",
                    [.integer(Int64(index)), .text(text)]
                )
            }
        }
        try test.database.withReader { connection in
            let read = try connection.rows("SELECT words FROM sample ORDER BY id") { try $0.textOrNil(0) }
            #expect(read == texts)
            let bytes = try connection.rows("SELECT words FROM sample ORDER BY id") { try $0.bytes(0) }
            #expect(bytes == texts.map { Array(($0 ?? "").utf8) })
            let found = try connection.firstRow("SELECT id FROM sample WHERE words = $1", [.utf8([])]) {
                try $0.integer(0)
            }
            #expect(found == 0)
        }
    }

    @Test("bytes come back, NUL and all, and empty is not NULL", arguments: Engine.allCases)
    func bytes(engine: Engine) throws {
        let test = try Self.table(engine)
        var random = SeededRandom(seed: 7)
        let values: [SQLValue] = [.bytes([]), .null, .bytes([0]), .bytes(Array(0...255)), .bytes(random.bytes(70_000))]
        try test.database.withWriter { connection in
            for (index, value) in values.enumerated() {
                try connection.execute(
                    "INSERT INTO sample (id, raw) VALUES ($1, $2)",
                    [.integer(Int64(index)), value]
                )
            }
        }
        let read = try test.database.withReader { connection in
            try connection.rows("SELECT raw FROM sample ORDER BY id") { row in
                row.isNull(0) ? SQLValue.null : .bytes(try row.bytes(0))
            }
        }
        #expect(read == values)
    }

    @Test("a text with a NUL character is refused on both engines", arguments: Engine.allCases)
    func nulCharacter(engine: Engine) throws {
        let test = try Self.table(engine)
        let error = #expect(throws: StorageError.self) {
            try test.database.withWriter {
                try $0.execute("INSERT INTO sample (id, words) VALUES (1, $1)", [.text("a\u{0}b")])
            }
        }
        #expect(error?.code == .wrongType)
        let bulk = #expect(throws: StorageError.self) {
            try test.database.withWriter { connection in
                let writer = connection.bulkWriter(table: "sample", columns: ["id", "words"])
                try writer.append([.integer(Int64(1)), .utf8([0])])
            }
        }
        #expect(bulk?.code == .wrongType)
    }

    @Test("placeholders take their value by number, in any order and more than once", arguments: Engine.allCases)
    func placeholders(engine: Engine) throws {
        let test = try Self.table(engine)
        try test.database.withWriter { connection in
            let sql = "INSERT INTO sample (words, id, whole) VALUES ($2, $1, $1)"
            try connection.execute(sql, [.integer(Int64(5)), .text("five")])
            try connection.execute(sql, [.integer(Int64(6)), .null])
            try connection.execute(sql, [.integer(Int64(7)), .text("seven")])
            let rows = try connection.rows("SELECT id, whole, words FROM sample ORDER BY id") {
                "\(try $0.integer(0)) \(try $0.integer(1)) \(try $0.textOrNil(2) ?? "-")"
            }
            #expect(rows == ["5 5 five", "6 6 -", "7 7 seven"])
        }
    }

    @Test("one text of SQL serves values of changing types", arguments: Engine.allCases)
    func changingTypes(engine: Engine) throws {
        let test = try Self.table(engine)
        try test.database.withWriter { connection in
            let sql = "INSERT INTO sample (id, whole, words, raw) VALUES ($1, $2, $3, $4)"
            try connection.execute(sql, [.integer(Int64(1)), .null, .null, .null])
            try connection.execute(sql, [.integer(Int64(2)), .integer(Int64(2)), .text("2"), .bytes([2])])
            try connection.execute(sql, [.integer(Int64(3)), .null, .utf8([51]), .null])
            let count = try connection.firstRow("SELECT count(*), sum(whole), sum(id) FROM sample") { row in
                [try row.integer(0), try row.integer(1), try row.integer(2)]
            }
            #expect(count == [3, 2, 6])
        }
    }

    @Test("a column of another type is an error that names it, never a trap", arguments: Engine.allCases)
    func wrongType(engine: Engine) throws {
        let test = try Self.table(engine)
        try test.database.withWriter { connection in
            try connection.execute(
                "INSERT INTO sample (id, whole, words) VALUES (1, 1, $1)",
                [.text("Rosa Peña")]
            )
            let reads: [(any RowCursor) throws -> Void] = [
                { _ = try $0.integer(1) }, { _ = try $0.text(0) }, { _ = try $0.integer(2) }, { _ = try $0.text(2) },
                { _ = try $0.bytes(0) },
            ]
            for read in reads {
                let error = #expect(throws: StorageError.self) {
                    try connection.firstRow("SELECT whole, words, raw FROM sample", [], read)
                }
                #expect(error?.code == .wrongType)
                #expect(error?.message.contains("column") == true)
                #expect(error?.message.contains("Rosa") == false)
            }
        }
    }

    @Test("an error never quotes a bound value", arguments: Engine.allCases)
    func errorsWithoutValues(engine: Engine) throws {
        let test = try Self.table(engine)
        try test.database.withConnection { connection in
            try connection.executeScript("CREATE TABLE person (document TEXT NOT NULL UNIQUE)")
            let sql = "INSERT INTO person (document) VALUES ($1)"
            try connection.execute(sql, [.text("79123456")])
            let twice = #expect(throws: StorageError.self) { try connection.execute(sql, [.text("79123456")]) }
            #expect(twice?.code == .constraint)
            #expect(twice?.description.contains("79123456") == false)
            #expect(throws: StorageError.self) {
                try connection.execute("SELECT nothing FROM nowhere WHERE x = $1", [.text("79123456")])
            }
        }
    }

    @Test("a statement says how many rows it touched", arguments: Engine.allCases)
    func touched(engine: Engine) throws {
        let test = try Self.table(engine)
        try test.database.withWriter { connection throws in
            #expect(try connection.execute("INSERT INTO sample (id, whole) VALUES (1, 1), (2, 1), (3, 2)", []) == 3)
            let update = "UPDATE sample SET whole = 9 WHERE whole = $1"
            #expect(try connection.execute(update, [.integer(Int64(1))]) == 2)
            #expect(try connection.execute(update, [.integer(Int64(1))]) == 0)
            #expect(try connection.execute("SELECT id FROM sample", []) == 0)
            #expect(try connection.execute("DELETE FROM sample WHERE id > $1", [.integer(Int64(0))]) == 3)
        }
    }

    @Test("text in a file that is not UTF-8 is an error, never a trap")
    func invalidUTF8() throws {
        let test = try Self.table(.sqlite)
        try test.database.withWriter { connection in
            try connection.execute("INSERT INTO sample (id, words) VALUES (1, CAST(x'61ff62' AS TEXT))", [])
            let error = #expect(throws: StorageError.self) {
                try connection.firstRow("SELECT words FROM sample") { try $0.text(0) }
            }
            #expect(error?.code == .wrongType)
            #expect(try connection.firstRow("SELECT words FROM sample") { try $0.bytes(0) } == [0x61, 0xff, 0x62])
        }
    }

    @Test("too few values for a statement are an error", arguments: Engine.allCases)
    func tooFewValues(engine: Engine) throws {
        let test = try Self.table(engine)
        #expect(throws: StorageError.self) {
            try test.database.withWriter {
                try $0.execute("INSERT INTO sample (id, whole) VALUES ($1, $2)", [.integer(Int64(1))])
            }
        }
    }
}
