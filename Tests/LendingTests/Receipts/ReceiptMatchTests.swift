import Lending
import Testing

private func receipt(
    _ amount: Int64 = 10_000,
    day: String = "2026-03-03",
    second: Int? = nil,
    balance: Int64? = nil,
    number: String? = nil,
    isDayStated: Bool = true
) throws -> Receipt {
    Receipt(
        id: ReceiptID("rc_1"),
        source: "whatsapp",
        amount: .whole(amount),
        balance: balance.map { .whole($0) },
        paidOn: try #require(CivilDate(iso: day)),
        paidAt: second.map(DayTime.init(secondOfDay:)),
        isDayStated: isDayStated,
        reference: number,
        person: ReceiptPerson(name: "Persona")
    )
}

private func payment(
    _ id: String = "pm_1",
    _ amount: Int64 = 10_000,
    day: String = "2026-03-03",
    second: Int? = nil,
    balance: Int64? = nil,
    ticket: String? = nil
) throws -> Payment {
    Payment(
        id: PaymentID(id),
        routeID: RouteID("rt_1"),
        customerID: CustomerID("cu_1"),
        loanID: LoanID("ln_1"),
        sourceKey: id,
        ticket: ticket,
        amount: .whole(amount),
        balanceAfter: balance.map { .whole($0) },
        paidOn: try #require(CivilDate(iso: day)),
        paidAt: second.map(DayTime.init(secondOfDay:))
    )
}

@Suite("A receipt against a payment")
struct ReceiptMatchTests {
    @Test("RC1: the same number is the same payment, whatever day and amount")
    func number() throws {
        let match = try ReceiptMatch(
            receipt(number: "A1"),
            payment("pm_1", 9_000, day: "2026-01-20", ticket: "A1")
        )
        #expect(match?.isSameAmount == false)
        #expect(try ReceiptMatch(receipt(number: "A1"), payment("pm_1", 9_000, ticket: "A2")) == nil)
    }

    @Test("RC2: the same amount on the same day; balance before time choose among several")
    func sameDay() throws {
        let payments = try [
            payment("pm_1", second: 36_000, balance: 90_000), payment("pm_2", second: 43_200, balance: 80_000),
            payment("pm_3", second: 50_400, balance: 70_000),
        ]
        func best(_ receipt: Receipt, _ taken: Set<PaymentID> = []) -> String? {
            ReceiptMatch.best(of: receipt, among: payments, taken: taken)?.paymentID.text
        }
        #expect(try best(receipt(second: 43_000)) == "pm_2")
        #expect(try best(receipt(second: 43_000), [PaymentID("pm_2")]) == "pm_1")
        #expect(try best(receipt(second: 36_000, balance: 70_000)) == "pm_3")
        #expect(try best(receipt()) == "pm_1")
        #expect(try best(receipt(11_000)) == nil)
    }

    @Test("RC3: a day apart only with the same balance, or where the receipt states no day")
    func nextDay() throws {
        #expect(try ReceiptMatch(receipt(), payment(day: "2026-03-04")) == nil)
        #expect(try ReceiptMatch(receipt(balance: 90_000), payment(day: "2026-03-04", balance: 90_000)) != nil)
        #expect(try ReceiptMatch(receipt(isDayStated: false), payment(day: "2026-03-02")) != nil)
        #expect(try ReceiptMatch(receipt(isDayStated: false), payment(day: "2026-03-01")) == nil)
    }

    @Test("RC4: another amount only minutes apart, or with the same balance")
    func otherAmount() throws {
        #expect(
            try ReceiptMatch(receipt(second: 36_000), payment("pm_1", 9_000, second: 36_600))?.isSameAmount == false
        )
        #expect(try ReceiptMatch(receipt(second: 36_000), payment("pm_1", 9_000, second: 36_660)) == nil)
        #expect(try ReceiptMatch(receipt(balance: 90_000), payment("pm_1", 9_000, balance: 90_000)) != nil)
        #expect(try ReceiptMatch(receipt(), payment("pm_1", 9_000)) == nil)
    }

    @Test("RC5: a loan takes a payment that it can explain")
    func loans() throws {
        var loan = Loan(
            id: LoanID("ln_1"),
            routeID: RouteID("rt_1"),
            customerID: CustomerID("cu_1"),
            sourceKey: "1#1",
            number: 1,
            origin: .source,
            status: .active,
            terms: LoanTerms(total: .whole(120_000), disbursedOn: CivilDate(iso: "2026-03-01")),
            outstandingComputed: .whole(100_000)
        )
        #expect(try ReceiptLoanFit(receipt(), loan)?.isVouched == false)
        #expect(try ReceiptLoanFit(receipt(balance: 90_000), loan)?.isVouched == true)
        #expect(try ReceiptLoanFit(receipt(balance: 130_000), loan) == nil)
        #expect(try ReceiptLoanFit(receipt(100_001), loan) == nil)
        #expect(try ReceiptLoanFit(receipt(day: "2026-02-28"), loan) == nil)
        var dated = try receipt()
        dated.loanOn = CivilDate(iso: "2026-03-01")
        #expect(ReceiptLoanFit(dated, loan)?.isVouched == true)
        dated.loanOn = CivilDate(iso: "2026-02-01")
        #expect(ReceiptLoanFit(dated, loan) == nil)
        loan.status = .paid
        #expect(try ReceiptLoanFit(receipt(), loan) == nil)
    }
}
