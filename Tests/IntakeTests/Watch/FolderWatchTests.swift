import Foundation
import Intake
import Lending
import LoanBook
import Machine
import Storage
import TestSupport
import Testing

/// A watched folder and its book, under a clock that the test moves.
private final class Watched {
    let test: TestBook
    let scratch: Scratch
    let clock = FixedClock(microseconds: SystemClock().microseconds())
    private let profile: Profile
    private var watch: FolderWatch

    init(_ engine: Engine = .sqlite, route: String? = nil) throws {
        test = try TestBook(engine)
        scratch = try Scratch()
        profile = try ProfileCatalog.shipped("prestacop")
        try FileManager.default.createDirectory(atPath: scratch.file("in"), withIntermediateDirectories: false)
        let run = SyncRun(book: test.book, tenant: test.tenant, profile: profile)
        watch = FolderWatch(path: scratch.file("in"), run: run)
        restart(route: route)
    }

    var folder: String { scratch.file("in") }
    var counts: WatchCounts { watch.counts }

    /// A watch that remembers nothing, as after a restart.
    func restart(route: String? = nil, path: String? = nil) {
        watch = FolderWatch(
            path: path ?? folder,
            run: SyncRun(book: test.book, tenant: test.tenant, profile: profile),
            route: route,
            timing: WatchTiming(settle: 5, patience: 60),
            clock: clock
        )
    }

    /// Looks now, then after each of `seconds`, and as long as more is ready; what was said, in words.
    @discardableResult
    func look(after seconds: Int64...) -> [String] {
        var said: [String] = []
        for wait in [0] + seconds {
            clock.advance(byMicroseconds: wait * 1_000_000)
            var pass = watch.pass()
            said += pass.events.map(Self.words)
            while pass.hasMore {
                pass = watch.pass()
                said += pass.events.map(Self.words)
            }
        }
        return said
    }

    private static func words(_ event: WatchEvent) -> String {
        let what =
            switch event.what {
            case .waiting(.partMissing(let names)): "waiting for \(names.joined(separator: ","))"
            case .waiting(.partUnchanged(let names)): "waiting for a new \(names.joined(separator: ","))"
            case .waiting(let wait): "waiting \(wait.reason)"
            case .taken(let result): "taken \(result.routes.joined(separator: ","))"
            case .repeated: "repeated"
            case .refused(let error): "refused \((error as? IntakeError)?.code.rawValue ?? "\(error)".prefix(40) + "")"
            case .postponed(let error, _): "postponed \((error as? IntakeError)?.code.rawValue ?? "\(error)")"
            }
        return "\(event.copy): \(what)"
    }
}

@Suite("Watching a folder")
struct FolderWatchTests {
    @Test(
        "a copy is taken once it has settled, not again after a restart, and the next day's is",
        arguments: Engine.allCases
    )
    func nights(engine: Engine) throws {
        let watched = try Watched(engine)
        #expect(watched.look(after: 5).isEmpty)
        try Backup.evening(of: "norte", day: 3).write(to: watched.folder + "/norte")
        try Backup.evening(of: "sur", day: 3).write(to: watched.folder + "/sur")
        #expect(watched.look(after: 4).isEmpty)
        #expect(watched.look(after: 1).sorted() == ["norte: taken norte", "sur: taken sur"])
        #expect(watched.look(after: 60, 600).isEmpty)
        watched.restart()
        #expect(watched.look(after: 5).sorted() == ["norte: repeated", "sur: repeated"])
        #expect(try watched.test.payments().count == 8)
        let before = try watched.test.everything()
        try Backup.evening(of: "norte", day: 4).write(to: watched.folder + "/norte")
        #expect(watched.look(after: 5) == ["norte: taken norte"])
        #expect(try watched.test.everything() != before)
        #expect(try watched.test.payments().count == 10)
        #expect(watched.counts.taken == 1)
    }

    @Test("nothing is written into the folder")
    func readsOnly() throws {
        let watched = try Watched()
        try Backup.evening(of: "norte", day: 3).write(to: watched.folder + "/norte")
        let before = try FileManager.default.subpathsOfDirectory(atPath: watched.folder).sorted()
        watched.look(after: 5, 5)
        #expect(try FileManager.default.subpathsOfDirectory(atPath: watched.folder).sorted() == before)
    }

