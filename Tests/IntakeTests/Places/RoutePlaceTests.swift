import Codecs
import Foundation
import Intake
import Lending
import LoanBook
import Storage
import Testing

@Suite("Finding routes at a path")
struct RoutePlaceTests {
    private func lender(_ scratch: Scratch, routes: [String] = ["norte", "sur"]) throws -> String {
        for (index, name) in routes.enumerated() {
            var backup = Backup()
            backup.clients[0].document = "\(1000 + index)"
            try backup.write(to: scratch.file("lender/\(name)"))
        }
        return scratch.file("lender")
    }

    @Test("a folder of folders gives a route for each, named by its folder")
    func folderOfFolders() throws {
        let scratch = try Scratch()
        let test = try TestBook()
        #expect(try test.sync(lender(scratch)).routes == ["norte", "sur"])
        #expect(Set(try test.routes().map(\.name)) == ["norte", "sur"])
    }

    @Test("--route picks one of several, names the only one, and is refused when it is not there")
    func routeOption() throws {
        let scratch = try Scratch()
        let path = try lender(scratch)
        #expect(try TestBook().sync(path, route: "sur").routes == ["sur"])
        #expect(try TestBook().sync(path + "/norte", route: "Ruta 7").routes == ["Ruta 7"])
        let error = try #require(throws: IntakeError.self) { try TestBook().sync(path, route: "este") }
        #expect(error.code == .unknownRoute)
        #expect(error.message.contains("norte, sur"))
    }

    @Test("zip archives of folders, of one folder's files and of a single file are read like the folders")
    func archives() throws {
        let scratch = try Scratch()
        let path = try lender(scratch)
        let many = try Zip.make(scratch.file("copias.zip"), folder: path)
        #expect(try TestBook().sync(many).routes == ["norte", "sur"])
        let wrapped = try Zip.make(scratch.file("envuelto.zip"), folder: path, inside: "Backup/2026/")
        #expect(try TestBook().sync(wrapped).routes == ["norte", "sur"])
        let flat = try Zip.make(scratch.file("centro.zip"), folder: path + "/norte")
        #expect(try TestBook().sync(flat).routes == ["centro"])
        let single = try Zip.make(
            scratch.file("solo.zip"),
            [("admin.db", Scratch.read(path + "/norte/admin.db")), ("__MACOSX/._admin.db", [1, 2])]
        )
        let result = try TestBook().sync(single)
        #expect(result.routes == ["solo"])
        #expect(result.notices.contains { $0.contains("pagos.db did not come") })
    }

    @Test("the same content from a folder and from a zip archive is one snapshot")
    func sameContent() throws {
        let scratch = try Scratch()
        let path = try lender(scratch)
        let test = try TestBook()
        try test.sync(path)
        #expect(try test.sync(Zip.make(scratch.file("lender.zip"), folder: path)).outcome.isRepeat)
    }

    @Test("the first file alone gives customers and loans, says that payments are missing, and finds nothing wrong")
    func bookAlone() throws {
        let scratch = try Scratch()
        let path = try lender(scratch, routes: ["norte"])
        let test = try TestBook()
        let result = try test.sync(path + "/norte/admin.db")
        #expect(result.routes == ["norte"])
        #expect(result.notices.contains { $0.contains("pagos.db did not come") })
        #expect(try test.loans().map(\.outstanding) == [.whole(110_000)])
        #expect(try test.loans().map(\.outstandingComputed) == [.whole(110_000)])
        #expect(try test.payments().isEmpty)
        #expect(try test.findings().isEmpty)
    }

    @Test("the first file alone is refused once the book knows the route's payments")
    func bookAloneAfterPayments() throws {
        let scratch = try Scratch()
        let path = try lender(scratch, routes: ["norte"])
        let test = try TestBook()
        try test.sync(path)
        let before = try test.everything()
        let error = try #require(throws: IntakeError.self) { try test.sync(path + "/norte/admin.db") }
        #expect(error.code == .fileMissing)
        #expect(try test.everything() == before)
    }

