import Lending
import Testing

@Suite("Findings")
struct FindingsTests {
    private let findings = Findings(routeID: RouteID("rt_1"), routeName: "Centro", detectedOn: .sample("2026-10-31")) {
        FindingID("\($0)|\($1)")
    }
    private let client = ClientRef(id: CustomerID("cu_3"), number: "3")

    private func loan(balance: Int64, paid: Int64) -> Loan {
        Loan(
            id: LoanID("ln_1"),
            routeID: RouteID("rt_1"),
            customerID: client.id,
            sourceKey: "fila 3",
            number: 2,
            origin: .source,
            status: .active,
            terms: LoanTerms(total: .whole(1_500_000)),
            paid: .whole(paid),
            outstandingSource: .whole(balance),
            outstandingComputed: .whole(1_500_000 - paid),
            evidence: ["T1"]
        )
    }

    private func payment(_ number: Int, _ amount: Int64, after: Int64) -> PaymentRef {
        PaymentRef(
            id: PaymentID("pm_\(number)"),
            loanID: LoanID("ln_1"),
            client: client,
            row: .sample(number, amount: .whole(amount), balanceAfter: .whole(after))
        )
    }

    @Test("a balance below what the payments give is critical and says how much is missing")
    func balance() throws {
        let found = try #require(findings.loan(loan(balance: 1_475_500, paid: 500), of: client).first)
        #expect(found.code == "balance.mismatch")
        #expect(found.severity == .critical)
        #expect(found.amount == .whole(24_000))
        #expect(found.evidence.map(\.ticket) == [nil, "T1"])
        #expect(found.id.text == "balance.mismatch|ln_1")
        #expect(
            found.sentenceES == """
                El saldo del préstamo 2 del cliente n.º 3 de la ruta Centro es $ 1.475.500 en la aplicación, pero su \
                total menos sus pagos da $ 1.499.500: faltan pagos por $ 24.000 en el historial (borrados, rebajados \
                o saldo editado).
                """
        )
        #expect(found.sentenceEN.contains("$1,475,500"))
        #expect(findings.loan(loan(balance: 1_499_500, paid: 500), of: client).isEmpty)
    }

    @Test("negative balances and overpayments are told apart from a mismatch")
    func negative() {
        let codes = findings.loan(loan(balance: -500, paid: 1_500_500), of: client).map(\.code)
        #expect(codes == ["balance.negative", "loan.overpaid"])
    }

    @Test("each anomaly of a history becomes a finding that names tickets")
    func history() throws {
        let payments = [payment(0, 10_000, after: 90_000), payment(1, 10_000, after: 70_000)]
        let anomalies = LoanHistory(rows: payments.map(\.row), current: nil).anomalies
        let found = findings.history(anomalies) { payments[$0] }
        #expect(found.map(\.code) == ["history.jump"])
        #expect(found.first?.severity == .critical)
        #expect(found.first?.amount == .whole(10_000))
        #expect(found.first?.evidence.map(\.ticket) == ["t0", "t1"])
        #expect(found.first?.entityID == "pm_1")
    }

    @Test("one ticket on two payments, and one identity number on two customers, are findings; once is none")
    func duplicates() throws {
        var uses = TicketUses("T9")
        uses.add(payment(0, 10_000, after: 0))
        #expect(findings.duplicateTicket(uses) == nil)
        uses.add(payment(1, 7_000, after: 0))
        let ticket = try #require(findings.duplicateTicket(uses))
        #expect(ticket.amount == .whole(7_000))
        #expect(ticket.evidence.count == 2)
        let other = ClientRef(id: CustomerID("cu_4"), number: "4")
        let identity = try #require(findings.duplicateIdentity([other, client]))
        #expect(identity.entityID == "cu_3")
        #expect(identity.sentenceES.contains("n.º 4, n.º 3"))
        #expect(findings.duplicateIdentity([client]) == nil)
    }

    @Test("a ticket or an identity number that stands everywhere shows twenty times and counts all")
    func manyDuplicates() throws {
        var uses = TicketUses("0")
        for index in 0..<500 { uses.add(payment(index, 1_000, after: 0)) }
        let ticket = try #require(findings.duplicateTicket(uses))
        #expect(ticket.evidence.count == 21)
        #expect(ticket.evidence.last == Evidence(place: "+480"))
        #expect(ticket.amount == .whole(499_000))
        #expect(ticket.sentenceES.contains("está en 500 pagos de 1 cliente"))
        let clients = (100..<400).map { ClientRef(id: CustomerID("cu_\($0)"), number: String($0)) }
        let identity = try #require(findings.duplicateIdentity(clients, places: clients.map(\.number)))
        #expect(identity.evidence.count == 21)
        #expect(identity.evidence.last == Evidence(place: "+280"))
        #expect(identity.sentenceES.contains("n.º 109 y 290 más de la ruta"))
    }

    @Test("a box that is short, a broken chain and a day settled twice each show once")
    func boxes() throws {
        var chain = [
            Settlement.sample(1, closing: .whole(100)),
            Settlement.sample(2, collected: .whole(50), closing: .whole(140)),
            Settlement.sample(3, closing: .whole(130)),
        ]
        chain[2].opening = .whole(130)
        chain[2].settledOn = chain[1].settledOn
        let found = findings.settlements(SettlementChain.linked(chain, under: .running))
        #expect(found.map(\.code) == ["box.mismatch", "box.chain_break", "settlement.repeated"])
        #expect(found.map(\.amount) == [.whole(10), .whole(10), nil])
        #expect(found.first?.sentenceES.contains("faltante de $ 10") == true)
        #expect(findings.boxCash(stated: .whole(5), computed: .whole(5)) == nil)
        #expect(findings.boxCash(stated: .whole(5), computed: .whole(7))?.amount == .whole(2))
    }

    @Test("settled money is compared with the payments since the settlement before")
    func collected() {
        let chain = [
            Settlement.sample(1, collected: .whole(10), closing: .zero),
            Settlement.sample(4, collected: .whole(30), closing: .zero),
        ]
        func total(_ amount: Int64) -> DayTotal { DayTotal(count: 1, amount: .whole(amount)) }
        let day = { CivilDate(dayNumber: 20_000 + $0) }
        let honest = [day(1): total(10), day(2): total(10), day(4): total(20)]
        #expect(findings.collected(chain, payments: honest).isEmpty)
        let altered = [day(1): total(10), day(2): total(10), day(4): total(15)]
        let found = findings.collected(chain, payments: altered)
        #expect(found.map(\.amount) == [.whole(5)])
        #expect(found.map(\.entityID) == ["bx_4"])
        #expect(found.map(\.severity) == [.warning])
        #expect(findings.portfolio(stated: .whole(9), computed: .whole(8))?.amount == .whole(1))
    }

    @Test("a lowered payment of a settled day is critical; findings from changes stand")
    func changes() {
        func paid(_ amount: Int64) -> Payment {
            Payment(
                id: PaymentID("pm_1"),
                routeID: RouteID("rt_1"),
                customerID: client.id,
                loanID: LoanID("ln_1"),
                sourceKey: "T1",
                ticket: "T1",
                amount: .whole(amount),
                paidOn: .sample("2026-09-10")
            )
        }
        let revised = findings.paymentRevised(
            from: paid(15_000),
            to: paid(14_500),
            of: client,
            settledBy: SettlementID("bx_1"),
            change: "sn_2"
        )
        #expect(revised.severity == .critical)
        #expect(revised.basis == .change)
        #expect(revised.amount == .whole(500))
        #expect(revised.evidence.map(\.before) == ["15000.00"])
        #expect(revised.sentenceES.contains(", del 10/09/2026, era de $ 15.000 y ahora es de $ 14.500, con el día ya"))
        let voided = findings.paymentVoided(paid(24_000), of: client, settledBy: nil, change: "sn_2")
        #expect(voided.code == "history.payment_voided")
        #expect(voided.amount == .whole(24_000))
    }

    @Test("a revised payment's sentence names what changed, and says nothing twice")
    func revisionSentences() {
        func revised(_ amount: Int64, _ day: String) -> Finding {
            func paid(_ amount: Int64, _ day: String) -> Payment {
                Payment(
                    id: PaymentID("pm_1"),
                    routeID: RouteID("rt_1"),
                    customerID: client.id,
                    loanID: LoanID("ln_1"),
                    sourceKey: "T1",
                    ticket: "T1",
                    amount: .whole(amount),
                    paidOn: .sample(day)
                )
            }
            return findings.paymentRevised(
                from: paid(15_000, "2026-09-10"),
                to: paid(amount, day),
                of: client,
                settledBy: nil,
                change: "sn_2"
            )
        }
        let lowered = revised(14_500, "2026-09-10")
        #expect(lowered.sentenceES.contains(", del 10/09/2026, era de $ 15.000 y ahora es de $ 14.500."))
        #expect(lowered.sentenceEN.contains(", of 2026-09-10, was $15,000 and is now $14,500."))
        let moved = revised(15_000, "2026-09-11")
        #expect(moved.sentenceES.contains(", de $ 15.000, era del 10/09/2026 y ahora es del 11/09/2026."))
        #expect(moved.sentenceEN.contains(", of $15,000, was dated 2026-09-10 and is now dated 2026-09-11."))
        #expect(moved.evidence.map(\.before) == ["2026-09-10"] && moved.evidence.map(\.after) == ["2026-09-11"])
        let both = revised(14_500, "2026-09-11")
        #expect(both.sentenceES.contains("era de $ 15.000 el 10/09/2026 y ahora es de $ 14.500 el 11/09/2026."))
    }

    @Test("amounts are written as in Colombia, cents only when there are any")
    func amounts() {
        #expect(Money.whole(1_234_567).text(.colombian) == "$ 1.234.567")
        #expect(Money(minorUnits: -123_450).text(.colombian) == "-$ 1.234,50")
        #expect(Money(minorUnits: 5).text(.english) == "$0.05")
    }
}
