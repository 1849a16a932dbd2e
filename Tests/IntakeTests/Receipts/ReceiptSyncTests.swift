import Intake
import Lending
import LoanBook
import Storage
import Testing
import Wire

/// RC1 to RC7 of docs/receipts.md on whole books.
@Suite("Receipts beside the books")
struct ReceiptSyncTests {
    /// The backup of the evening of 3 March, with the payment that the receipts of these tests speak of.
    private func evening(amount: String = "10000", balance: String = "100000") -> Backup {
        var backup = Backup()
        backup.clients[0].balance = balance
        backup.clients[0].payments?.append(
            BackupPayment(day: "03/03/2026", time: "10:30:00", amount: amount, balance: balance, ticket: "tk-3")
        )
        backup.boxDay = "03/03/2026"
        return backup
    }

    private func expectSound(_ test: TestBook, _ location: SourceLocation = #_sourceLocation) throws {
        let report = try test.book.verify(tenant: test.tenant)
        #expect(report.isSound, "\(report.problems)", sourceLocation: location)
    }

    @Test(
        "a receipt of a payment that the book holds is its second evidence and moves no money",
        arguments: Engine.allCases
    )
    func matched(engine: Engine) throws {
        let test = try TestBook(engine)
        try test.sync(evening())
        let loans = try test.loans()
        let result = try test.sync(ReceiptChat(.init()))
        #expect(result.outcome.receipts?.matched == 1)
        let receipt = try #require(try test.receipts().first)
        #expect(receipt.status == .matched && receipt.reason == nil)
        #expect(try test.payments().first { $0.id == receipt.paymentID }?.ticket == "tk-3")
        #expect(try test.loans() == loans)
        #expect(try test.payments().count == 2)
        try expectSound(test)
    }

