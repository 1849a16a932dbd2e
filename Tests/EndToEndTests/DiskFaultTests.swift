import Foundation
import Testing

/// Where strace is, which makes calls of the system fail; nil too where this machine lets no process trace another.
private let strace = ["/usr/bin/strace", "/usr/local/bin/strace"].first { path in
    guard FileManager.default.isExecutableFile(atPath: path) else { return false }
    let probe = Process()
    probe.executableURL = URL(filePath: path)
    probe.arguments = ["-f", "-qq", "-o", "/dev/null", "-e", "inject=fsync:error=EIO:when=999", "/bin/true"]
    probe.standardError = FileHandle.nullDevice
    // `try?`: what cannot be started cannot trace.
    guard (try? probe.run()) != nil else { return false }
    probe.waitUntilExit()
    return probe.terminationStatus == 0
}

/// R6 and R7 of the fault table, with few calls; `make faults` fails each call until a pass meets none.
@Suite("R6, R7: a disk that fails or is full", .enabled(if: strace != nil, "strace cannot be used here"))
struct DiskFaultTests {
    @Test(
        "a sync whose disk fails says so, and the book is at one snapshot or the other",
        arguments: [
            ("fsync,fdatasync", "EIO"), ("pwrite64", "ENOSPC"), ("pwrite64", "EIO"), ("ftruncate", "EIO"),
        ]
    )
    func failing(calls: String, error: String) throws {
        let lender = try SimulatedLender(routes: 1)
        let folder = try ScratchFolder()
        let base = folder.path("base.db")
        try #require(sync(base, lender.backup(night: 1)).status == 0)
        let before = try figures(base)
        let whole = folder.path("whole.db")
        try FileManager.default.copyItem(atPath: base, toPath: whole)
        try #require(sync(whole, lender.backup(night: 2)).status == 0)
        let after = try figures(whole)
        for number in [1, 2, 3, 5, 8] {
            let trial = folder.path("trial-\(number).db")
            try FileManager.default.copyItem(atPath: base, toPath: trial)
            let fault = "inject=\(calls):error=\(error):when=\(number)+"
            let outcome = try sync(trial, lender.backup(night: 2), under: fault, log: folder.path("log"))
            let now = try figures(trial)
            #expect(now == before || now == after, "\(fault) left a book between two snapshots")
            if outcome.status == 0 {
                #expect(now == after, "\(fault) was acknowledged falsely")
            } else {
                #expect(outcome.errors.hasPrefix("recaudo: s"), "\(outcome.errors)")
                #expect(outcome.errors.split(separator: "\n").count == 1)
            }
            try #require(sync(trial, lender.backup(night: 2)).status == 0)
            #expect(try figures(trial) == after)
            #expect(try Program.run(["verify", "--database", "sqlite:\(trial)", "--tenant", "lender"]).status == 0)
        }
    }

    private func sync(
        _ book: String,
        _ backup: String,
        under fault: String? = nil,
        log: String = "/dev/null"
    ) throws -> Program.Outcome {
        let arguments = ["sync", "--create", "--database", "sqlite:\(book)", "--tenant", "lender", backup]
        guard let fault, let strace else { return try Program.run(arguments) }
        return try Program.run(arguments, under: [strace, "-f", "-qq", "-o", log, "-e", fault])
    }

    private func figures(_ book: String) throws -> String {
        let outcome = try Program.run([
            "report", "portfolio", "--json", "--database", "sqlite:\(book)", "--tenant", "lender",
        ])
        try #require(outcome.status == 0, "\(outcome.errors)")
        return outcome.output
    }
}
