import Lending
import Testing

@Suite("Cash box and renewals")
struct CashBoxTests {
    @Test("the golden box: 505,000 expected, 315,000 collected and 200,000 lent are reported")
    func golden() throws {
        let renewal = try Renewal(amount: .whole(200_000), balance: .whole(15_000), under: .netting)
        let movements =
            [
                BoxMovement(.collection, .whole(220_000)),
                BoxMovement(.collection, .whole(80_000), by: .transfer),
                BoxMovement(.collectorExpense, .whole(30_000)),
            ] + renewal.legs
        let box = CashBox(opening: .whole(500_000), movements: movements, policy: .cashOnly)
        #expect(renewal.cashOut == .whole(185_000))
        #expect(box.expected == .whole(505_000))
        #expect(box.collected == .whole(315_000))
        #expect(box.lent == .whole(200_000))
    }

    @Test("the three renewals differ in cash out, new principal and what they refuse")
    func renewals() throws {
        let capitalised = try Renewal(amount: .whole(200_000), balance: .whole(15_000), under: .capitalising)
        #expect(capitalised.cashOut == .whole(200_000))
        #expect(capitalised.principal == .whole(215_000))
        let netted = try Renewal(
            amount: .whole(200_000),
            balance: .whole(15_000),
            under: .netting,
            insurance: .whole(5_000),
            upFront: .whole(10_000)
        )
        #expect(netted.cashOut == .whole(170_000))
        #expect(netted.principal == .whole(200_000))
        #expect(throws: RenewalRejection.loanStillOpen(balance: .whole(1))) {
            try Renewal(amount: .whole(200_000), balance: .whole(1), under: .payOffFirst)
        }
        #expect(throws: RenewalRejection.doesNotExceedBalance(amount: .whole(10), balance: .whole(10))) {
            try Renewal(amount: .whole(10), balance: .whole(10), under: .netting)
        }
    }

    @Test("capitalising moves the full amount out of the box though its legs say more")
    func capitalisingBox() throws {
        let renewal = try Renewal(amount: .whole(200_000), balance: .whole(15_000), under: .capitalising)
        for policy in [BoxPolicy.cashOnly, .running, .allMethods] {
            let box = CashBox(opening: .zero, movements: renewal.legs, policy: policy)
            #expect(box.expected == .whole(-200_000), "\(policy.name)")
            #expect(box.lent == renewal.principal)
        }
    }

    @Test("500k + 300k + 50k insurance - 200k - 30k is 620k; 615k returned is a shortage of 5k")
    func insuranceInside() {
        let movements = [
            BoxMovement(.collection, .whole(300_000)), BoxMovement(.insurance, .whole(50_000)),
            BoxMovement(.loan, .whole(200_000)), BoxMovement(.ownerExpense, .whole(30_000)),
        ]
        let box = CashBox(opening: .whole(500_000), movements: movements, policy: .insuranceInside)
        #expect(box.expected == .whole(620_000))
        #expect(box.difference(counted: .whole(615_000)) == .whole(-5_000))
        #expect(box.verdict(counted: .whole(615_000)) == .shortage)
        #expect(box.verdict(counted: .whole(620_000)).labelES == "cuadrado")
        #expect(box.verdict(counted: .whole(620_001)).labelES == "sobrante")
    }

    @Test("policies disagree on late interest, on whose expenses count and on the owner's movements")
    func policies() {
        func expected(_ movement: BoxMovement, _ policy: BoxPolicy) -> Money {
            CashBox(opening: .whole(100), movements: [movement], policy: policy).expected
        }
        let late = BoxMovement(.lateInterest, .whole(10))
        #expect(expected(late, .running) == .whole(100))
        #expect(expected(late, .runningLateTwice) == .whole(110))
        #expect(expected(late, .cashOnly) == .whole(110))
        let collectors = BoxMovement(.collectorExpense, .whole(10))
        #expect(expected(collectors, .ownerExpenses) == .whole(100))
        #expect(expected(collectors, .cashOnly) == .whole(90))
        let owners = BoxMovement(.ownerExpense, .whole(10))
        #expect(expected(owners, .ownerExpenses) == .whole(90))
        #expect(expected(owners, .collectionsAndLoans) == .whole(100))
        #expect(expected(BoxMovement(.withdrawal, .whole(10)), .collectionsAndLoans) == .whole(100))
        #expect(expected(BoxMovement(.withdrawal, .whole(10)), .allMethods) == .whole(90))
        #expect(expected(BoxMovement(.collection, .whole(10), by: .transfer), .cashOnly) == .whole(100))
        #expect(BoxPolicy.named("running_late_twice") == .runningLateTwice)
    }
}