    @Test(
        "a receipt that comes before the books becomes a payment, and is the same payment when they come",
        arguments: Engine.allCases
    )
    func receiptFirst(engine: Engine) throws {
        let test = try TestBook(engine)
        try test.sync(Backup())
        let result = try test.sync(ReceiptChat(.init()))
        #expect(result.outcome.receipts?.recorded == 1)
        #expect(try test.loans().map(\.outstanding) == [.whole(100_000)])
        let first = try #require(try test.receipts().first)
        #expect(first.status == .recorded)
        let id = try #require(first.paymentID)
        let recorded = try #require(try test.payments().first { $0.id == id })
        #expect(recorded.amount == .whole(10_000) && recorded.paidOn == CivilDate(iso: "2026-03-03"))
        try expectSound(test)

        let night = try test.sync(evening())
        let log = try #require(night.outcome.log)
        let events = try test.changes(after: log.lowerBound - 1).filter { $0.entity == "payment" }
        #expect(events.map(\.event) == ["payment.confirmed"] && events.map(\.id) == [id.text])
        #expect(try test.payments().map(\.amount) == [.whole(10_000), .whole(10_000)])
        #expect(try test.payments().first { $0.id == id }?.ticket == "tk-3")
        let second = try #require(try test.receipts().first)
        #expect(second.status == .matched && second.paymentID == id && second.sourcePaymentID != nil)
        #expect(try test.findings().isEmpty)
        try expectSound(test)

        var later = evening()
        later.clients[0].name = "Persona Uno Corregida"
        let third = try test.sync(later)
        let later2 = try test.changes(after: try #require(third.outcome.log).lowerBound - 1)
        #expect(!later2.contains { $0.entity == "payment" || $0.entity == "receipt" })
        try expectSound(test)
    }

    @Test("a payment that only a receipt tells waits for the books of its day, however often they come without it")
    func carried() throws {
        let test = try TestBook()
        try test.sync(Backup())
        try test.sync(ReceiptChat(.init()))
        var sameDay = Backup()
        sameDay.boxDay = "03/03/2026"
        for address in ["Calle 2", "Calle 3"] {
            sameDay.clients[0].letters = address == "Calle 2" ? "A/A/" : "B/A/"
            try test.sync(sameDay)
            #expect(try test.receipts().map(\.status) == [.recorded])
            #expect(try test.loans().map(\.outstanding) == [.whole(100_000)])
            #expect(try test.payments().count == 2)
            try expectSound(test)
        }
    }

    @Test(
        "books that reach past a receipt's day without its payment contradict it, until they have it",
        arguments: Engine.allCases
    )
    func notInBook(engine: Engine) throws {
        let test = try TestBook(engine)
        try test.sync(Backup())
        try test.sync(ReceiptChat(.init()))
        let id = try #require(try test.receipts().first?.paymentID)
        var without = Backup()
        without.boxDay = "04/03/2026"
        try test.sync(without)
        #expect(try test.loans().map(\.outstanding) == [.whole(110_000)], "the totals are the phone's again")
        let receipt = try #require(try test.receipts().first)
        #expect(receipt.status == .conflict && receipt.reason == .notInBook)
        let findings = try test.findings().filter { $0.code != "snapshot.gap" }
        #expect(findings.map(\.code) == ["receipt.not_in_book"])
        #expect(findings.first?.amount == .whole(10_000))
        #expect(findings.first?.entityID == receipt.id.text)
        try expectSound(test)

        var with = evening()
        with.boxDay = "05/03/2026"
        try test.sync(with)
        #expect(try test.receipts().map(\.status) == [.matched])
        #expect(try test.payments().contains { $0.id == id && $0.ticket == "tk-3" && $0.status == .received })
        #expect(try test.payments().count == 2)
        #expect(try test.findings().allSatisfy { $0.code == "snapshot.gap" })
        try expectSound(test)
    }

    @Test("a payment booked below its receipt is a critical finding, resolved once it is set right")
    func otherAmount() throws {
        let test = try TestBook()
        try test.sync(evening(amount: "5000", balance: "105000"))
        let result = try test.sync(ReceiptChat(.init()))
        #expect(result.outcome.receipts?.conflicts == 1)
        let finding = try #require(try test.findings().first { $0.code == "receipt.other_amount" })
        #expect(finding.severity == .critical && finding.amount == .whole(5_000))
        #expect(finding.evidence.map(\.place) == ["chat/receipts/1", finding.evidence.last?.place])
        #expect(try test.payments().count == 2, "it is one payment with two pieces of evidence")
        var right = evening()
        right.boxDay = "04/03/2026"
        try test.sync(right)
        #expect(try test.receipts().map(\.status) == [.matched])
        #expect(try !test.findings().contains { $0.code == "receipt.other_amount" })
        try expectSound(test)
    }

    @Test("a payment edited or deleted after its receipt was matched contradicts it")
    func alteredLater() throws {
        let test = try TestBook()
        try test.sync(evening())
        try test.sync(ReceiptChat(.init()))
        var edited = evening(amount: "4000", balance: "106000")
        edited.boxDay = "04/03/2026"
        try test.sync(edited)
        #expect(try test.receipts().map(\.reason) == [.otherAmount])
        #expect(
            try Set(test.findings().map(\.code)).isSuperset(of: ["receipt.other_amount", "history.payment_revised"])
        )
        var restored = evening()
        restored.boxDay = "05/03/2026"
        try test.sync(restored)
        #expect(try test.receipts().map(\.status) == [.matched])
        var deleted = Backup()
        deleted.boxDay = "06/03/2026"
        try test.sync(deleted)
        #expect(try test.receipts().map(\.reason) == [.notInBook])
        #expect(try Set(test.findings().map(\.code)).isSuperset(of: ["receipt.not_in_book", "history.payment_voided"]))
        try expectSound(test)
    }

