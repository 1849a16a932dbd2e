import Foundation
import Intake
import Lending
import LoanBook
import Storage
import Testing

@Suite("Odd data")
struct OddDataTests {
    @Test("a small backup gives a reconciled loan, box and settlement without findings", arguments: Engine.allCases)
    func plain(engine: Engine) throws {
        let test = try TestBook(engine)
        let result = try test.sync(Backup())
        #expect(result.rejects == Rejects())
        #expect(result.notices.isEmpty)
        let loan = try #require(try test.loans().first)
        #expect(loan.outstanding == .whole(110_000))
        #expect(loan.outstandingComputed == .whole(110_000))
        #expect(loan.terms.firstDueOn == CivilDate(iso: "2026-03-02"))
        #expect(loan.terms.lastDueOn == CivilDate(iso: "2026-03-13"))
        let payment = try #require(try test.payments().first)
        #expect(payment.principalPart == Money(minorUnits: 833_333))
        #expect(payment.place == "pagos.db/cliente 1/020320261000001001")
        #expect(try test.findings().isEmpty)
        #expect(try test.routes().first?.businessDate == CivilDate(iso: "2026-03-02"))
    }

    @Test("a row that cannot be mapped is rejected with file, table, row and column, and the rest is taken")
    func rejectedRow() throws {
        var backup = Backup()
        backup.clients.append(BackupClient(number: 2, name: "Persona Dos", document: "1002", balance: "12O.000"))
        backup.clients.append(BackupClient(number: 3, name: "Persona Tres", document: "1003", disbursed: "31/02/2026"))
        let test = try TestBook()
        let result = try test.sync(backup)
        #expect(result.rejects.rows == 1)
        #expect(result.rejects.cells == 1)
        #expect(result.outcome.records.rejected == 1)
        let row = try #require(result.rejects.listed.first { $0.extent == .row })
        #expect(row.place == SourcePlace(file: "ruta/admin.db", table: "clientes", row: 2))
        #expect(row.faults.map(\.column) == ["saldo"])
        #expect(row.faults.map(\.quote) == ["12O.000"])
        #expect(row.description.contains("is not an amount"))
        #expect(row.description.contains("Row skipped"))
        let cell = try #require(result.rejects.listed.first { $0.extent == .cell })
        #expect(cell.faults.map(\.column) == ["fecha"])
        #expect(try test.customers().count == 2)
    }

    @Test("a cell of a personal column is never quoted")
    func personalCell() throws {
        var backup = Backup()
        backup.clients[0].name = String(repeating: "Persona ", count: 1000)
        let result = try TestBook().sync(backup)
        let reject = try #require(result.rejects.listed.first)
        #expect(reject.faults.map(\.column) == ["nombre"])
        #expect(reject.faults.map(\.quote) == [nil])
        #expect(!reject.description.contains("Persona"))
    }

    @Test("a customer whose row can no longer be read stays in the book as it was")
    func retained() throws {
        let test = try TestBook()
        var backup = Backup()
        backup.clients.append(BackupClient(number: 2, document: "1002"))
        _ = try test.sync(backup)
        backup.clients[0].balance = "??"
        backup.boxDay = "03/03/2026"
        let result = try test.sync(backup)
        #expect(result.rejects.rows == 1)
        #expect(result.outcome.records.removed == 0)
        #expect(try test.customers().count == 2)
        #expect(try test.payments().count == 2)
    }

    @Test("a payment that can no longer be read is not voided")
    func unreadablePayment() throws {
        let test = try TestBook()
        var backup = Backup()
        backup.clients[0].payments?.append(BackupPayment(day: "03/03/2026", balance: "100000", ticket: "t2"))
        backup.clients[0].balance = "100000"
        _ = try test.sync(backup)
        backup.clients[0].payments?[0].amount = "1O000"
        backup.boxDay = "04/03/2026"
        let result = try test.sync(backup)
        let reject = try #require(result.rejects.listed.first)
        #expect(reject.place == SourcePlace(file: "ruta/pagos.db", table: "cliente 1", row: 1))
        #expect(try test.payments().count == 2)
    }

    @Test("two customers with one identity number get keys of their own, and a finding that does not quote it")
    func duplicateIdentity() throws {
        var backup = Backup()
        backup.clients.append(BackupClient(number: 2, document: "1001", payments: nil))
        backup.clients.append(BackupClient(number: 3, document: "1.001", payments: []))
        let test = try TestBook()
        _ = try test.sync(backup)
        let ids = Set(try test.customers().map(\.id))
        #expect(ids.count == 3)
        let finding = try #require(try test.findings().first { $0.code == "identity.duplicate" })
        #expect(finding.sentenceES.contains("n.º 1, n.º 2, n.º 3"))
        #expect(!finding.sentenceES.contains("1001"))
        #expect(try test.payments().count == 1)
        let again = try TestBook()
        _ = try again.sync(backup)
        #expect(Set(try again.customers().map(\.id)) == ids)
    }

