import Foundation
import Intake
import Lending
import LoanBook
import Storage
import TestSupport
import Testing

/// Fault R11: truncated and corrupted backups.
///
/// `RECAUDO_FAULT_CASES` raises the number of cases of each kind.
@Suite("Damaged backups")
struct FaultTests {
    static let cases = ProcessInfo.processInfo.environment["RECAUDO_FAULT_CASES"].flatMap(Int.init) ?? 40

    /// A backup of one route and the next night's, from the samples or, without them, made here.
    private func nights(_ scratch: Scratch) throws -> (first: String, second: String) {
        if Samples.folder != nil {
            for day in [1, 2] {
                try FileManager.default.copyItem(
                    atPath: "\(Samples.day(day))/ruta1",
                    toPath: scratch.file("night\(day)")
                )
            }
        } else {
            var backup = Backup()
            for number in 2...30 { backup.clients.append(BackupClient(number: number, document: "\(2000 + number)")) }
            try backup.write(to: scratch.file("night1"))
            backup.boxDay = "03/03/2026"
            for index in backup.clients.indices {
                backup.clients[index].balance = "100000"
                backup.clients[index].payments?.append(
                    BackupPayment(day: "03/03/2026", balance: "100000", ticket: "t\(index)")
                )
            }
            try backup.write(to: scratch.file("night2"))
        }
        return (scratch.file("night1"), scratch.file("night2"))
    }

    /// Damages one of the second night's files and syncs it; the outcome is one of two: refused whole with one line and
    /// the book as it was, or applied with the book sound.
    private func attempt(
        _ test: TestBook,
        _ scratch: Scratch,
        _ second: String,
        _ damage: (_ bytes: inout [UInt8], _ random: inout SeededRandom) -> Void,
        _ random: inout SeededRandom
    ) throws -> Bool {
        let name = Bool.random(using: &random) ? "admin.db" : "pagos.db"
        let target = scratch.file("bad")
        try? FileManager.default.removeItem(atPath: target)
        try FileManager.default.copyItem(atPath: second, toPath: target)
        var bytes = try Scratch.read("\(second)/\(name)")
        damage(&bytes, &random)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: target)
        try? FileManager.default.removeItem(atPath: "\(target)/\(name)")
        try Data(bytes).write(to: URL(filePath: "\(target)/\(name)"))
        let before = try test.everything()
        do {
            let result = try test.sync(target, route: "ruta")
            for reject in result.rejects.listed {
                #expect(reject.place.file.hasPrefix("ruta/"))
                #expect(reject.place.row != nil)
            }
            #expect(result.rejects.listed.count >= min(1, result.rejects.rows + result.rejects.cells))
            return true
        } catch let error as IntakeError {
            #expect(!error.message.contains("\n"), "\(error)")
            #expect(try test.everything() == before, "\(error)")
            return false
        } catch let error as LoanBookError {
            // A damaged date can make the file look older than the book.
            guard case .olderSnapshot = error else { throw error }
            return false
        }
    }

    @Test("a truncated file is refused whole and the book stays as it was")
    func truncations() throws {
        let scratch = try Scratch()
        let (first, second) = try nights(scratch)
        let test = try TestBook()
        try test.sync(first, route: "ruta")
        var random = SeededRandom(seed: 11)
        for number in 0..<Self.cases {
            let isApplied = try attempt(
                test,
                scratch,
                second,
                { bytes, random in bytes.removeLast(Int.random(in: 1...bytes.count, using: &random)) },
                &random
            )
            #expect(!isApplied, "case \(number)")
        }
        #expect(try test.book.verify(tenant: test.tenant).isSound)
    }

    @Test("changed bytes never crash it: refused whole, or applied with what could not be read reported by row")
    func mutations() throws {
        let scratch = try Scratch()
        let (first, second) = try nights(scratch)
        var random = SeededRandom(seed: 12)
        var applied = 0
        for number in 0..<Self.cases {
            // Each in a book that knows the night before, because a damaged file that was applied is history.
            let test = try TestBook()
            try test.sync(first, route: "ruta")
            let isApplied = try attempt(
                test,
                scratch,
                second,
                { bytes, random in
                    for _ in 0..<Int.random(in: 1...8, using: &random) {
                        bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
                    }
                },
                &random
            )
            if isApplied { applied += 1 }
            if number % 10 == 0 { #expect(try test.book.verify(tenant: test.tenant).isSound, "case \(number)") }
        }
        #expect(applied > 0, "some damage is in values only")
    }

    @Test("random bytes behind a sound header are refused")
    func noise() throws {
        let scratch = try Scratch()
        let (first, second) = try nights(scratch)
        let test = try TestBook()
        try test.sync(first, route: "ruta")
        var random = SeededRandom(seed: 13)
        for number in 0..<Self.cases / 4 {
            let isApplied = try attempt(
                test,
                scratch,
                second,
                { bytes, random in
                    for index in 100..<bytes.count { bytes[index] = UInt8.random(in: 0...255, using: &random) }
                },
                &random
            )
            #expect(!isApplied, "case \(number)")
        }
    }

    @Test("two workers with the same file give one snapshot", arguments: Engine.allCases)
    func twoWorkers(engine: Engine) async throws {
        let scratch = try Scratch()
        let (first, _) = try nights(scratch)
        let test = try TestBook(engine)
        let results = try await withThrowingTaskGroup(of: SyncResult.self) { group in
            for _ in 0..<2 {
                group.addTask { try test.sync(first, route: "r") }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.count { $0.outcome.isRepeat } == 1)
        #expect(Set(results.map(\.outcome.snapshotID)).count == 1)
    }
}