    @Test("a file that grows is said once to be written still, and taken when it stands")
    func growing() throws {
        let watched = try Watched()
        try Backup.evening(of: "norte", day: 3).write(to: watched.scratch.file("whole"))
        let whole = try Scratch.read(watched.scratch.file("whole/admin.db"))
        try watched.scratch.write("in/norte/pagos.db", Scratch.read(watched.scratch.file("whole/pagos.db")))
        var said: [String] = []
        for part in 1...4 {
            try watched.scratch.write("in/norte/admin.db", Array(whole.prefix(whole.count * part / 4)))
            said += watched.look(after: 4)
        }
        #expect(said == ["norte: waiting still_written"])
        #expect(watched.look(after: 5) == ["norte: taken norte"])
    }

    @Test("a truncated database is waited for, then refused once, and tried again only when it changes")
    func truncated() throws {
        let watched = try Watched()
        try Backup.evening(of: "norte", day: 3).write(to: watched.folder + "/norte")
        let path = watched.folder + "/norte/admin.db"
        let whole = try Scratch.read(path)
        try watched.scratch.write("in/norte/admin.db", Array(whole.dropLast(4096)))
        #expect(watched.look(after: 5) == ["norte: waiting source.truncated"])
        #expect(watched.look(after: 10, 10).isEmpty)
        #expect(watched.look(after: 60) == ["norte: refused source.truncated"])
        #expect(watched.look(after: 60, 600).isEmpty)
        #expect(
            watched.counts
                == {
                    var counts = WatchCounts()
                    counts.refused = 1
                    return counts
                }()
        )
        #expect(try watched.test.routes().isEmpty)
        try watched.scratch.write("in/norte/admin.db", whole)
        #expect(watched.look(after: 5) == ["norte: taken norte"])
    }

    @Test(
        "the required file is waited for and then said to be missing; the optional one is waited for and done without"
    )
    func parts() throws {
        let watched = try Watched()
        try Backup.evening(of: "norte", day: 3).write(to: watched.scratch.file("whole"))
        for (folder, file) in [("sur", "admin.db"), ("este", "pagos.db")] {
            try watched.scratch.write("in/\(folder)/\(file)", Scratch.read(watched.scratch.file("whole/\(file)")))
        }
        let first = watched.look(after: 5, 5, 5)
        #expect(first.sorted() == ["este: waiting source.file_missing", "sur: waiting for pagos.db"])
        let last = watched.look(after: 60, 600)
        #expect(last.sorted() == ["este: refused source.file_missing", "sur: taken sur"])
    }

    @Test("a pair of which one file is still last night's is waited for; the second file completes it")
    func halfNew() throws {
        let watched = try Watched()
        try Backup.evening(of: "norte", day: 3).write(to: watched.folder + "/norte")
        #expect(watched.look(after: 5) == ["norte: taken norte"])
        let stood = try watched.test.everything()
        try Backup.evening(of: "norte", day: 4).write(to: watched.scratch.file("whole"))
        try watched.scratch.write("in/norte/admin.db", Scratch.read(watched.scratch.file("whole/admin.db")))
        #expect(watched.look(after: 5, 5) == ["norte: waiting for a new pagos.db"])
        #expect(try watched.test.everything() == stood)
        try watched.scratch.write("in/norte/pagos.db", Scratch.read(watched.scratch.file("whole/pagos.db")))
        #expect(watched.look(after: 5) == ["norte: taken norte"])
        #expect(try watched.test.payments().count == 6)
    }

    @Test(
        "clients' own names are no copies",
        arguments: [
            ".syncthing.admin.db.tmp", "admin.db.part", "~$admin.db", "admin.db.crdownload", "admin.db.gdownload",
            ".admin.db.Xy12ab", "admin.db.tmp", "admin.sync-conflict-20260302-101500-ABCDEFG.db", "Thumbs.db",
            "admin (conflicted copy 2026-03-02).db", ".pending-1700000000-admin.db", "copia.zip.partial", "admin.db~",
        ]
    )
    func temporary(name: String) throws {
        let watched = try Watched()
        try Backup.evening(of: "norte", day: 3).write(to: watched.scratch.file("whole"))
        let bytes = try Scratch.read(watched.scratch.file("whole/admin.db"))
        try watched.scratch.write("in/norte/\(name)", bytes)
        try watched.scratch.write("in/\(name)", bytes)
        try watched.scratch.write("in/.stversions/norte/admin.db", bytes)
        #expect(watched.look(after: 5, 60, 600).isEmpty)
    }

    @Test("while a client writes one file of a route under its own name, the route is still being written")
    func beside() throws {
        let watched = try Watched()
        try Backup.evening(of: "norte", day: 3).write(to: watched.folder + "/norte")
        for size in 1...3 {
            try watched.scratch.write("in/norte/.syncthing.pagos.db.tmp", [UInt8](repeating: 0, count: size))
            watched.look(after: 4)
        }
        #expect(try watched.test.routes().isEmpty)
        try FileManager.default.removeItem(atPath: watched.folder + "/norte/.syncthing.pagos.db.tmp")
        #expect(watched.look(after: 5).contains("norte: taken norte"))
    }

    @Test("zips and single files are copies of their own, taken as they were written; other files are left alone")
    func alone() throws {
        let watched = try Watched()
        for day in [4, 3] {
            try Backup.evening(of: "norte", day: day).write(to: watched.scratch.file("\(day)/norte"))
            let path = try Zip.make(watched.folder + "/a-\(9 - day).zip", folder: watched.scratch.file("\(day)"))
            let time = Date(timeIntervalSince1970: 1_772_000_000 + Double(day) * 86_400)
            try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: path)
        }
        for name in ["foto.jpg", "notas.json", "lista.csv"] { try watched.scratch.write("in/\(name)", [0xFF, 0xD8]) }
        #expect(watched.look(after: 5) == ["a-6.zip: taken norte", "a-5.zip: taken norte"])
        #expect(try watched.test.payments().count == 6)
        try watched.scratch.write("in/rota.zip", Array(Scratch.read(watched.folder + "/a-5.zip").dropLast(30)))
        #expect(watched.look(after: 5) == ["rota.zip: waiting source.archive_refused"])
        #expect(watched.look(after: 60) == ["rota.zip: refused source.archive_refused"])
        watched.restart()
        #expect(
            watched.look(after: 5, 60).filter { !$0.hasPrefix("rota") } == ["a-6.zip: repeated", "a-5.zip: repeated"]
        )
    }

    @Test("a refusal of one copy stops no other; an older copy is refused at once")
    func older() throws {
        let watched = try Watched()
        try Backup.evening(of: "norte", day: 5).write(to: watched.folder + "/norte")
        watched.look(after: 5)
        try Backup.evening(of: "norte", day: 4).write(to: watched.folder + "/norte")
        try Backup.evening(of: "sur", day: 5).write(to: watched.folder + "/sur")
        let said = watched.look(after: 5, 60, 600)
        #expect(said.count == 2)
        #expect(said.contains { $0.hasPrefix("norte: refused The backup is older") })
        #expect(said.contains("sur: taken sur"))
    }

    @Test("--route names files at the top, and takes of several folders the one of that name")
    func route() throws {
        let watched = try Watched(route: "Centro")
        try Backup.evening(of: "centro", day: 3).write(to: watched.folder)
        #expect(watched.look(after: 5) == [".: taken Centro"])
        try Backup.evening(of: "norte", day: 3).write(to: watched.folder + "/norte")
        #expect(watched.look(after: 5) == ["norte: refused source.unknown_route"])
        #expect(try watched.test.routes().map(\.name) == ["Centro"])
    }

    @Test("a folder that is gone is said once, and watched again when it is back")
    func folderGone() throws {
        let watched = try Watched()
        watched.restart(path: watched.scratch.file("mount"))
        #expect(watched.look(after: 5, 5) == [".: postponed source.not_found"])
        try Backup.evening(of: "norte", day: 3).write(to: watched.scratch.file("mount/norte"))
        #expect(watched.look(after: 5) == ["norte: taken norte"])
    }
}
