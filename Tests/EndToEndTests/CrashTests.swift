import Foundation
import Testing

/// R1 of the fault table, with a bounded count; `make faults` kills 500 times over 200,000 rows.
@Suite("R1: kill -9 during a sync")
struct CrashTests {
    @Test("R1 a killed sync leaves the book at the previous or at the next snapshot")
    func killed() throws {
        let lender = try SimulatedLender(routes: 3, clients: 80)
        let folder = try ScratchFolder()
        let base = folder.path("base.db")
        try succeed(["sync", "--create", "--json", lender.backup(night: 1)], on: base)
        let before = try figures(base)
        let next = folder.path("next.db")
        try FileManager.default.copyItem(atPath: base, toPath: next)
        let started = ContinuousClock.now
        try succeed(["sync", lender.backup(night: 2)], on: next)
        let whole = started.duration(to: .now)
        let after = try figures(next)
        #expect(before != after)

        let temporary = folder.path("tmp")
        try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: true)
        let kills = Int(ProcessInfo.processInfo.environment["RECAUDO_KILLS"] ?? "") ?? 12
        for kill in 0..<kills {
            let trial = folder.path("trial-\(kill).db")
            try FileManager.default.copyItem(atPath: base, toPath: trial)
            let process = try Program.prepared(
                ["sync", "--database", "sqlite:\(trial)", "--tenant", "lender", lender.backup(night: 2)]
            )
            process.environment?["TMPDIR"] = temporary
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            usleep(UInt32(Double(kill) / Double(kills) * whole.microseconds))
            Foundation.kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            let now = try figures(trial)
            #expect(now == before || now == after, "kill \(kill) left a book between two snapshots")
            let proof = try Program.run(["verify", "--database", "sqlite:\(trial)", "--tenant", "lender"])
            #expect(proof.status == 0, "\(proof.output)")
            try succeed(["sync", lender.backup(night: 2)], on: trial)
            #expect(try figures(trial) == after)
        }
        // The copies of people's data that the killed ones left go with the next sync.
        let last = try Program.prepared(
            ["sync", "--database", "sqlite:\(next)", "--tenant", "lender", lender.backup(night: 2)]
        )
        last.environment?["TMPDIR"] = temporary
        last.standardOutput = FileHandle.nullDevice
        try last.run()
        last.waitUntilExit()
        #expect(last.terminationStatus == 0)
        // One that was killed before it had its lock leaves an empty folder for a minute; nobody's data are in it.
        let left = try FileManager.default.subpathsOfDirectory(atPath: temporary)
        #expect(left.filter { $0.hasSuffix(".copy") }.isEmpty)
    }

    private func succeed(_ arguments: [String], on path: String) throws {
        let outcome = try Program.run(arguments + ["--database", "sqlite:\(path)", "--tenant", "lender"])
        try #require(outcome.status == 0, "\(outcome.errors)")
    }

    private func figures(_ path: String) throws -> [String] {
        let outcome = try Program.run([
            "report", "portfolio", "--json", "--database", "sqlite:\(path)", "--tenant", "lender",
        ])
        try #require(outcome.status == 0, "\(outcome.errors)")
        let report = try outcome.json()
        return ["customers", "active_loans", "outstanding", "payments_count", "payments_total", "cash_in_box"].map {
            "\(report[$0] ?? "-")"
        }
    }
}

extension Duration {
    fileprivate var microseconds: Double {
        Double(components.seconds) * 1_000_000 + Double(components.attoseconds) / 1e12
    }
}
