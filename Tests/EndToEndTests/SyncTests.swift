import Foundation
import Storage
import TestSupport
import Testing

@Suite("recaudo sync, as a script runs it")
struct SyncTests {
    @Test("a first sync reproduces the true figures, on both engines", arguments: Engine.allCases)
    func firstSync(engine: Engine) throws {
        let lender = try SimulatedLender(nights: 1)
        let book = try ScriptedBook(engine)
        let summary = try book.sync(lender.backup(night: 1))
        let records = try #require(summary["records"] as? [String: Any])
        #expect(records["created"] as? Int == records["seen"] as? Int)
        #expect(records["rejected"] as? Int == 0)
        let log = try #require(summary["log"] as? [String: Any])
        #expect(log["from"] as? Int == 1)
        #expect(log["to"] as? Int == summary["changes"] as? Int)
        #expect((summary["snapshot"] as? String)?.hasPrefix("sn_") == true)
        #expect(summary["seconds"] is Double || summary["seconds"] is Int)
        try book.expectPortfolio(try lender.truth(night: 1))
        try book.expectSound()
    }

    @Test("the next night appends exactly what changed, and again nothing", arguments: Engine.allCases)
    func nextNight(engine: Engine) throws {
        let lender = try SimulatedLender(dishonest: "all")
        let book = try ScriptedBook(engine)
        try book.sync(lender.backup(night: 1))
        let truth = try lender.truth(night: 2)
        let summary = try book.sync(lender.backup(night: 2))
        try book.expectPortfolio(truth)
        let records = try #require(summary["records"] as? [String: Any])
        let created = try #require(records["created"] as? Int)
        #expect(created >= truth.changed("new_payments"))

        let again = try book.sync(lender.backup(night: 2))
        #expect(again["changes"] as? Int == 0)
        #expect(again["log"] is NSNull)
        #expect(again["snapshot"] as? String == summary["snapshot"] as? String)

        let findings = try book.json(["report", "findings", "--json"])
        let data = try #require(findings["data"] as? [[String: Any]])
        let revised = data.filter { $0["code"] as? String == "history.payment_revised" }
        let voided = data.filter { $0["code"] as? String == "history.payment_voided" }
        #expect(revised.count == truth.changed("edited"))
        #expect(voided.count == truth.changed("deleted"))
        try book.expectSound()
    }

    @Test("as of the first night, the book still says what it said then")
    func asOf() throws {
        let lender = try SimulatedLender(dishonest: "all")
        let book = try ScriptedBook(.sqlite)
        try book.sync(lender.backup(night: 1))
        let before = try book.json(["report", "portfolio", "--json"])
        try book.sync(lender.backup(night: 2))
        let day = try #require(before["as_of"] as? String)
        let after = try book.json(["report", "portfolio", "--json", "--as-of", day])
        for name in ["customers", "active_loans", "closed_loans", "payments_count"] {
            #expect(before[name] as? Int == after[name] as? Int, "\(name)")
        }
        for name in ["outstanding", "payments_total", "cash_in_box"] {
            #expect(before[name] as? String == after[name] as? String, "\(name)")
        }
    }

    @Test("the backup of a night comes back from the book and is the one that was read", arguments: Engine.allCases)
    func restore(engine: Engine) throws {
        let lender = try SimulatedLender()
        let book = try ScriptedBook(engine)
        let folder = try ScratchFolder()
        for night in 1...2 { try book.sync(lender.backup(night: night)) }
        let list = try book.json(["snapshot", "list", "--json"])
        let snapshots = try #require(list["data"] as? [[String: Any]])
        #expect(snapshots.count == 2 && list["has_more"] as? Bool == false)
        let first = try #require(snapshots.last?["id"] as? String)
        let restored = try book.json(["snapshot", "restore", first, "--to", folder.path("night1"), "--json"])
        let files = try #require(restored["files"] as? [[String: Any]]).compactMap { $0["name"] as? String }
        #expect(files.count == 4)
        for name in files {
            let back = try Data(contentsOf: URL(filePath: folder.path("night1/\(name)")))
            #expect(try Data(contentsOf: URL(filePath: lender.backup(night: 1) + "/" + name)) == back)
        }
        let again = try book.run(["snapshot", "restore", first, "--to", folder.path("night1")])
        #expect(again.status == 1 && again.errors.contains("restore.file_exists"), "\(again.errors)")
        // What came back is a backup like any other.
        let other = try ScriptedBook(engine)
        try other.sync(folder.path("night1"))
        try other.expectPortfolio(try lender.truth(night: 1))
    }

