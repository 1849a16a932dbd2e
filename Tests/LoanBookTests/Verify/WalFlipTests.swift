import Foundation
import Lending
import LoanBook
import Machine
import Storage
import TestSupport
import Testing

@Suite("Damage to the write-ahead log (R10)")
struct WalFlipTests {
    /// A book that was copied while it was in use: its newest snapshots stand in the write-ahead log alone.
    private struct Copied {
        var file: [UInt8]
        var wal: [UInt8]
        /// Hash of what the book held after each snapshot, the oldest first; the file alone holds the first.
        var states: [[UInt8]] = []
        var heads: [LogHead] = []
    }

    private func copied(_ book: DamagedBook) throws -> Copied {
        let path = book.folder.file("live.db")
        try Data(book.bytes).write(to: URL(filePath: path))
        let database = try Database.open(url: .sqlite(path: path))
        defer { database.close() }
        let live = Book(database: database)
        var copied = Copied(file: book.bytes, wal: [], states: [book.content], heads: [book.head])
        var lender = Lender.sample(book.tenant)
        for night in 2..<5 {
            lender.day = night
            lender.clients[0].loans[0].payments.append(.init(ticket: 9000 + night, amount: 700, day: night))
            lender.name = "ruta\(night)"
            let header = SnapshotHeader(source: "test", contentHash: Digest.sha256("night \(night)"))
            _ = try live.sync(tenant: book.tenant, header: header, clock: FixedClock(microseconds: 1)) { writer in
                try writer.begin(lender.facts)
                for client in lender.clients { try writer.apply(lender.dossier(client)) }
                try writer.end()
            }
            copied.states.append(try Dump.digest(of: database, withoutDeflated: true))
            copied.heads.append(try #require(try live.verify(tenant: book.tenant).head))
        }
        copied.file = try [UInt8](Data(contentsOf: URL(filePath: path)))
        copied.wal = try [UInt8](Data(contentsOf: URL(filePath: path + "-wal")))
        return copied
    }

    @Test("a flipped bit in the write-ahead log leaves the book at a whole snapshot, and a noted head tells which")
    func flips() throws {
        let book = try DamagedBook()
        let copied = try copied(book)
        let newest = try #require(copied.heads.last)
        let cases = DamagedBook.cases(100)
        var random = SeededRandom(seed: 44)
        var counts = (newest: 0, older: 0, named: 0)
        for _ in 0..<cases {
            let place = Int.random(in: copied.wal.indices, using: &random)
            var damaged = copied.wal
            damaged[place] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &random)
            let comment: Comment = "byte \(place) of \(copied.wal.count)"
            let state = try book.withCopy(copied.file, wal: damaged) { path in
                book.verdict(path, comment) == .silent ? try content(path) : nil
            }
            guard let state else {
                counts.named += 1
                continue
            }
            let index = try #require(
                copied.states.firstIndex(of: state),
                "\(comment): the book is between two snapshots"
            )
            let isNewest = index == copied.states.count - 1
            if isNewest { counts.newest += 1 } else { counts.older += 1 }
            try book.withCopy(copied.file, wal: damaged) { path in
                let verdict = book.verdict(path, expecting: newest, comment)
                #expect(verdict == (isNewest ? .silent : .named), "\(comment)")
            }
        }
        #expect(counts.older > cases / 2, "\(counts)")
        print(
            "figure: \(cases) flips in the write-ahead log: \(counts.older) at an earlier whole snapshot and told by the "
                + "noted head, \(counts.newest) harmless, \(counts.named) named"
        )
    }

    @Test("a write-ahead log cut short or lost leaves the book at a whole snapshot too")
    func truncations() throws {
        let book = try DamagedBook()
        let copied = try copied(book)
        let newest = try #require(copied.heads.last)
        var random = SeededRandom(seed: 45)
        let lengths =
            [0] + (0..<DamagedBook.cases(40)).map { _ in Int.random(in: 1..<copied.wal.count, using: &random) }
        for length in lengths {
            try book.withCopy(copied.file, wal: Array(copied.wal[..<length])) { path in
                let comment: Comment = "cut at byte \(length)"
                #expect(book.verdict(path, comment) == .silent)
                let state = try content(path)
                #expect(copied.states.contains(state), "\(comment)")
                #expect((book.verdict(path, expecting: newest, comment) == .silent) == (state == copied.states.last))
            }
        }
    }

    private func content(_ path: String) throws -> [UInt8] {
        let database = try Database.open(url: .sqlite(path: path))
        defer { database.close() }
        return try Dump.digest(of: database, withoutDeflated: true)
    }
}
