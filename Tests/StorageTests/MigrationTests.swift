import Storage
import TestSupport
import Testing

@Suite("migrations")
struct MigrationTests {
    private static let moment = "2026-11-24T07:00:00.000000Z"
    private static let first = Migration(
        id: "0001",
        name: "lay the first table",
        sql: """
            -- INTEGER and BLOB in a comment stay; so does it's quote
            CREATE TABLE note (
                id INTEGER NOT NULL PRIMARY KEY, /* a BLOB, STRICT */
                kind TEXT NOT NULL DEFAULT 'INTEGER STRICT' CHECK (kind <> 'BLOB''s'),
                integers INTEGER,
                "BLOB" BLOB
            ) WITHOUT ROWID, STRICT;
            CREATE INDEX note_by_kind ON note (kind);
            """
    )
    private static let second = Migration(
        id: "0002",
        name: "add a column",
        sql: "ALTER TABLE note ADD COLUMN strict INTEGER"
    )

    @Test("the same SQL lays the schema on both engines, and a second run does nothing", arguments: Engine.allCases)
    func runTwice(engine: Engine) throws {
        let test = try TestDatabase(engine)
        let runner = MigrationRunner([Self.first, Self.second])
        #expect(try runner.pending(on: test.database).map(\.id) == ["0001", "0002"])
        #expect(try runner.run(on: test.database, appliedAt: Self.moment) == ["0001", "0002"])
        #expect(try runner.run(on: test.database, appliedAt: Self.moment) == [])
        #expect(try runner.pending(on: test.database) == [])
        try test.database.withWriter { connection in
            try connection.execute(
                "INSERT INTO note (id, integers, \"BLOB\", strict) VALUES ($1, $1, $2, $1)",
                [.integer(Int64.max), .bytes([0, 1])]
            )
            #expect(try connection.firstRow("SELECT kind FROM note") { try $0.text(0) } == "INTEGER STRICT")
            let rows = try connection.rows("SELECT id, checksum, applied_at FROM schema_migration ORDER BY id") {
                [try $0.text(0), try $0.text(1), try $0.text(2)]
            }
            #expect(rows == [Self.first, Self.second].map { [$0.id, $0.checksum, Self.moment] })
        }
    }

    @Test("a newer program's database is refused", arguments: Engine.allCases)
    func newerDatabase(engine: Engine) throws {
        let test = try TestDatabase(engine)
        try MigrationRunner([Self.first, Self.second]).run(on: test.database, appliedAt: Self.moment)
        let old = MigrationRunner([Self.first])
        let error = #expect(throws: StorageError.self) { try old.run(on: test.database, appliedAt: Self.moment) }
        #expect(error?.message.contains("0002 (add a column)") == true)
        #expect(error?.message.contains("Upgrade") == true)
        #expect(throws: StorageError.self) { try old.pending(on: test.database) }
    }

    @Test("a changed migration is refused", arguments: Engine.allCases)
    func changed(engine: Engine) throws {
        let test = try TestDatabase(engine)
        try MigrationRunner([Self.first]).run(on: test.database, appliedAt: Self.moment)
        let other = Migration(id: "0001", name: Self.first.name, sql: Self.first.sql + " ")
        let error = #expect(throws: StorageError.self) {
            try MigrationRunner([other]).run(on: test.database, appliedAt: Self.moment)
        }
        #expect(error?.message.contains("0001") == true)
    }

    @Test("a migration put in before an applied one is refused", arguments: Engine.allCases)
    func skipped(engine: Engine) throws {
        let test = try TestDatabase(engine)
        try MigrationRunner([Self.first, Self.second]).run(on: test.database, appliedAt: Self.moment)
        let between = Migration(id: "0001a", name: "between", sql: "SELECT 1")
        let error = #expect(throws: StorageError.self) {
            try MigrationRunner([Self.first, between, Self.second]).run(on: test.database, appliedAt: Self.moment)
        }
        #expect(error?.message.contains("0001a") == true)
    }

    @Test("a failing migration leaves the state before it and says which one", arguments: Engine.allCases)
    func failing(engine: Engine) throws {
        let test = try TestDatabase(engine)
        let broken = Migration(
            id: "0002",
            name: "break",
            sql: "CREATE TABLE half (id INTEGER); INSERT INTO nowhere VALUES (1);"
        )
        let error = #expect(throws: StorageError.self) {
            try MigrationRunner([Self.first, broken]).run(on: test.database, appliedAt: Self.moment)
        }
        #expect(error?.message.contains("migration 0002 (break)") == true)
        try MigrationRunner([Self.first, Self.second]).run(on: test.database, appliedAt: Self.moment)
        #expect(throws: StorageError.self) {
            try test.database.withReader { try $0.firstRow("SELECT id FROM half") { try $0.integer(0) } }
        }
    }

    @Test("several processes may start at once; each migration is applied once", arguments: Engine.allCases)
    func concurrentStart(engine: Engine) async throws {
        let test = try TestDatabase(engine)
        let others = try (0..<4).map { _ in try test.reopened() }
        let runner = MigrationRunner([Self.first, Self.second])
        let applied = try await withThrowingTaskGroup(of: [String].self) { group in
            for database in others {
                group.addTask { try runner.run(on: database, appliedAt: Self.moment) }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(applied.sorted() == ["0001", "0002"])
    }
}
