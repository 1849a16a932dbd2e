import Foundation
import Intake
import Testing

@Suite("Copies that a killed sync left behind")
struct AbandonedFolderTests {
    private func folder(_ scratch: Scratch, _ name: String, lock: Bool) throws -> String {
        try scratch.write("tmp/\(name)/1.copy", [1, 2, 3])
        if lock { try scratch.write("tmp/\(name)/owner", []) }
        return scratch.file("tmp/\(name)")
    }

    private func left(_ scratch: Scratch) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: scratch.file("tmp")).sorted()
    }

    private func sync(_ scratch: Scratch) throws {
        try Backup().write(to: scratch.file("ruta"))
        let test = try TestBook()
        let profile = try ProfileCatalog.shipped("prestacop")
        let run = SyncRun(book: test.book, tenant: test.tenant, profile: profile, temporaryFolder: scratch.file("tmp"))
        try run.run(path: scratch.file("ruta"), clock: test.clock)
    }

    @Test("the next sync removes those whose owner is gone, and no others")
    func owners() throws {
        let scratch = try Scratch()
        _ = try folder(scratch, "recaudo-intake-dead", lock: true)
        let living = try folder(scratch, "recaudo-intake-living", lock: true)
        _ = try folder(scratch, "recaudo-intake-starting", lock: false)
        let old = try folder(scratch, "recaudo-intake-old", lock: false)
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_700_000_000)],
            ofItemAtPath: old
        )
        _ = try folder(scratch, "another-program", lock: true)
        let held = open("\(living)/owner", O_RDONLY)
        try #require(flock(held, LOCK_EX | LOCK_NB) == 0)
        defer { close(held) }
        try sync(scratch)
        #expect(try left(scratch) == ["another-program", "recaudo-intake-living", "recaudo-intake-starting"])
    }

    @Test("a link is never followed")
    func links() throws {
        let scratch = try Scratch()
        try scratch.write("mine/owner", [])
        try scratch.write("tmp/x", [])
        try FileManager.default.createSymbolicLink(
            atPath: scratch.file("tmp/recaudo-intake-link"),
            withDestinationPath: scratch.file("mine")
        )
        try sync(scratch)
        #expect(try left(scratch) == ["recaudo-intake-link", "x"])
        #expect(FileManager.default.fileExists(atPath: scratch.file("mine/owner")))
    }
}