    @Test("the file of payments alone is refused with what to do")
    func historyAlone() throws {
        let scratch = try Scratch()
        let path = try lender(scratch, routes: ["norte"])
        let error = try #require(throws: IntakeError.self) { try TestBook().sync(path + "/norte/pagos.db") }
        #expect(error.code == .fileMissing)
        #expect(error.message.contains("Put admin.db"))
    }

    @Test("a journal beside a file is refused, because the newest changes are in it", arguments: ["-wal", "-journal"])
    func journals(ending: String) throws {
        let scratch = try Scratch()
        let path = try lender(scratch, routes: ["norte"])
        try scratch.write("lender/norte/pagos.db\(ending)", [1, 2, 3])
        for place in [path, path + "/norte"] {
            let error = try #require(throws: IntakeError.self) { try TestBook().sync(place) }
            #expect(error.code == .needsJournal)
        }
        try scratch.write("lender/norte/admin.db\(ending)", [1])
        #expect(throws: IntakeError.self) { try TestBook().sync(path + "/norte/admin.db") }
        try scratch.write("lender/norte/pagos.db\(ending)", [])
        try scratch.write("lender/norte/admin.db\(ending)", [])
        #expect(try TestBook().sync(path).routes == ["norte"])
    }

    @Test("what is no source is refused with its own code and nothing is written")
    func refused() throws {
        let scratch = try Scratch()
        let path = try lender(scratch)
        let test = try TestBook()
        let before = try test.everything()
        try scratch.write("vacio/leame.txt", [65])
        try scratch.write("roto/admin.db", Array("no es una base".utf8))
        try SQLiteFile.make(scratch.file("ajeno/admin.db"), ["CREATE TABLE contactos(a)"])
        try FileManager.default.copyItem(atPath: path + "/norte", toPath: path + "/otro/norte")
        let bomb = try Zip.make(scratch.file("malo.zip"), [("../admin.db", [1])])
        let cases: [(String, IntakeError.Code)] = [
            ("nada", .notFound), ("vacio", .noRoutes), ("vacio/leame.txt", .notADatabase), ("roto", .notADatabase),
            ("ajeno", .foreign), ("lender", .ambiguousRoute),
        ]
        for (name, code) in cases {
            let error = try #require(throws: IntakeError.self, "\(name)") { try test.sync(scratch.file(name)) }
            #expect(error.code == code, "\(name): \(error)")
            #expect(!error.message.contains("\n"))
            #expect(!error.message.contains(scratch.path), "no path of this machine")
        }
        let refused = try #require(throws: IntakeError.self) { try test.sync(bomb) }
        #expect(refused.code == .archiveRefused)
        #expect(try test.everything() == before)
    }

    @Test("one damaged route refuses the whole sync")
    func allOrNothing() throws {
        let scratch = try Scratch()
        let path = try lender(scratch)
        let file = path + "/sur/pagos.db"
        try scratch.write("lender/sur/pagos.db", Array(try Scratch.read(file).dropLast(4096)))
        let test = try TestBook()
        let before = try test.everything()
        #expect(throws: IntakeError.self) { try test.sync(path) }
        #expect(try test.everything() == before)
    }

    @Test("no private copy is left behind, whether a sync succeeds or not")
    func noCopies() throws {
        let scratch = try Scratch()
        let path = try lender(scratch)
        try scratch.write("tmp/x", [])
        let test = try TestBook()
        let profile = try ProfileCatalog.shipped("prestacop")
        let run = SyncRun(book: test.book, tenant: test.tenant, profile: profile, temporaryFolder: scratch.file("tmp"))
        var seen: [String] = []
        try run.run(path: path, clock: test.clock) { _ in
            seen = (try? FileManager.default.contentsOfDirectory(atPath: scratch.file("tmp"))) ?? []
        }
        #expect(seen.count == 2, "the copies were there while it ran")
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.file("tmp")) == ["x"])
        try scratch.write("lender/sur/pagos.db", [1])
        #expect(throws: IntakeError.self) { try run.run(path: path, clock: test.clock) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.file("tmp")) == ["x"])
    }
}
