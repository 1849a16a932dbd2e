import Lending
import Testing

@Suite("Payments")
struct PaymentTests {
    private let terms = LoanTerms(
        principal: .whole(100),
        total: .whole(120),
        disbursedOn: .sample("2026-01-05")
    )

    private func paid(_ iso: String, _ amount: Int64) -> PaidAmount {
        PaidAmount(on: .sample(iso), amount: .whole(amount))
    }

    @Test("the same payment splits three ways")
    func splits() {
        func principal(_ split: InterestSplit) -> Money {
            split.parts(of: .whole(30), after: .zero, principal: .whole(100), total: .whole(120)).principal
        }
        #expect(principal(.proRata) == .whole(25))
        #expect(principal(.interestFirst) == .whole(10))
        #expect(principal(.principalFirst) == .whole(30))
    }

    @Test("money above the total is never principal")
    func excess() {
        let parts = InterestSplit.proRata.parts(
            of: .whole(50),
            after: .whole(100),
            principal: .whole(100),
            total: .whole(120)
        )
        #expect(parts.principal + parts.interest == .whole(50))
        #expect(
            InterestSplit.proRata.principalPaid(.whole(150), principal: .whole(100), total: .whole(120)) == .whole(100)
        )
    }

    @Test("a loan replays to its state on any day")
    func replay() {
        let payments = [paid("2026-01-07", 70), paid("2026-01-06", 50)]
        let half = Replay.state(of: terms, payments: payments, on: .sample("2026-01-06"))
        #expect(half.balance == .whole(70))
        #expect(half.status == .active)
        let whole = Replay.state(of: terms, payments: payments, on: .sample("2026-02-01"))
        #expect(whole.status == .paid)
        #expect(whole.closedOn == .sample("2026-01-07"))
        let renewed = Replay.state(
            of: terms,
            payments: [payments[1]],
            on: .sample("2026-01-10"),
            renewedOn: .sample("2026-01-09")
        )
        #expect(renewed.status == .renewed)
        #expect(renewed.closedOn == .sample("2026-01-09"))
    }

    @Test("live entry refuses what history may only show")
    func rejections() throws {
        let open = Replay.state(of: terms, payments: [], on: .sample("2026-01-05"))
        #expect(throws: PaymentRejection.exceedsBalance(amount: .whole(121), balance: .whole(120))) {
            try Replay.apply(paid("2026-01-06", 121), to: open, of: terms)
        }
        #expect(throws: PaymentRejection.notPositive(amount: .zero)) {
            try Replay.apply(paid("2026-01-06", 0), to: open, of: terms)
        }
        #expect(throws: PaymentRejection.self) { try Replay.apply(paid("2026-01-04", 1), to: open, of: terms) }
        let closed = try Replay.apply(paid("2026-01-06", 120), to: open, of: terms)
        #expect(throws: PaymentRejection.loanClosed(on: .sample("2026-01-06"))) {
            try Replay.apply(paid("2026-01-07", 1), to: closed, of: terms)
        }
    }

    @Test("an overpayment in the history shows as a balance below zero")
    func overpaid() {
        let state = Replay.state(of: terms, payments: [paid("2026-01-06", 150)], on: .sample("2026-01-06"))
        #expect(state.balance == .whole(-30))
        #expect(state.status == .paid)
    }
}