    @Test("a payment that contradicts its receipt and is then deleted is told as deleted, and the receipt as unpaid")
    func contradictedThenDeleted() throws {
        let test = try TestBook()
        try test.sync(evening(amount: "5000", balance: "105000"))
        try test.sync(ReceiptChat(.init()))
        #expect(try test.receipts().map(\.reason) == [.otherAmount])
        var deleted = Backup()
        deleted.boxDay = "04/03/2026"
        try test.sync(deleted)
        #expect(try test.receipts().map(\.reason) == [.notInBook])
        let codes = try test.findings().map(\.code).filter { $0 != "snapshot.gap" }
        #expect(codes.contains("history.payment_voided") && codes.contains("receipt.not_in_book"))
        #expect(!codes.contains("receipt.other_amount"))
        try expectSound(test)
    }

    @Test("a contradiction that stands is not said anew each night")
    func standing() throws {
        let test = try TestBook()
        try test.sync(evening(amount: "5000", balance: "105000"))
        try test.sync(ReceiptChat(.init()))
        var night = evening(amount: "5000", balance: "105000")
        night.boxDay = "04/03/2026"
        try test.sync(night)
        night.boxDay = "05/03/2026"
        let log = try #require(try test.sync(night).outcome.log)
        let changes = try test.changes(after: log.lowerBound - 1)
        #expect(!changes.contains { ["finding", "receipt", "payment", "loan"].contains($0.entity) }, "\(changes)")
    }

    @Test("a receipt for a customer whom the book does not know waits until they come")
    func unknownCustomer() throws {
        let test = try TestBook()
        try test.sync(Backup())
        let chat = ReceiptChat(.init(name: "Berta Gil", balance: "110.000"))
        let result = try test.sync(chat)
        #expect(result.outcome.receipts?.waiting == 1)
        #expect(try test.receipts().map(\.reason) == [.unknownCustomer])
        var backup = evening()
        backup.clients.append(BackupClient(number: 2, name: "Berta Gil", document: "1002"))
        backup.clients[1].payments = [
            BackupPayment(day: "03/03/2026", time: "10:31:00", balance: "110000", ticket: "tk-9")
        ]
        try test.sync(backup)
        let receipt = try #require(try test.receipts().first)
        #expect(receipt.status == .matched)
        #expect(try test.payments().first { $0.id == receipt.paymentID }?.ticket == "tk-9")
        try expectSound(test)
    }

