import Codecs
import Foundation
import Lending
import LoanBook
import Machine
import Storage
import TestSupport
import Testing

@Suite("Snapshots and their files, listed and brought back")
struct RestoreTests {
    /// A book with two nights of two files each, and what those files held.
    private struct Nights {
        let fixture: BookFixture
        let folder: TemporaryFolder
        var contents: [[String: Data]] = []
        var outcomes: [SyncOutcome] = []

        init(_ engine: Engine) throws {
            fixture = try BookFixture(engine)
            folder = try TemporaryFolder()
            var lender = Lender.sample(fixture.tenant)
            for night in 1...2 {
                let files = [
                    "ruta 1/admin.db": Data("night \(night)".utf8),
                    "ruta 1/pagos.db": Data(repeating: 7, count: 100_000),
                ]
                lender.day = night
                fixture.clock.advance(byMicroseconds: 86_400_000_000)
                outcomes.append(
                    try fixture.sync(lender) { writer in
                        for (name, data) in files {
                            let path = folder.file("night \(night) \(name.replacing("/", with: " "))")
                            try data.write(to: URL(filePath: path))
                            try writer.keep(fileAt: path, as: name)
                        }
                        writer.reject(rows: night)
                    }
                )
                contents.append(files)
            }
        }

        func restore(_ night: Int, file: String? = nil, to folder: String) throws -> [ArchivedFile] {
            try fixture.book.restore(
                outcomes[night - 1].snapshotID,
                tenant: fixture.tenant,
                file: file,
                to: folder
            )
        }
    }

    private static func mode(_ path: String) throws -> Int? {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue
    }

    @Test("snapshots are listed newest first, with what they did and their files", arguments: Engine.allCases)
    func list(engine: Engine) throws {
        let nights = try Nights(engine)
        let (all, hasMore) = try nights.fixture.book.snapshots(of: nights.fixture.tenant, limit: 10)
        #expect(all.map(\.id) == nights.outcomes.reversed().map(\.snapshotID))
        #expect(!hasMore)
        #expect(all.map(\.log) == nights.outcomes.reversed().map(\.log))
        #expect(all.map(\.records) == nights.outcomes.reversed().map(\.records))
        #expect(all.map(\.records.rejected) == [2, 1])
        #expect(all.map(\.businessDate) == [Lender.start.adding(days: 2), Lender.start.adding(days: 1)])
        #expect(all[0].files.map(\.name) == ["ruta 1/admin.db", "ruta 1/pagos.db"])
        #expect(all[0].files[0].sha256 == Digest.sha256("night 2"))
        #expect(all[0].files == (try nights.fixture.book.files(of: all[0].id, tenant: nights.fixture.tenant)))
        let (newest, more) = try nights.fixture.book.snapshots(of: nights.fixture.tenant, limit: 1)
        #expect(newest == [all[0]])
        #expect(more)
        let other = try nights.fixture.book.createTenant(name: "Otro", clock: nights.fixture.clock).id
        #expect(try nights.fixture.book.snapshots(of: other, limit: 10).snapshots.isEmpty)
    }

    @Test("the files of a snapshot come back byte for byte, for their owner alone", arguments: Engine.allCases)
    func restore(engine: Engine) throws {
        let nights = try Nights(engine)
        for night in 1...2 {
            let target = nights.folder.file("out/of the way/\(night)")
            let files = try nights.restore(night, to: target)
            #expect(files.count == 2)
            for (name, data) in nights.contents[night - 1] {
                #expect(try Data(contentsOf: URL(filePath: "\(target)/\(name)")) == data)
                #expect(try Self.mode("\(target)/\(name)") == 0o600)
            }
            #expect(try Self.mode("\(target)/ruta 1") == 0o700)
        }
        let one = nights.folder.file("one")
        #expect(try nights.restore(2, file: "ruta 1/admin.db", to: one).map(\.name) == ["ruta 1/admin.db"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(one)/ruta 1") == ["admin.db"])
    }

    @Test("nothing is overwritten: one file in the way, and none is written", arguments: Engine.allCases)
    func inTheWay(engine: Engine) throws {
        let nights = try Nights(engine)
        let target = nights.folder.file("out")
        _ = try nights.restore(1, file: "ruta 1/pagos.db", to: target)
        let refusal = LoanBookError.fileExists(path: "\(target)/ruta 1/pagos.db")
        #expect(throws: refusal) { try nights.restore(2, to: target) }
        #expect(!FileManager.default.fileExists(atPath: "\(target)/ruta 1/admin.db"))
        // A link that leads nowhere is in the way too.
        let link = nights.folder.file("linked")
        try FileManager.default.createDirectory(atPath: "\(link)/ruta 1", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: "\(link)/ruta 1/admin.db",
            withDestinationPath: nights.folder.file("elsewhere")
        )
        #expect(throws: LoanBookError.self) { try nights.restore(2, to: link) }
        #expect(!FileManager.default.fileExists(atPath: nights.folder.file("elsewhere")))
    }

    @Test("what cannot be found, written or trusted is refused and leaves no file", arguments: Engine.allCases)
    func refused(engine: Engine) throws {
        let nights = try Nights(engine)
        let book = nights.fixture.book
        let id = nights.outcomes[1].snapshotID
        let target = nights.folder.file("out")
        #expect(throws: LoanBookError.unknownSnapshot(SnapshotID("sn_0"))) {
            try book.restore(SnapshotID("sn_0"), tenant: nights.fixture.tenant, to: target)
        }
        let other = try book.createTenant(name: "Otro", clock: nights.fixture.clock).id
        #expect(throws: LoanBookError.unknownSnapshot(id)) { try book.restore(id, tenant: other, to: target) }
        #expect(throws: LoanBookError.unknownFile(snapshot: id, file: "x")) {
            try nights.restore(2, file: "x", to: target)
        }
        try Data().write(to: URL(filePath: nights.folder.file("file")))
        let error = #expect(throws: LoanBookError.self) { try nights.restore(2, to: nights.folder.file("file/in")) }
        #expect(error?.code == "restore.not_written")
        // The second file is damaged, so the first one goes again.
        try nights.fixture.execute(
            "UPDATE archive_part SET deflated = $1 WHERE raw_size = $2",
            [.bytes([1, 2, 3]), .integer(32_768)]
        )
        let damage = #expect(throws: LoanBookError.self) { try nights.restore(2, to: target) }
        #expect(damage?.code == "book.damaged")
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(target)/ruta 1").isEmpty)
    }

    @Test("a name that was tampered with leads nowhere", arguments: ["../x", "/etc/x", "a/../../x", "a//x", "."])
    func unsafeNames(name: String) throws {
        let nights = try Nights(.sqlite)
        let id = nights.outcomes[1].snapshotID.text
        try nights.fixture.execute("DELETE FROM snapshot_part WHERE snapshot_id = $1", [.text(id)])
        try nights.fixture.execute(
            "UPDATE snapshot_file SET name = $1 WHERE snapshot_id = $2 AND name LIKE '%admin.db'",
            [.text(name), .text(id)]
        )
        let target = nights.folder.file("deep/out")
        let error = #expect(throws: LoanBookError.self) { try nights.restore(2, to: target) }
        #expect(error?.code == "book.damaged")
        #expect(!FileManager.default.fileExists(atPath: nights.folder.file("deep")))
    }
}
