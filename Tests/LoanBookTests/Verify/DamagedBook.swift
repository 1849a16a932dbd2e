import Foundation
import Lending
import LoanBook
import Machine
import Storage
import TestSupport
import Testing

/// A book in a file that tests damage copies of, and what must be said of each.
struct DamagedBook {
    /// What became of a damaged copy.
    enum Verdict {
        /// `verify` names what is broken.
        case named
        /// It was refused before or while it was read.
        case refused
        /// Nothing was said.
        case silent
    }

    /// Damages tried in CI; `RECAUDO_FAULT_CASES` raises the number.
    static func cases(_ usual: Int) -> Int {
        ProcessInfo.processInfo.environment["RECAUDO_FAULT_CASES"].flatMap(Int.init) ?? usual
    }

    let folder: TemporaryFolder
    let tenant: TenantID
    /// The book as its file holds it.
    let bytes: [UInt8]
    /// Hash of everything in it.
    let content: [UInt8]
    /// The archived file, with the snapshot that it belongs to.
    let archived: (snapshot: SnapshotID, name: String, bytes: [UInt8])
    let head: LogHead

    init() throws {
        folder = try TemporaryFolder()
        let fixture = try BookFixture(.sqlite)
        var lender = Lender.sample(fixture.tenant)
        lender.clients = (1...20).map { number in
            let payments = (0..<12).map { Lender.Paid(ticket: number * 100 + $0, amount: 5000, day: $0 / 8) }
            return Lender.Client(number: number, loans: [.init(number: 1, total: 120_000, payments: payments)])
        }
        let raw = Array(String(repeating: "respaldo ", count: 500).utf8)
        let file = try folder.write(String(decoding: raw, as: UTF8.self), to: "backup")
        let first = try fixture.sync(lender) { try $0.keep(fileAt: file, as: "backup.db") }
        lender.clients[3].phone = "311"
        lender.clients[4].loans[0].payments[2].amount = 1
        lender.clients[5].loans[0].payments.removeLast()
        try fixture.sync(lender)
        try fixture.sync(lender)
        let path = folder.file("book.db")
        try fixture.test.database.withConnection { try $0.execute("VACUUM INTO $1", [.text(path)]) }
        // The copy is opened once, so that it has the form of a book at rest.
        try Database.open(url: .sqlite(path: path)).close()
        tenant = fixture.tenant
        bytes = try [UInt8](Data(contentsOf: URL(filePath: path)))
        archived = (first.snapshotID, "backup.db", raw)
        let database = try Database.open(url: .sqlite(path: path))
        defer { database.close() }
        content = try Dump.digest(of: database, withoutDeflated: true)
        head = try #require(try Book(database: database).verify(tenant: tenant).head)
    }

    /// Writes a copy, lets `body` look at it and removes it.
    func withCopy<Result>(_ bytes: [UInt8], wal: [UInt8]? = nil, _ body: (String) throws -> Result) throws -> Result {
        let path = folder.file("copy.db")
        defer { for part in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + part) } }
        try Data(bytes).write(to: URL(filePath: path))
        if let wal { try Data(wal).write(to: URL(filePath: path + "-wal")) }
        return try body(path)
    }

    /// What the program says of the book at `path`: prepared and verified as the command does.
    ///
    /// Whatever is said must say where.
    func verdict(
        _ path: String,
        expecting head: LogHead? = nil,
        _ comment: Comment,
        _ location: SourceLocation = #_sourceLocation
    ) -> Verdict {
        do {
            let database = try Database.open(url: .sqlite(path: path))
            defer { database.close() }
            let book = Book(database: database)
            do {
                try book.prepare(clock: FixedClock(microseconds: 0))
                let report = try book.verify(tenant: tenant, expecting: head)
                guard !report.isSound else { return .silent }
                let says = report.listed.allSatisfy { !$0.place.isEmpty && !$0.what.isEmpty }
                #expect(says && !report.listed.isEmpty, "\(comment): \(report)", sourceLocation: location)
                return .named
            } catch {
                // Then the command says what is damaged.
                let damage = try book.damage()
                #expect(damage.first?.place.isEmpty == false, "\(comment): \(error)", sourceLocation: location)
                return .refused
            }
        } catch {
            let line = "\(error)"
            #expect(line.contains(path) && !line.contains("\n"), "\(comment): \(line)", sourceLocation: location)
            return .refused
        }
    }

    /// Whether the book at `path` holds what it held, its archived file included.
    func isWhole(_ path: String) throws -> Bool {
        let database = try Database.open(url: .sqlite(path: path))
        defer { database.close() }
        let copy = folder.file("restored")
        defer { try? FileManager.default.removeItem(atPath: copy) }
        try Book(database: database).restoreFile(
            tenant: tenant,
            snapshot: archived.snapshot,
            file: archived.name,
            to: copy
        )
        let restored = try [UInt8](Data(contentsOf: URL(filePath: copy)))
        return try restored == archived.bytes && Dump.digest(of: database, withoutDeflated: true) == content
    }
}