    @Test("of two customers of one name the balance tells, and without it the receipt waits")
    func severalCustomers() throws {
        let test = try TestBook()
        var backup = Backup()
        backup.clients[0].name = "Ana Ruiz"
        backup.clients.append(BackupClient(number: 2, name: "Ana Mora", document: "1002", balance: "50000"))
        backup.clients[1].payments = [BackupPayment(balance: "50000", ticket: "z")]
        try test.sync(backup)
        try test.sync(
            ReceiptChat(.init(name: "Ana", balance: nil), .init(name: "Ana", time: "11:30", balance: "40.000"))
        )
        let receipts = try test.receipts()
        #expect(
            receipts.map(\.reason) == [.severalCustomers, nil] || receipts.map(\.reason) == [nil, .severalCustomers]
        )
        let told = try #require(receipts.first { $0.status == .recorded })
        #expect(try test.loans().first { $0.id == told.loanID }?.outstanding == .whole(40_000))
        try expectSound(test)
    }

    @Test("a receipt that is forwarded or exported again is the same receipt")
    func forwarded() throws {
        let test = try TestBook()
        try test.sync(Backup())
        try test.sync(ReceiptChat(.init()))
        let again = try test.sync(
            ReceiptChat(.init(), .init(day: "04/03/2026", balance: "90.000")),
            named: "_chat.txt"
        )
        #expect(again.outcome.receipts?.repeated == 1)
        #expect(again.outcome.receipts?.recorded == 1)
        #expect(try test.receipts().count == 2)
        #expect(try test.loans().map(\.outstanding) == [.whole(90_000)])
        #expect(try test.sync(ReceiptChat(.init())).outcome.changes == 0)
    }

    @Test("a name with quotes, accents and small words means the customer")
    func quotedName() throws {
        let test = try TestBook()
        var backup = Backup()
        backup.clients[0].name = "María \"La Mona\" de los Ángeles"
        try test.sync(backup)
        try test.sync(ReceiptChat(.init(name: "Maria Angeles")))
        #expect(try test.receipts().map(\.status) == [.recorded])
        try expectSound(test)
    }

    @Test("a receipt from before the book is no contradiction; one without an open loan waits")
    func outOfReach() throws {
        let test = try TestBook()
        var backup = Backup()
        backup.clients[0].balance = "0"
        backup.clients[0].payments = [BackupPayment(amount: "120000", balance: "0", ticket: "a")]
        try test.sync(backup)
        try test.sync(ReceiptChat(.init(day: "03/02/2026"), .init(day: "05/03/2026")))
        #expect(try test.receipts().map(\.reason) == [.beforeBook, .noOpenLoan])
        #expect(try !test.findings().contains { $0.code.hasPrefix("receipt") })
    }

    @Test("a loan whose last instalment only a receipt tells is paid, and its customer owes nothing")
    func paidOff() throws {
        let test = try TestBook()
        try test.sync(Backup())
        try test.sync(ReceiptChat(.init(amount: "110.000", balance: "0")))
        #expect(try test.loans().map(\.status) == [.paid])
        #expect(try test.customers().map(\.status) == [.idle])
        try expectSound(test)
    }

    @Test("the book of an earlier day does not show a payment that a receipt told later", arguments: Engine.allCases)
    func earlierDay(engine: Engine) throws {
        let test = try TestBook(engine)
        try test.sync(Backup())
        try test.sync(ReceiptChat(.init()))
        try test.sync(evening())
        for (day, count) in [("2026-03-02", 1), ("2026-03-03", 2)] {
            let day = try #require(CivilDate(iso: day))
            let payments = try test.book.database.withReader { connection in
                var count = 0
                try RecordReader(connection, tenant: test.tenant).forEachDocument(
                    RecordQuery(RecordFilter(.payments), asOf: day)
                ) { _ in count += 1 }
                return count
            }
            #expect(payments == count, "\(day)")
        }
    }

    @Test("an older backup is told from a newer one by the books alone, whatever receipts came")
    func order() throws {
        let test = try TestBook()
        try test.sync(Backup())
        try test.sync(ReceiptChat(.init(day: "05/03/2026")))
        try test.sync(evening())
        #expect(try test.receipts().map(\.status) == [.recorded])
    }

    @Test("no document, place or kept file names a person")
    func people() throws {
        let test = try TestBook()
        try test.sync(Backup())
        try test.sync(ReceiptChat(.init(), .init(day: "01/03/2026", amount: "7.000")))
        let texts =
            try test.texts("SELECT document FROM receipt") + test.texts("SELECT document FROM snapshot")
            + test.texts("SELECT document FROM finding") + test.texts("SELECT name FROM snapshot_file")
        #expect(texts.count >= 5)
        #expect(!texts.contains { $0.contains("Persona") || $0.contains("Cobros") })
        #expect(try test.texts("SELECT personal FROM receipt").allSatisfy { $0.contains("Persona Uno") })
    }

    @Test("a route that is named limits the search; one that the book lacks is refused")
    func namedRoute() throws {
        let test = try TestBook()
        try test.sync(Backup())
        try test.sync(ReceiptChat(.init()), route: "RUTA")
        #expect(try test.receipts().map(\.status) == [.recorded])
        let before = try test.everything()
        let error = #expect(throws: IntakeError.self) {
            try test.sync(ReceiptChat(.init(day: "04/03/2026")), route: "otra")
        }
        #expect(error?.code == .unknownRoute)
        #expect(try test.everything() == before)
    }
}
