import Foundation
import Storage
import Testing

@Suite("recaudo watch and the sources of serve")
struct WatchTests {
    @Test(
        "watch --once takes what is there, says a line for each copy, and takes nothing twice",
        arguments: Engine.allCases
    )
    func once(engine: Engine) throws {
        let lender = try SimulatedLender()
        let book = try ScriptedBook(engine)
        let folder = try ScratchFolder()
        let inbox = folder.path("in")
        try FileManager.default.copyItem(atPath: lender.backup(night: 1), toPath: inbox)
        func watch(_ more: String...) throws -> (status: Int32, events: [[String: Any]]) {
            let outcome = try book.run(["watch", inbox, "--once", "--json", "--create", "--settle", "0"] + more)
            let lines = outcome.output.split(separator: "\n")
            let events = try lines.map { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
            return (outcome.status, events.compactMap(\.self))
        }
        let first = try watch()
        #expect(first.status == 0)
        #expect(first.events.map { $0["event"] as? String } == ["taken", "taken"])
        let sync = try #require(first.events.first?["sync"] as? [String: Any])
        #expect((sync["records"] as? [String: Any])?["rejected"] as? Int == 0)
        try book.expectPortfolio(lender.truth(night: 1))
        #expect(try watch().events.map { $0["event"] as? String } == ["repeated", "repeated"])

        let broken = try #require(first.events.first?["copy"] as? String)
        let path = "\(inbox)/\(broken)/admin.db"
        let whole = try Data(contentsOf: URL(filePath: path))
        try whole.dropLast(1000).write(to: URL(filePath: path))
        let third = try watch("--patience", "0")
        #expect(third.status == 1)
        #expect(third.events.contains { $0["code"] as? String == "source.truncated" })
        try book.expectSound()
    }

    @Test("serve watches its sources: a copy that is dropped shows in the API, and the next night's in its place")
    func sources() async throws {
        let lender = try SimulatedLender()
        let book = try ScriptedBook(.sqlite)
        let folder = try ScratchFolder()
        let inbox = folder.path("in")
        try FileManager.default.createDirectory(atPath: inbox, withIntermediateDirectories: false)
        #expect(try Program.run(["tenant", "create", "lender", "--database", book.database]).status == 0)
        let key = try #require(try book.json(["key", "create", "--label", "test", "--json"])["key"] as? String)
        let settings = "sources:\n  - tenant: lender\n    path: \(inbox)\n    settle: 0\n"
        try settings.write(toFile: folder.path("recaudo.yaml"), atomically: true, encoding: .utf8)
        let server = try RunningServer(database: book.database, in: folder.url)
        defer { server.stop() }
        for night in 1...2 {
            let truth = try lender.truth(night: night)
            for route in try FileManager.default.contentsOfDirectory(atPath: lender.backup(night: night)) {
                let from = "\(lender.backup(night: night))/\(route)"
                try? FileManager.default.removeItem(atPath: "\(inbox)/\(route)")
                try FileManager.default.copyItem(atPath: from, toPath: "\(inbox)/\(route)")
            }
            var outstanding: String?
            for _ in 0..<120 where outstanding != (try truth.amount("outstanding")) {
                try await Task.sleep(for: .milliseconds(250))
                outstanding = try await server.json("/v1/portfolio", key: key)["outstanding"] as? String
            }
            #expect(outstanding == (try truth.amount("outstanding")), "night \(night)")
        }
        let health = try await server.json("/healthz", key: key)
        let counts = try #require(health["sources"] as? [String: Int])
        #expect(counts["watched"] == 1)
        #expect(counts["taken"] == 4)
        #expect(counts["refused"] == 0)
        #expect(server.stop() == 0)
        try book.expectSound()
    }

    @Test("watch ends cleanly when it is told to stop")
    func stops() throws {
        let folder = try ScratchFolder()
        let book = try ScriptedBook(.sqlite)
        let process = try Program.prepared([
            "watch", folder.url.path, "--create", "--tenant", "lender", "--database", book.database,
        ])
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        _ = errors.fileHandleForReading.availableData
        process.terminate()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(process.terminationReason == .exit)
    }

    @Test(
        "wrong sources are refused with their line, the key and what is expected",
        arguments: [
            ("sources: here\n", "line 1: sources must be a list"),
            ("sources:\n  - tenant: a\n", "line 2: this element of sources lacks path"),
            ("sources:\n  - path: /in\n", "lacks tenant"),
            ("sources:\n  - tenant: a\n    path: /in\n    setle: 3\n", "line 4: sources has no \"setle\""),
            (
                "sources:\n  - tenant: a\n    path: /in\n    settle: soon\n",
                "settle is \"soon\"; it must be a whole number"
            ),
            ("sources:\n  - tenant: a\n    path: [x]\n", "line 3: \"path\" of sources must be a single value"),
            (
                "sources:\n  - {tenant: a, path: /in}\n  - {tenant: b, path: /in}\n",
                "line 3: the folder /in stands twice"
            ),
            ("sources:\n  - {tenant: nobody, path: /in}\n", "line 2: there is no tenant \"nobody\""),
        ]
    )
    func wrongSources(text: String, said: String) throws {
        let folder = try ScratchFolder()
        try text.write(toFile: folder.path("recaudo.yaml"), atomically: true, encoding: .utf8)
        let outcome = try Program.run(["serve", "--port", "0", "--database", "sqlite:b.db"], in: folder.url)
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("settings.not_usable"))
        #expect(outcome.errors.contains(said), "\(outcome.errors)")
    }
}
