import Storage
import TestSupport
import Testing

@Suite("broken links to PostgreSQL")
struct PostgresRecoveryTests {
    private static func table() throws -> TestDatabase {
        let test = try TestDatabase(.postgres)
        try test.database.withWriter { try $0.executeScript("CREATE TABLE line (id BIGINT PRIMARY KEY)") }
        return test
    }

    /// Ends every other session of the database and waits until the server has done so.
    private static func endSessions(_ killer: Database) throws {
        try killer.withConnection { connection in
            let sql = """
                SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                """
            let ended = try connection.rows(sql) { try $0.integer(0) }
            #expect(!ended.isEmpty && ended.allSatisfy { $0 == 1 })
        }
    }

    @Test("idle connections that the server ended are replaced unnoticed")
    func idle() async throws {
        let test = try Self.table()
        let killer = try test.reopened()
        let reader = try await test.database.openReader()
        await reader.close()
        try Self.endSessions(killer)
        try await test.database.write { try $0.execute("INSERT INTO line (id) VALUES (1)", []) }
        let again = try await test.database.openReader()
        #expect(try await again.pull { try $0.firstRow("SELECT count(*) FROM line") { try $0.integer(0) } } == 1)
        await again.close()
    }

    @Test("a link that breaks inside a transaction is unavailable, nothing is written, and the next works")
    func inside() throws {
        let test = try Self.table()
        let killer = try test.reopened()
        let error = #expect(throws: StorageError.self) {
            try test.database.withWriter { connection in
                try connection.execute("INSERT INTO line (id) VALUES (1)", [])
                try Self.endSessions(killer)
                try connection.execute("INSERT INTO line (id) VALUES (2)", [])
            }
        }
        #expect(error?.code == .unavailable)
        let bulk = #expect(throws: StorageError.self) {
            try test.database.withWriter { connection in
                let writer = connection.bulkWriter(table: "line", columns: ["id"])
                try writer.append([.integer(Int64(3))])
                try Self.endSessions(killer)
                try writer.flush()
            }
        }
        #expect(bulk?.code == .unavailable)
        let count = try test.database.withReader { connection in
            try connection.firstRow("SELECT count(*) FROM line") { try $0.integer(0) }
        }
        #expect(count == 0)
    }

    @Test("a commit after an ignored error is refused, as the server would drop the work silently")
    func ignoredError() throws {
        let test = try Self.table()
        #expect(throws: StorageError.self) {
            try test.database.withWriter { connection in
                try connection.execute("INSERT INTO line (id) VALUES (1)", [])
                _ = try? connection.execute("INSERT INTO line (id) VALUES (1)", [])
            }
        }
    }

    @Test("a prepared statement survives a change of its table")
    func changedTable() throws {
        let test = try Self.table()
        let read = { try test.database.withReader { try $0.rows("SELECT id FROM line") { try $0.integer(0) } } }
        #expect(try read() == [])
        try test.database.withWriter { connection in
            try connection.executeScript("ALTER TABLE line ALTER COLUMN id TYPE INTEGER")
            try connection.execute("INSERT INTO line (id) VALUES (5)", [])
        }
        _ = try? read()
        #expect(try read() == [5])
    }
}
