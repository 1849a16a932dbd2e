import Storage
import TestSupport
import Testing

@Suite("transactions")
struct TransactionTests {
    private struct Refusal: Error {}

    private static func counter(_ engine: Engine) throws -> TestDatabase {
        let test = try TestDatabase(engine)
        try test.database.withWriter { try $0.executeScript("CREATE TABLE counter (value BIGINT NOT NULL)") }
        return test
    }

    private static func add(_ value: Int64, on connection: any Connection) throws {
        try connection.execute("INSERT INTO counter (value) VALUES ($1)", [.integer(value)])
    }

    private static func values(in database: Database) throws -> [Int64] {
        try database.withReader { connection in
            try connection.rows("SELECT value FROM counter ORDER BY value") { try $0.integer(0) }
        }
    }

    @Test("a write that returns is kept", arguments: Engine.allCases)
    func commit(engine: Engine) throws {
        let test = try Self.counter(engine)
        try test.database.withWriter { try Self.add(1, on: $0) }
        #expect(try Self.values(in: test.database) == [1])
    }

    @Test("a write that throws leaves nothing", arguments: Engine.allCases)
    func rollback(engine: Engine) throws {
        let test = try Self.counter(engine)
        #expect(throws: Refusal.self) {
            try test.database.withWriter { connection in
                try Self.add(1, on: connection)
                throw Refusal()
            }
        }
        #expect(try Self.values(in: test.database).isEmpty)
    }

    @Test("a transaction inside another undoes only itself when it throws", arguments: Engine.allCases)
    func savepoints(engine: Engine) throws {
        let test = try Self.counter(engine)
        try test.database.withWriter { connection in
            try Self.add(1, on: connection)
            try? connection.transaction(.write) {
                try Self.add(2, on: connection)
                try connection.transaction(.write) { try Self.add(3, on: connection) }
                throw Refusal()
            }
            try connection.transaction(.write) { try Self.add(4, on: connection) }
        }
        #expect(try Self.values(in: test.database) == [1, 4])
    }

    @Test("a failed statement inside a savepoint spares the outer transaction", arguments: Engine.allCases)
    func failedStatement(engine: Engine) throws {
        let test = try Self.counter(engine)
        try test.database.withWriter { connection in
            try Self.add(1, on: connection)
            let error = #expect(throws: StorageError.self) {
                try connection.transaction(.write) {
                    try connection.execute("INSERT INTO counter (value) VALUES ($1)", [.null])
                }
            }
            #expect(error?.code == .constraint)
            try Self.add(2, on: connection)
        }
        #expect(try Self.values(in: test.database) == [1, 2])
    }

    @Test("a write inside a read is refused", arguments: Engine.allCases)
    func writeInRead(engine: Engine) throws {
        let test = try Self.counter(engine)
        #expect(throws: StorageError.self) {
            try test.database.withReader { try $0.transaction(.write) {} }
        }
        #expect(throws: StorageError.self) {
            try test.database.withReader { try Self.add(1, on: $0) }
        }
        #expect(try Self.values(in: test.database).isEmpty)
    }

    @Test("a read sees the state it began with while others write", arguments: Engine.allCases)
    func snapshot(engine: Engine) throws {
        let test = try Self.counter(engine)
        try test.database.withWriter { try Self.add(1, on: $0) }
        try test.database.withReader { connection in
            let count = { try connection.firstRow("SELECT count(value) FROM counter") { try $0.integer(0) } }
            #expect(try count() == 1)
            try test.database.withWriter { try Self.add(2, on: $0) }
            #expect(try count() == 1)
        }
        #expect(try Self.values(in: test.database) == [1, 2])
    }
}