    @Test("a customer without an identity number is keyed by the row")
    func missingIdentity() throws {
        var backup = Backup()
        backup.clients.append(BackupClient(number: 2, document: nil, payments: nil))
        backup.clients.append(BackupClient(number: 3, document: "", payments: nil))
        let test = try TestBook()
        #expect(try test.sync(backup).rejects == Rejects())
        #expect(Set(try test.customers().map(\.id)).count == 3)
    }

    @Test("a hidden customer and one without a loan are told apart from the others")
    func hiddenAndIdle() throws {
        var backup = Backup()
        backup.clients.append(BackupClient(number: 2, document: "2", lastPaid: "oculto"))
        backup.clients.append(
            BackupClient(number: 3, document: "3", installment: "", balance: "0", disbursed: "", term: "", payments: [])
        )
        let test = try TestBook()
        #expect(try test.sync(backup).rejects == Rejects())
        #expect(try test.customers().count(where: \.isHidden) == 1)
        #expect(try test.customers().count { $0.status == .idle } == 1)
        #expect(try test.loans().count == 2)
    }

    @Test("a balance without terms is a reject, not a guess")
    func balanceWithoutTerms() throws {
        var backup = Backup()
        backup.clients.append(BackupClient(number: 2, document: "2", frequency: "Cada luna", payments: []))
        backup.clients.append(BackupClient(number: 3, document: "3", term: "0", payments: []))
        let test = try TestBook()
        let result = try test.sync(backup)
        #expect(result.rejects.rows == 2)
        let faults = result.rejects.listed.flatMap(\.faults)
        #expect(faults.contains { $0.column == "plazo" && $0.reason.contains("above zero") })
        #expect(faults.contains { $0.column == "modalidad" })
    }

    @Test("rejects are counted as they are listed: a row once, whatever is wrong with it, and each cell left empty")
    func rejectsCounted() throws {
        var backup = Backup()
        for number in 2...3 {
            backup.clients.append(
                BackupClient(number: number, document: "100\(number)", balance: "?", disbursed: "31/02/2026", term: "x")
            )
        }
        backup.clients.append(BackupClient(number: 4, document: "1004", disbursed: "31/02/2026", payments: []))
        let result = try TestBook().sync(backup)
        let rejects = result.rejects
        #expect(rejects.rows == 2 && rejects.cells >= 1)
        #expect(rejects.listed.count { $0.extent == .row } == rejects.rows)
        #expect(rejects.listed.count { $0.extent == .cell } == rejects.cells)
        #expect(rejects.count == rejects.listed.count)
        #expect(result.outcome.records.rejected == rejects.rows)
        let row = try #require(rejects.listed.first { $0.extent == .row })
        #expect(row.faults.count > 1)
        #expect(row.faults.allSatisfy { row.description.contains("\"\($0.column)\"") })
    }

    @Test("a ticket that stands on several payments is kept on each and found, within a customer and across")
    func duplicateTickets() throws {
        var backup = Backup()
        backup.clients[0].payments = [
            BackupPayment(), BackupPayment(day: "03/03/2026", balance: "100000"),
        ]
        backup.clients[0].balance = "100000"
        backup.clients.append(BackupClient(number: 2, document: "2"))
        let test = try TestBook()
        _ = try test.sync(backup)
        #expect(try test.payments().count == 3)
        #expect(Set(try test.payments().map(\.id)).count == 3)
        let found = try test.findings().filter { $0.code == "ticket.duplicate" }
        #expect(found.count == 1)
        #expect(found.first?.severity == .critical)
        #expect(found.first?.evidence.count == 3)
    }

    @Test("a payment without a ticket is keyed by its moment and stays itself in the next backup")
    func missingTicket() throws {
        let test = try TestBook()
        var backup = Backup()
        backup.clients[0].payments?[0].ticket = nil
        _ = try test.sync(backup)
        let id = try #require(try test.payments().first).id
        backup.clients[0].payments?.append(BackupPayment(day: "03/03/2026", balance: "100000", ticket: nil))
        backup.clients[0].balance = "100000"
        backup.boxDay = "03/03/2026"
        let result = try test.sync(backup)
        #expect(result.outcome.records.created == 1)
        #expect(try test.payments().contains { $0.id == id })
    }

    @Test("payments that stand in no order are read in that of their days and times; those of one moment stay")
    func disorder() throws {
        var backup = Backup()
        backup.clients[0].balance = "70000"
        backup.clients[0].payments = [
            BackupPayment(day: "04/03/2026", time: "09:00:00", balance: "80000", ticket: "d"),
            BackupPayment(day: "02/03/2026", ticket: "a"),
            BackupPayment(day: "04/03/2026", time: "09:00:00", balance: "70000", ticket: "e"),
            BackupPayment(day: "03/03/2026", time: "11:00:00", balance: "90000", ticket: "c"),
            BackupPayment(day: "03/03/2026", time: "10:00:00", balance: "100000", ticket: "b"),
        ]
        backup.settlements = []
        let test = try TestBook()
        _ = try test.sync(backup)
        #expect(try test.findings().isEmpty)
        #expect(try test.loans().map(\.paymentsCount) == [5])
    }

