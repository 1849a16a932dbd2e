import Codecs
import Intake
import Lending
import LoanBook
import Reporting
import Storage
import Testing
import Wire

/// No value in a file ends the process: a trap anywhere below would end this one.
@Suite("Values that no app writes")
struct HostileValueTests {
    /// Reads everything that can be asked of the book, now and on the days at both ends of the calendar.
    private func readAll(_ test: TestBook) throws {
        let tenant = try test.book.tenant(named: "prueba")
        let days = [nil, CivilDate.earliest, CivilDate(iso: "2026-03-03"), CivilDate.latest]
        try test.book.database.withReader { connection in
            let reader = RecordReader(connection, tenant: test.tenant)
            for day in days {
                for kind in RecordKind.allCases {
                    let query = RecordQuery(RecordFilter(kind), asOf: day, people: .shown)
                    for format in [ExportFormat.ndjson, .csv(.excelES)] {
                        let export = try reader.export(query, as: format)
                        while try export.next() != nil {}
                    }
                }
                for language in ReportLanguage.allCases {
                    _ = try PortfolioReport(tenant: tenant, asOf: day, on: connection).text(language: language)
                    _ = try FindingsReport(tenant: tenant, asOf: day, on: connection).text(language: language)
                    _ = try BoxesReport(tenant: tenant, asOf: day, on: connection).text(language: language)
                }
            }
            try reader.forEachDocument(RecordQuery(RecordFilter(.loans))) { document in
                let loan = try LoanDocument.read(document)
                _ = try? Schedule(terms: loan.terms)
            }
        }
    }

    private func expectHeld(_ engine: Engine, seed: UInt64) throws {
        let test = try TestBook(engine)
        let scratch = try Scratch()
        for night in 0..<2 {
            var backup = HostileBackup(seed: seed * 2 + UInt64(night), share: [3, 10, 40][Int(seed % 3)])
            try backup.write(to: scratch.file("ruta"))
            do {
                try test.sync(scratch.file("ruta"), olderFiles: night == 0 ? .refuse : .accept)
            } catch let error as IntakeError {
                #expect(!error.message.contains("\n"), "seed \(seed): \(error)")
            } catch let error as LoanBookError {
                Issue.record("seed \(seed): \(error)")
            }
            try readAll(test)
        }
        let report = try test.book.verify(tenant: test.tenant)
        #expect(report.isSound, "seed \(seed): \(report.first.map { "\($0)" } ?? "")")
    }

    @Test("whatever a cell holds is mapped, rejected or refused, and all that was taken can be read back")
    func anything() throws {
        for seed in 1...UInt64(FaultTests.cases) { try expectHeld(.sqlite, seed: seed) }
    }

    @Test("the same on PostgreSQL")
    func anythingOnPostgres() throws {
        for seed in 1...UInt64(max(6, FaultTests.cases / 8)) { try expectHeld(.postgres, seed: seed) }
    }

    @Test("thousands of the largest amounts add up, and larger ones are rejected by row", arguments: Engine.allCases)
    func sums(engine: Engine) throws {
        let test = try TestBook(engine)
        var backup = Backup()
        let many = 2500
        backup.clients[0].payments = (0..<many).map { number in
            BackupPayment(amount: "100000000000.00", balance: "0", ticket: "t\(number)")
        }
        backup.clients[0].payments?.append(BackupPayment(amount: "10000000000000", ticket: "x"))
        backup.settlements = (1...20).map { number in
            BackupSettlement(
                number: number,
                collected: "99999999999",
                closing: "-99999999999",
                count: "9007199254740992"
            )
        }
        backup.settlements += (21...1100).map { BackupSettlement(number: $0, count: "9007199254740992") }
        let scratch = try Scratch()
        try backup.write(to: scratch.file("ruta"))
        let result = try test.sync(scratch.file("ruta"))
        #expect(result.rejects.rows == 1)
        #expect(result.rejects.listed.first?.faults.first?.reason.contains("larger than any book") == true)
        #expect(try test.loans().map(\.paid).reduce(.zero, +) == Money.whole(100_000_000_000 * Int64(many)))
        try readAll(test)
        #expect(try test.book.verify(tenant: test.tenant).isSound)
    }
}
