import Lending
import LoanBook
import Storage
import TestSupport
import Testing

@Suite("Customers with very much on them")
struct LargeDossierTests {
    /// A customer with `loans` loans and a payment on each.
    private func customer(_ number: Int, loans: Int) -> Lender.Client {
        let owed = (1...loans).map { loan in
            Lender.Owed(
                number: loan,
                total: 120_000,
                payments: [.init(ticket: number * 10_000 + loan, amount: 5000, day: 0)]
            )
        }
        return Lender.Client(number: number, loans: owed)
    }

    @Test("more loans than are held back at once come after their customer", arguments: Engine.allCases)
    func loans(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        var lender = Lender.sample(fixture.tenant)
        lender.clients.append(customer(8, loans: 1300))
        try fixture.sync(lender)
        lender.clients.append(customer(9, loans: 1300))
        try fixture.sync(lender)
        #expect(try fixture.number("SELECT COUNT(*) FROM payment") == 2606)
        try fixture.expectSound()
    }

    @Test("more edits in one night than are named one by one are counted in one finding")
    func manyEdits() throws {
        let fixture = try BookFixture(.sqlite)
        var lender = Lender.sample(fixture.tenant)
        lender.clients.append(customer(8, loans: 1020))
        try fixture.sync(lender)
        for index in lender.clients[3].loans.indices { lender.clients[3].loans[index].payments[0].amount = 4000 }
        try fixture.sync(lender)
        let findings = try fixture.openFindings()
        #expect(findings.filter { $0 == "history.payment_revised" }.count == 1000)
        #expect(findings.filter { $0 == "history.further_changes" }.count == 1)
        let document = try fixture.text("SELECT document FROM finding WHERE code = 'history.further_changes'")
        #expect(document?.contains("otros 20 cambios") == true)
        try fixture.expectSound()
    }

    @Test("payments with long texts come after their loan", arguments: Engine.allCases)
    func longTexts(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        let lender = Lender.sample(fixture.tenant)
        var client = customer(8, loans: 1)
        client.loans[0].payments = (0..<700).map { .init(ticket: 80_000 + $0, amount: 10, day: 0) }
        var dossier = lender.dossier(client)
        for index in dossier.payments.indices {
            dossier.payments[index].place = String(repeating: "x", count: 3000) + "\(index)"
        }
        try fixture.sync(lender) { try $0.apply(dossier) }
        #expect(try fixture.number("SELECT COUNT(*) FROM payment") == 706)
        try fixture.expectSound()
    }
}
