import Storage
import TestSupport
import Testing

/// More rows than are handed over at once, so that they are written beside the thread that makes them.
private let many: Int64 = 3000

@Suite("rows that are written beside the thread that makes them")
struct BulkOrderTests {
    private struct Refusal: Error {}

    private static func family(_ engine: Engine) throws -> TestDatabase {
        let test = try TestDatabase(engine)
        let sql = """
            CREATE TABLE parent (id INTEGER NOT NULL PRIMARY KEY) STRICT;
            CREATE TABLE child (
                id INTEGER NOT NULL PRIMARY KEY,
                parent_id INTEGER NOT NULL REFERENCES parent (id)
            ) STRICT
            """
        try MigrationRunner([Migration(id: "0001", name: "family", sql: sql)]).run(on: test.database, appliedAt: "now")
        return test
    }

    private static func count(_ table: String, _ connection: any Connection) throws -> Int64? {
        try connection.firstRow("SELECT COUNT(*) FROM \(table)") { try $0.integer(0) }
    }

    @Test("rows of two tables come in the order in which they were appended")
    func order() throws {
        let test = try Self.family(.sqlite)
        try test.database.withWriter { connection in
            let parents = connection.bulkWriter(table: "parent", columns: ["id"])
            let children = connection.bulkWriter(table: "child", columns: ["id", "parent_id"])
            for id in 1...many {
                try parents.append([.integer(id)])
                try children.append([.integer(id), .integer(id)])
            }
        }
        let count = try test.database.withReader { try Self.count("child", $0) }
        #expect(count == many)
    }

    @Test("a read sees every row that was appended and flushed before it", arguments: Engine.allCases)
    func reading(engine: Engine) throws {
        let test = try Self.family(engine)
        try test.database.withWriter { connection in
            let parents = connection.bulkWriter(table: "parent", columns: ["id"])
            for id in 1...many {
                try parents.append([.integer(id)])
                guard id % 700 == 0 else { continue }
                try parents.flush()
                let seen = try Self.count("parent", connection)
                #expect(seen == id)
            }
        }
    }

    @Test("rows may be appended while others are read", arguments: Engine.allCases)
    func appendingWhileReading(engine: Engine) throws {
        let test = try Self.family(engine)
        try test.database.withWriter { connection in
            let parents = connection.bulkWriter(table: "parent", columns: ["id"])
            for id in 1...many { try parents.append([.integer(id)]) }
            try parents.flush()
            let children = connection.bulkWriter(table: "child", columns: ["id", "parent_id"])
            var read: Int64 = 0
            try connection.forEachRow("SELECT id FROM parent ORDER BY id") { row in
                read += 1
                let id = try row.integer(0)
                #expect(id == read)
                // PostgreSQL sends nothing while rows are fetched, and this much it holds back.
                try children.append([.integer(id), .integer(id)])
                let same = try row.integer(0)
                #expect(same == read)
            }
            try children.flush()
            let count = try Self.count("child", connection)
            #expect(count == many)
        }
    }

    @Test("one bad row among many fails the transaction whole, with its own error", arguments: Engine.allCases)
    func badRow(engine: Engine) throws {
        let test = try Self.family(engine)
        let error = #expect(throws: StorageError.self) {
            try test.database.withWriter { connection in
                let parents = connection.bulkWriter(table: "parent", columns: ["id"])
                for id in 1...many { try parents.append([.integer(id == 600 ? 1 : id)]) }
                try parents.flush()
            }
        }
        #expect(error?.code == .constraint)
        try test.database.withWriter { connection in
            let count = try Self.count("parent", connection)
            #expect(count == 0)
            try connection.execute("INSERT INTO parent (id) VALUES ($1)", [.integer(many)])
        }
    }

    @Test("a savepoint that is given up takes its rows along, and no others", arguments: Engine.allCases)
    func savepoint(engine: Engine) throws {
        let test = try Self.family(engine)
        try test.database.withWriter { connection in
            let parents = connection.bulkWriter(table: "parent", columns: ["id"])
            for id in 1...many { try parents.append([.integer(id)]) }
            try parents.flush()
            #expect(throws: Refusal.self) {
                try connection.transaction(.write) {
                    let others = connection.bulkWriter(table: "parent", columns: ["id"])
                    for id in (many + 1)...(2 * many) { try others.append([.integer(id)]) }
                    try others.flush()
                    throw Refusal()
                }
            }
            let children = connection.bulkWriter(table: "child", columns: ["id", "parent_id"])
            for id in 1...many { try children.append([.integer(id), .integer(id)]) }
            try children.flush()
        }
        let counts = try test.database.withReader { connection in
            try ["parent", "child"].map { try Self.count($0, connection) }
        }
        #expect(counts == [many, many])
    }
}
