import Foundation
import Intake
import LoanBook
import Storage
import TestSupport
import Testing

/// Copies that nobody tidied: rows edited, garbled, deleted, doubled, dated anyhow, tables and files missing.
@Suite("Night after odd night")
struct OddNightsTests {
    private static let nights = 14

    @Test("whatever the copies hold, the book verifies and the same copy again changes nothing", arguments: 0..<8)
    func verifies(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed) + 100)
        let test = try TestBook()
        let scratch = try Scratch()
        var backup = Backup()
        backup.clients = (1...4).map { BackupClient(number: $0, document: "\(1000 + $0)", payments: []) }
        for night in 0..<Self.nights {
            work(on: &backup, night: night, &random)
            var copy = backup
            for _ in 0..<Int.random(in: 0...3, using: &random) { spoil(&copy, &random) }
            // What was spoilt sometimes stays so.
            if Bool.random(using: &random) { (backup.clients, backup.settlements) = (copy.clients, copy.settlements) }
            let path = scratch.file("ruta")
            try copy.write(to: path)
            do {
                try test.sync(path)
            } catch is IntakeError {
                continue
            } catch is LoanBookError {
                continue
            }
            let report = try test.book.verify(tenant: test.tenant)
            #expect(report.isSound, "night \(night): \(report.listed)")
            // Other bytes that say the same: a new table would be told as a change of shape.
            copy.extraBook.append("INSERT INTO android_metadata VALUES ('es_CO')")
            try copy.write(to: path)
            let again = try test.sync(path)
            #expect(again.outcome.isUnchanged, "night \(night)")
        }
        #expect(try test.settlements().count > 2)
    }

    private func day(_ night: Int) -> String {
        let day = night % 28 + 1
        return "\(day < 10 ? "0" : "")\(day)/04/2026"
    }

    /// An honest day: payments and a settlement.
    private func work(on backup: inout Backup, night: Int, _ random: inout SeededRandom) {
        backup.boxDay = day(night)
        for index in backup.clients.indices {
            let owed = Int(backup.clients[index].balance) ?? 0
            guard owed > 10_000 else {
                // Renewed over what was left.
                backup.clients[index].balance = "120000"
                backup.clients[index].disbursed = day(night)
                continue
            }
            let paid = Int.random(in: 0...2, using: &random) * 10_000
            guard paid > 0, paid <= owed else { continue }
            backup.clients[index].balance = "\(owed - paid)"
            backup.clients[index].payments?.append(
                BackupPayment(
                    day: day(night),
                    amount: "\(paid)",
                    balance: "\(owed - paid)",
                    ticket: "t\(night)-\(index)"
                )
            )
        }
        backup.settlements.append(
            BackupSettlement(
                number: night + 2,
                day: day(night),
                collected: "\(Int.random(in: 0...9, using: &random) * 10_000)",
                closing: "\(Int.random(in: 40...60, using: &random) * 10_000)"
            )
        )
    }

    private func spoil(_ backup: inout Backup, _ random: inout SeededRandom) {
        let row = backup.settlements.indices.randomElement(using: &random) ?? 0
        let client = backup.clients.indices.randomElement(using: &random) ?? 0
        let hasPaid = !(backup.clients[client].payments ?? []).isEmpty
        switch Int.random(in: 0..<16, using: &random) {
        case 0: backup.settlements[row].collected = "1O000"
        case 1: backup.settlements[row].day = "31/02/2026"
        case 2: backup.settlements[row].closing = "\(Int.random(in: 1...9, using: &random))00000"
        case 3: backup.settlements[row].expenses = "7000"
        case 4: if backup.settlements.count > 1 { backup.settlements.remove(at: row) }
        case 5: backup.settlements[row].day = day(Int.random(in: 0..<Self.nights, using: &random))
        case 6: backup.settlements.swapAt(row, 0)
        case 7: backup.extraBook.append("DROP TABLE IF EXISTS balancesrecogidos")
        case 8: backup.hasHistory = false
        case 9: backup.clients[client].balance = "12O"
        case 10: backup.clients[client].balance = ""
        case 11: if hasPaid { backup.clients[client].payments?.removeLast() }
        case 12: if hasPaid { backup.clients[client].payments?[0].amount = "x" }
        case 13: if hasPaid { backup.clients[client].payments?[0].balance = "5" }
        case 14: backup.clients.swapAt(client, 0)
        default: backup.clients[client].document = "\(Int.random(in: 1001...1006, using: &random))"
        }
    }
}