    @Test("an amount that is not above zero is no payment, and a finding")
    func zeroPayment() throws {
        var backup = Backup()
        backup.clients[0].payments?.append(
            BackupPayment(day: "03/03/2026", amount: "0", balance: "110000", ticket: "cero")
        )
        let test = try TestBook()
        _ = try test.sync(backup)
        #expect(try test.payments().count == 1)
        #expect(try test.findings().contains { $0.code == "payment.not_positive" })
    }

    @Test("columns and tables that are not known are listed and never fatal, long numbers in their names masked")
    func unknownColumns() throws {
        var backup = Backup()
        backup.extraBook = [
            "ALTER TABLE clientes ADD COLUMN gps text", "CREATE TABLE ventas(a)", "CREATE TABLE x1030555777(a)",
        ]
        let result = try TestBook().sync(backup)
        #expect(result.notices.contains { $0.contains("clientes") && $0.contains("gps") })
        #expect(result.notices.contains { $0.contains("ventas") && $0.contains("x#") })
        #expect(!result.notices.contains { $0.contains("1030555777") })
    }

    @Test("a file that lost a column it cannot do without is foreign; another column is only missed")
    func missingColumns() throws {
        var backup = Backup()
        backup.extraBook = ["ALTER TABLE clientes DROP COLUMN saldo"]
        let error = try #require(throws: IntakeError.self) { try TestBook().sync(backup) }
        #expect(error.code == .foreign)
        #expect(error.message.contains("saldo"))
        backup.extraBook = ["ALTER TABLE clientes DROP COLUMN grupo"]
        #expect(try TestBook().sync(backup).notices.contains { $0.contains("lacks grupo") })
    }

    @Test("payments of nobody are counted in a notice and stay out of the book")
    func orphans() throws {
        var backup = Backup()
        backup.extraHistory = [
            "CREATE TABLE a777888999(codigo integer, fecha text, abono text, saldo text, hora text, identificador text)",
            "INSERT INTO a777888999 VALUES (1, '02/03/2026', '5000', '0', '08:00:00', 'z')",
        ]
        backup.settlements[0].collected = "15000"
        backup.settlements[0].count = "2"
        let test = try TestBook()
        let result = try test.sync(backup)
        #expect(result.notices.contains { $0.contains("1 payments in 1 tables (5000.00 in all)") })
        #expect(!result.notices.contains { $0.contains("777888999") })
        #expect(try test.payments().count == 1)
        #expect(try test.findings().isEmpty, "what was collected is still explained")
    }

    @Test("the business day falls back from the box to the newest settlement or payment, and is never invented")
    func businessDate() throws {
        var backup = Backup()
        backup.boxDay = nil
        backup.clients[0].payments?[0].day = "05/03/2026"
        let test = try TestBook()
        _ = try test.sync(backup)
        #expect(try test.routes().first?.businessDate == CivilDate(iso: "2026-03-05"))
        backup.settlements = []
        backup.clients[0].payments = []
        let error = try #require(throws: IntakeError.self) { try TestBook().sync(backup) }
        #expect(error.code == .noBusinessDate)
    }

    @Test("files without customers and without their payments are refused and remove nobody")
    func emptied() throws {
        let test = try TestBook()
        var backup = Backup()
        _ = try test.sync(backup)
        backup.clients = []
        backup.boxDay = "03/03/2026"
        let error = try #require(throws: IntakeError.self) { try test.sync(backup) }
        #expect(error.code == .fileMissing)
        #expect(try test.customers().count == 1)
    }

    @Test("a file of which no row can be read is refused")
    func nothingMapped() throws {
        var backup = Backup()
        backup.clients[0].balance = "x"
        let error = try #require(throws: IntakeError.self) { try TestBook().sync(backup) }
        #expect(error.code == .nothingMapped)
    }

    @Test("control characters in names reach no database", arguments: Engine.allCases)
    func controlCharacters(engine: Engine) throws {
        var backup = Backup()
        backup.extraBook = [
            "UPDATE clientes SET nombre = CAST(x'4100420A0743' AS TEXT), cedula = '10' || char(0) || '01'"
        ]
        backup.clients[0].payments = []
        let test = try TestBook(engine)
        _ = try test.sync(backup)
        #expect(try test.customers().count == 1)
    }

    @Test("floating point noise in the box is rounded to cents")
    func noise() throws {
        var backup = Backup()
        backup.boxCash = "510000.00000000012"
        backup.settlements[0].closing = "509999.99999999994"
        let test = try TestBook()
        _ = try test.sync(backup)
        #expect(try test.routes().first?.boxCash == .whole(510_000))
        #expect(try test.findings().isEmpty)
    }
}
