import Codecs
import LoanBook
import Storage
import TestSupport
import Testing

@Suite("a file is read a few pieces ahead of whoever takes it")
struct StreamTests {
    /// A lender whose payments are so long that each fills a piece.
    static func lender(_ engine: Engine) throws -> QueriesLender {
        let lender = try QueriesLender(engine)
        let long = engine == .sqlite ? "printf('%.300000c', 'x')" : "repeat('x', 300000)"
        try lender.database.withWriter { connection in
            try connection.execute("UPDATE payment SET document = '{\"id\":\"' || \(long) || '\"}'", [])
        }
        return lender
    }

    @Test("every piece comes, in order, however slowly they are taken", arguments: Engine.allCases)
    func whole(engine: Engine) async throws {
        let lender = try Self.lender(engine)
        let query = RecordQuery(RecordFilter(.payments))
        let whole = try lender.export(query)
        #expect(whole.utf8.count > 2 * ReadLimits.piecesAheadMax * 300_000)
        let stream = try await lender.queries.export(query, tenant: lender.tenant.id, as: .ndjson)
        var bytes: [UInt8] = []
        while let piece = try await stream.next() {
            bytes += piece
            for _ in 0..<100 { await Task.yield() }
        }
        #expect(String(decoding: bytes, as: UTF8.self) == whole)
        #expect(try await stream.next() == nil)
    }

    @Test("a document that cannot be read ends the file with its error", arguments: Engine.allCases)
    func failure(engine: Engine) async throws {
        let lender = try Self.lender(engine)
        try lender.database.withWriter { connection in
            try connection.execute(
                "UPDATE payment SET document = 'torn' WHERE id = (SELECT max(id) FROM payment)",
                []
            )
        }
        let query = RecordQuery(RecordFilter(.payments))
        let stream = try await lender.queries.export(query, tenant: lender.tenant.id, as: .csv(.standard))
        await #expect(throws: (any Error).self) { while try await stream.next() != nil {} }
        #expect(try await stream.next() == nil)
    }

    @Test("a file that is given up early gives its connection back", arguments: Engine.allCases)
    func early(engine: Engine) async throws {
        let lender = try Self.lender(engine)
        let query = RecordQuery(RecordFilter(.payments))
        for taken in 0..<60 {
            let stream = try await lender.queries.export(query, tenant: lender.tenant.id, as: .ndjson)
            for _ in 0..<(taken % 3) { _ = try await stream.next() }
            await stream.close()
            #expect(try await stream.next() == nil)
        }
        try lender.database.withWriter { try $0.execute("DELETE FROM payment", []) }
    }
}
