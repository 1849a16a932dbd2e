import Foundation
import Machine
import Storage
import Synchronization
import TestSupport
import Testing

@Suite("pinned readers")
struct PinnedReaderTests {
    /// A cursor that is used on its held connection only.
    private final class Kept: @unchecked Sendable {
        var rows: (any RowCursor)?
    }

    /// The thread that something ran on.
    private final class Seen: Sendable {
        let thread = Mutex<Int?>(nil)

        func note() { thread.withLock { $0 = Thread.current.hash } }
    }

    private static func table(_ engine: Engine, rows: Int) throws -> TestDatabase {
        let test = try TestDatabase(engine)
        try test.database.withWriter { connection in
            try connection.executeScript("CREATE TABLE line (id BIGINT PRIMARY KEY)")
            let writer = connection.bulkWriter(table: "line", columns: ["id"])
            for id in 0..<rows { try writer.append([.integer(Int64(id))]) }
            try writer.flush()
        }
        return test
    }

    @Test("a result is pulled in pieces from one state, whatever is written meanwhile", arguments: Engine.allCases)
    func pieces(engine: Engine) async throws {
        let test = try Self.table(engine, rows: 5000)
        let reader = try await test.database.openReader()
        try await test.database.write { try $0.execute("DELETE FROM line WHERE id >= $1", [.integer(Int64(10))]) }
        let kept = Kept()
        try await reader.pull {
            kept.rows = try $0.cursor("SELECT id FROM line WHERE id >= $1 ORDER BY id", [.integer(1)])
        }
        var read: [Int64] = []
        var piece: [Int64] = []
        repeat {
            piece = try await reader.pull { _ in
                let rows = try #require(kept.rows)
                var piece: [Int64] = []
                while piece.count < 700, try rows.next() { piece.append(try rows.integer(0)) }
                return piece
            }
            read += piece
        } while !piece.isEmpty
        #expect(read == Array(1..<5000))
        let count = try await reader.pull { try $0.firstRow("SELECT count(*) FROM line") { try $0.integer(0) } }
        #expect(count == 5000)
        await reader.close { kept.rows?.close() }
        await reader.close { Issue.record("a closed reader holds nothing to let go of") }
        await #expect(throws: StorageError.self) { try await reader.pull { _ in } }
    }

    @Test("an error in one piece leaves the reader usable", arguments: [Engine.sqlite])
    func errors(engine: Engine) async throws {
        let test = try Self.table(engine, rows: 3)
        let reader = try await test.database.openReader()
        await #expect(throws: StorageError.self) {
            try await reader.pull { try $0.firstRow("SELECT nothing FROM nowhere") { try $0.integer(0) } }
        }
        let count = try await reader.pull { try $0.firstRow("SELECT count(*) FROM line") { try $0.integer(0) } }
        #expect(count == 3)
        await reader.close()
    }

    @Test("a cancelled task closes a reader without blocking its own thread", arguments: Engine.allCases)
    func cancelled(engine: Engine) async throws {
        let test = try Self.table(engine, rows: 3)
        let blocking = BlockingPool(threads: 1)
        let database = try Database.open(url: test.url, blocking: blocking)
        let reader = try await database.openReader()
        // The pool's only thread, by what it alone can see.
        let (reading, closing) = (Seen(), Seen())
        try await reader.pull { _ in reading.note() }
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                while !Task.isCancelled { await Task.yield() }
                await reader.close { closing.note() }
            }
            group.cancelAll()
        }
        #expect(closing.thread.withLock { $0 } != nil)
        #expect(closing.thread.withLock { $0 } == reading.thread.withLock { $0 })
        await #expect(throws: StorageError.self) { try await reader.pull { _ in } }
        #expect(blocking.pending == 0)
    }

    @Test("readers are limited, and a closed or dropped one makes room", arguments: Engine.allCases)
    func limit(engine: Engine) async throws {
        let test = try Self.table(engine, rows: 3)
        let database = try Database.open(url: test.url, patience: .milliseconds(20))
        var readers: [PinnedReader] = []
        for _ in 0..<8 { readers.append(try await database.openReader()) }
        let refused = await #expect(throws: StorageError.self) { try await database.openReader() }
        #expect(refused?.code == .busy)
        let value = try await database.read { try $0.firstRow("SELECT count(*) FROM line") { try $0.integer(0) } }
        #expect(value == 3)
        await readers.removeLast().close()
        readers.append(try await database.openReader())
        readers.removeFirst()
        readers.append(try await database.openReader())
        for reader in readers { await reader.close() }
    }
}
