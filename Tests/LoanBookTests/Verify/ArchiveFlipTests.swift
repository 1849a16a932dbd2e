import Foundation
import Lending
import LoanBook
import Storage
import TestSupport
import Testing

@Suite("Damage to archived files (R10)")
struct ArchiveFlipTests {
    @Test(
        "a flipped bit in an archived part is named with its file, and the file is not restored",
        arguments: Engine.allCases
    )
    func flips(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        let folder = try TemporaryFolder()
        var random = SeededRandom(seed: 46)
        let raw = random.bytes(2000) + Array(String(repeating: "abono 5000;", count: 300).utf8)
        let path = folder.file("pagos.db")
        try Data(raw).write(to: URL(filePath: path))
        let first = try fixture.sync(.sample(fixture.tenant)) { try $0.keep(fileAt: path, as: "ruta1/pagos.db") }
        let part = try #require(
            try fixture.test.database.withReader { connection in
                try connection.firstRow("SELECT deflated FROM archive_part") { try $0.bytes(0) }
            }
        )
        let cases = DamagedBook.cases(60)
        var named = 0
        for _ in 0..<cases {
            var damaged = part
            let place = Int.random(in: part.indices, using: &random)
            damaged[place] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &random)
            try fixture.execute("UPDATE archive_part SET deflated = $1", [.bytes(damaged)])
            let report = try fixture.book.verify(tenant: fixture.tenant)
            let restored = folder.file("restored")
            let restore = {
                try fixture.book.restoreFile(
                    tenant: fixture.tenant,
                    snapshot: first.snapshotID,
                    file: "ruta1/pagos.db",
                    to: restored
                )
            }
            if report.isSound {
                // The last bits of a packed part may be anything.
                try restore()
                let isSame = try [UInt8](Data(contentsOf: URL(filePath: restored))) == raw
                #expect(isSame, "byte \(place) changed the file unnoticed")
                try FileManager.default.removeItem(atPath: restored)
                continue
            }
            named += 1
            #expect(report.problems == [.archive: 1])
            let what = try #require(report.first?.what)
            #expect(what.contains("part 0 of file ruta1/pagos.db of snapshot \(first.snapshotID.text)"), "\(what)")
            #expect(throws: (any Error).self, performing: restore)
            #expect(!FileManager.default.fileExists(atPath: restored))
        }
        #expect(named > cases * 9 / 10)
        print(
            "figure: \(cases) flips in archived parts on \(engine.rawValue): \(named) named, \(cases - named) harmless"
        )
    }
}
