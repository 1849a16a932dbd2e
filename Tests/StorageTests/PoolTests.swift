import Machine
import Storage
import TestSupport
import Testing

@Suite("lending connections")
struct PoolTests {
    private struct Refusal: Error {}

    private static func counter(_ engine: Engine) throws -> TestDatabase {
        let test = try TestDatabase(engine)
        try test.database.withWriter { connection in
            try connection.executeScript("CREATE TABLE counter (id BIGINT PRIMARY KEY, value BIGINT NOT NULL)")
            try connection.execute("INSERT INTO counter (id, value) VALUES (1, 0)", [])
        }
        return test
    }

    @Test("many tasks write and read at once and none is lost or refused", arguments: Engine.allCases)
    func concurrency(engine: Engine) async throws {
        let test = try Self.counter(engine)
        let database = test.database
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    _ = try await database.write { try $0.execute("UPDATE counter SET value = value + 1", []) }
                }
                group.addTask {
                    let value = try await database.read { connection in
                        try connection.firstRow("SELECT value FROM counter") { try $0.integer(0) }
                    }
                    #expect((0...40).contains(value ?? -1))
                }
            }
            try await group.waitForAll()
        }
        let total = try await database.read { connection in
            try connection.firstRow("SELECT value FROM counter") { try $0.integer(0) }
        }
        #expect(total == 40)
    }

    @Test(
        "a lock of another process that stays too long is busy, and free again afterwards",
        arguments: Engine.allCases
    )
    func busy(engine: Engine) throws {
        let test = try Self.counter(engine)
        let hasty = try Database.open(url: test.url, patience: .milliseconds(20))
        let update = "UPDATE counter SET value = value + 1 WHERE id = 1"
        try test.database.withWriter { holder in
            try holder.execute(update, [])
            let error = #expect(throws: StorageError.self) { try hasty.withWriter { try $0.execute(update, []) } }
            #expect(error?.code == .busy)
            let value = try hasty.withReader { try $0.firstRow("SELECT value FROM counter") { try $0.integer(0) } }
            #expect(value == 0)
        }
        try hasty.withWriter { try $0.execute(update, []) }
        let value = try hasty.withReader { try $0.firstRow("SELECT value FROM counter") { try $0.integer(0) } }
        #expect(value == 2)
    }

    @Test("what a borrower leaves open is ended before the next one comes", arguments: Engine.allCases)
    func leftovers(engine: Engine) throws {
        let test = try Self.counter(engine)
        try test.database.withConnection { connection in
            try connection.execute("BEGIN", [])
            try connection.execute("UPDATE counter SET value = 7", [])
        }
        let value = try test.database.withWriter { connection in
            try connection.firstRow("SELECT value FROM counter") { try $0.integer(0) }
        }
        #expect(value == 0)
    }

    @Test("a closed database says so", arguments: Engine.allCases)
    func closed(engine: Engine) throws {
        let test = try Self.counter(engine)
        let other = try test.reopened()
        other.close()
        let error = #expect(throws: StorageError.self) { try other.withReader { _ in } }
        #expect(error?.code == .unavailable)
    }

    @Test("more texts of SQL than are kept prepared do no harm", arguments: Engine.allCases)
    func manyStatements(engine: Engine) throws {
        let test = try Self.counter(engine)
        try test.database.withReader { connection in
            let open = try connection.cursor("SELECT id FROM counter WHERE id = $1", [.integer(Int64(1))])
            for number in 0..<700 {
                let value = try connection.firstRow("SELECT \(number) + value FROM counter") { try $0.integer(0) }
                #expect(value == Int64(number))
            }
            #expect(try open.next())
            open.close()
        }
    }
}
