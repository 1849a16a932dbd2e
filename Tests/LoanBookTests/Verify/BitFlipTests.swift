import Foundation
import Lending
import LoanBook
import Storage
import TestSupport
import Testing

@Suite("Damage to the file (R10)")
struct BitFlipTests {
    /// Flips in CI; `RECAUDO_FAULT_CASES` raises the number.
    private var cases: Int {
        ProcessInfo.processInfo.environment["RECAUDO_FAULT_CASES"].flatMap(Int.init) ?? 200
    }

    @Test("a flipped bit in what the book holds is named, or the file is refused")
    func flips() throws {
        let folder = try TemporaryFolder()
        let (path, tenant) = try makeBook(in: folder)
        let bytes = try [UInt8](Data(contentsOf: URL(filePath: path)))
        let original = try dump(path)
        var random = SeededRandom(seed: 42)
        var named = 0
        var unused = 0
        for number in 0..<cases {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            let bit = UInt8(1) << UInt8.random(in: 0..<8, using: &random)
            var damaged = bytes
            damaged[place] ^= bit
            let copy = folder.file("flip-\(number).db")
            try Data(damaged).write(to: URL(filePath: copy))
            defer { try? FileManager.default.removeItem(atPath: copy) }
            if isNamed(copy, tenant: tenant) {
                named += 1
            } else {
                unused += 1
                let isSame = (try? dump(copy)) == original
                #expect(isSame, "byte \(place) (page \(place / 16_384 + 1)) bit \(bit) changed the book unnoticed")
            }
        }
        #expect(named > cases / 4)
        #expect(named + unused == cases)
    }

    private func makeBook(in folder: TemporaryFolder) throws -> (String, TenantID) {
        let fixture = try BookFixture(.sqlite)
        var lender = Lender.sample(fixture.tenant)
        lender.clients = (1...20).map { number in
            let payments = (0..<12).map { Lender.Paid(ticket: number * 100 + $0, amount: 5000, day: $0 / 8) }
            return Lender.Client(number: number, loans: [.init(number: 1, total: 120_000, payments: payments)])
        }
        let file = try folder.write(String(repeating: "respaldo ", count: 500), to: "backup")
        try fixture.sync(lender) { try $0.keep(fileAt: file, as: "backup.db") }
        lender.clients[3].phone = "311"
        lender.clients[4].loans[0].payments[2].amount = 1
        lender.clients[5].loans[0].payments.removeLast()
        try fixture.sync(lender)
        let path = folder.file("book.db")
        try fixture.test.database.withConnection { try $0.execute("VACUUM INTO $1", [.text(path)]) }
        // The copy is opened once, so that it has the form of a book at rest.
        let database = try Database.open(url: .sqlite(path: path))
        database.close()
        return (path, fixture.tenant)
    }

    private func isNamed(_ path: String, tenant: TenantID) -> Bool {
        do {
            let database = try Database.open(url: .sqlite(path: path))
            defer { database.close() }
            return try !Book(database: database).verify(tenant: tenant).isSound
        } catch {
            return true
        }
    }

    private func dump(_ path: String) throws -> String {
        let database = try Database.open(url: .sqlite(path: path))
        defer { database.close() }
        return try Dump.text(of: database)
    }
}
