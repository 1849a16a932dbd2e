import Foundation
import Lending
import LoanBook
import Storage
import TestSupport
import Testing

@Suite("The archive of snapshot files")
struct ArchiveTests {
    @Test("a file comes back byte for byte, and unchanged parts are stored once", arguments: Engine.allCases)
    func roundTrip(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        let folder = try TemporaryFolder()
        var random = SeededRandom(seed: 7)
        var bytes = random.bytes(5 << 20)
        let path = folder.file("backup.db")
        try Data(bytes).write(to: URL(filePath: path))
        let first = try fixture.sync(.sample(fixture.tenant)) { try $0.keep(fileAt: path, as: "ruta1/backup.db") }
        bytes[5 << 20 - 1] ^= 1
        try Data(bytes).write(to: URL(filePath: path))
        let second = try fixture.sync(.sample(fixture.tenant)) { try $0.keep(fileAt: path, as: "ruta1/backup.db") }
        #expect(try fixture.number("SELECT COUNT(*) FROM archive_part") == 160 + 1)
        let restored = folder.file("restored.db")
        try fixture.book.restoreFile(
            tenant: fixture.tenant,
            snapshot: second.snapshotID,
            file: "ruta1/backup.db",
            to: restored
        )
        #expect(try Data(contentsOf: URL(filePath: restored)) == Data(bytes))
        let files = try fixture.book.files(of: first.snapshotID, tenant: fixture.tenant)
        #expect(files.map(\.name) == ["ruta1/backup.db"])
        #expect(files.first?.size == 5 << 20)
        try fixture.expectSound()
    }

    @Test("an unknown file is named, and no file is left behind", arguments: Engine.allCases)
    func unknown(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        let outcome = try fixture.sync(.sample(fixture.tenant))
        let folder = try TemporaryFolder()
        #expect(throws: LoanBookError.unknownFile(snapshot: outcome.snapshotID, file: "x")) {
            try fixture.book.restoreFile(
                tenant: fixture.tenant,
                snapshot: outcome.snapshotID,
                file: "x",
                to: folder.file("x")
            )
        }
        #expect(!FileManager.default.fileExists(atPath: folder.file("x")))
    }

    @Test("a damaged part is reported by verify and not restored", arguments: Engine.allCases)
    func damaged(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        let folder = try TemporaryFolder()
        let path = folder.file("backup.db")
        try Data(repeating: 65, count: 1000).write(to: URL(filePath: path))
        let outcome = try fixture.sync(.sample(fixture.tenant)) { try $0.keep(fileAt: path, as: "backup.db") }
        try fixture.execute("UPDATE archive_part SET deflated = $1", [.bytes([1, 2, 3])])
        #expect(try fixture.book.verify(tenant: fixture.tenant).problems == [.archive: 1])
        #expect(throws: (any Error).self) {
            try fixture.book.restoreFile(
                tenant: fixture.tenant,
                snapshot: outcome.snapshotID,
                file: "backup.db",
                to: folder.file("out")
            )
        }
    }
}