    @Test("an old file that comes back is refused with an alarm; the newest one still loads after a roll-back")
    func oldFileReturns() throws {
        let lender = try SimulatedLender(dishonest: "all")
        let book = try ScriptedBook(.sqlite)
        try book.sync(lender.backup(night: 1))
        try book.sync(lender.backup(night: 2))
        let refused = try book.run(["sync", lender.backup(night: 1)])
        #expect(refused.status == 1, "\(refused.output)")
        let findings = try book.json(["report", "findings", "--json"])
        let codes = try #require(findings["data"] as? [[String: Any]]).compactMap { $0["code"] as? String }
        #expect(codes.contains("snapshot.older_than_book"))
        try book.expectPortfolio(try lender.truth(night: 2))

        #expect(try book.run(["sync", "--accept-older", lender.backup(night: 1)]).status == 0)
        try book.expectPortfolio(try lender.truth(night: 1))
        try book.sync(lender.backup(night: 2))
        try book.expectPortfolio(try lender.truth(night: 2))
        try book.expectSound()
    }

    @Test("a file that is no backup is refused in one line, and nothing is created")
    func refusals() throws {
        let lender = try SimulatedLender(nights: 1, routes: 1)
        let folder = try ScratchFolder()
        let good = try #require(
            try FileManager.default.contentsOfDirectory(atPath: lender.backup(night: 1)).first { !$0.contains(".") }
        )
        let route = lender.backup(night: 1) + "/" + good
        let whole = try Data(contentsOf: URL(filePath: route + "/admin.db"))
        let cases: [(name: String, content: Data)] = [
            ("text", Data("Fecha;Valor\n01/02/2026;1000\n".utf8)),
            ("empty", Data()),
            ("noise", Data((0..<8192).map { UInt8(truncatingIfNeeded: $0 &* 197 &+ $0 / 7) })),
            ("truncated", whole.prefix(whole.count / 2)),
        ]
        for (name, content) in cases {
            let place = folder.url.appending(path: name)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            try content.write(to: place.appending(path: "admin.db"))
            try FileManager.default.copyItem(atPath: route + "/pagos.db", toPath: place.path + "/pagos.db")
            let database = folder.path("\(name).db")
            let outcome = try Program.run([
                "sync", "--database", "sqlite:\(database)", "--tenant", "t", "--create", place.path,
            ])
            #expect(outcome.status == 1, "\(name): \(outcome.output)")
            #expect(outcome.errors.split(separator: "\n").count == 1, "\(name): \(outcome.errors)")
            #expect(outcome.errors.contains("admin.db"), "\(name): \(outcome.errors)")
            #expect(!FileManager.default.fileExists(atPath: database), "\(name) left a database")
        }
    }

    @Test("a refused file leaves an existing book byte for byte as it was")
    func refusalLeavesBook() throws {
        let lender = try SimulatedLender(nights: 1, routes: 1)
        let book = try ScriptedBook(.sqlite)
        try book.sync(lender.backup(night: 1))
        let before = try book.json(["verify", "--json"])
        let folder = try ScratchFolder()
        try Data("not a database".utf8).write(to: folder.url.appending(path: "admin.db"))
        let outcome = try book.run(["sync", folder.path("admin.db")])
        #expect(outcome.status == 1)
        let after = try book.json(["verify", "--json"])
        #expect(before["log_seq"] as? Int == after["log_seq"] as? Int)
        #expect(before["documents"] as? Int == after["documents"] as? Int)
    }
}
