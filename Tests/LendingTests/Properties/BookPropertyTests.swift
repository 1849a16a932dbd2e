import Lending
import Testing

@Suite("Properties of generated books")
struct BookPropertyTests {
    @Test("at any day, total less payments is the balance, and only a balance of zero closes a loan")
    func balanceIdentity() throws {
        try property("balance", cases: 20_000) { generator in
            let (terms, _) = try generator.terms()
            let payments = generator.payments(on: terms)
            let start = terms.disbursedOn ?? CivilDate(dayNumber: 0)
            let date = start.adding(days: generator.int(0...200))
            let state = Replay.state(of: terms, payments: payments, on: date)
            let paid = payments.filter { $0.on <= date }.reduce(Money.zero) { $0 + $1.amount }
            try require(state.paid == paid && state.balance == terms.total - paid, "balance of \(terms)")
            try require((state.balance == .zero) == (state.status == .paid), "status of \(terms)")
            try require((state.closedOn != nil) == (state.status == .paid), "closing of \(terms)")
            var live = Replay.state(of: terms, payments: [], on: start)
            for payment in payments where payment.on <= date {
                live = try Replay.apply(payment, to: live, of: terms)
            }
            try require(live.balance == state.balance && live.closedOn == state.closedOn, "live entry of \(terms)")
        }
    }

    @Test("a portfolio rolls: opening, lent and paid give the closing on any day")
    func portfolioRoll() throws {
        try property("portfolio", cases: 1_000) { generator in
            var loans: [(terms: LoanTerms, payments: [PaidAmount])] = []
            for _ in 0..<generator.int(1...12) {
                let (terms, _) = try generator.terms()
                loans.append((terms, generator.payments(on: terms)))
            }
            let start = CivilDate(dayNumber: generator.int(19_000...22_000))
            let end = start.adding(days: generator.int(0...400))
            func owed(on date: CivilDate) -> Money {
                loans.reduce(.zero) { sum, loan in
                    guard let given = loan.terms.disbursedOn, given <= date else { return sum }
                    return sum + Replay.state(of: loan.terms, payments: loan.payments, on: date).balance
                }
            }
            let lent = loans.filter { ($0.terms.disbursedOn ?? start) > start && ($0.terms.disbursedOn ?? end) <= end }
            let paid = loans.flatMap(\.payments).filter { $0.on > start && $0.on <= end }
            let roll = PortfolioRoll(
                opening: owed(on: start),
                lentTotals: lent.reduce(.zero) { $0 + $1.terms.total },
                payments: paid.reduce(.zero) { $0 + $1.amount }
            )
            try require(roll.difference(stated: owed(on: end)) == .zero, "\(start.isoText) to \(end.isoText)")
        }
    }

    @Test("an honest box chain holds, and one altered closing shows exactly where it was altered")
    func boxChain() throws {
        try property("box", cases: 5_000) { generator in
            let policy = generator.pick([BoxPolicy.running, .cashOnly, .collectionsAndLoans])
            var chain: [Settlement] = []
            var cash = generator.money(0...900_000_000)
            let count = generator.int(2...30)
            for number in 1...count {
                let figures = (0..<3).map { _ in generator.money(0...90_000_000) }
                let movements = [
                    BoxMovement(.collection, figures[0]), BoxMovement(.loan, figures[1]),
                    BoxMovement(.ownerExpense, figures[2]),
                ]
                cash = CashBox(opening: cash, movements: movements, policy: policy).expected
                chain.append(
                    .sample(number, collected: figures[0], lent: figures[1], expenses: figures[2], closing: cash)
                )
            }
            let linked = SettlementChain.linked(chain, under: policy)
            try require(SettlementChain.breaks(in: linked).isEmpty, "a break in an honest chain")
            try require(SettlementChain.mismatches(in: linked).isEmpty, "a mismatch in an honest chain")
            let altered = generator.int(1...count - 1)
            chain[altered].closing += .whole(1)
            let wrong = SettlementChain.mismatches(in: SettlementChain.linked(chain, under: policy))
            try require(wrong == [altered, altered + 1].filter { $0 < count }, "altered \(altered), found \(wrong)")
        }
    }

    @Test("loans are rebuilt from their payments exactly, and one deleted payment is found with its amount")
    func reconstruction() throws {
        try property("history", cases: 10_000) { generator in
            var rows: [HistoryRow] = []
            var truth: [Range<Int>] = []
            var balance = Money.zero
            for _ in 0..<generator.int(1...5) {
                let start = rows.count
                // A renewal shows when the new balance after its first payment is above the old one.
                let total = balance + generator.money(2_000_000...90_000_000)
                balance = total
                let target = generator.oneIn(3) ? Money(minorUnits: generator.pick([1, 500_000])) : .zero
                while balance > target {
                    let left = (balance - target).minorUnits
                    let most = rows.count == start ? min(left, 1_999_999) : left
                    let amount = generator.oneIn(4) ? most : min(most, Int64(generator.int(1...2_000_000)))
                    balance -= Money(minorUnits: amount)
                    rows.append(.sample(rows.count, amount: Money(minorUnits: amount), balanceAfter: balance))
                }
                truth.append(start..<rows.count)
            }
            let history = LoanHistory(rows: rows, current: nil)
            try require(history.segments.map(\.rows) == truth, "segments \(history.segments.map(\.rows)) of \(truth)")
            try require(history.anomalies.isEmpty, "anomalies in an honest history")
            try require(history.segments.allSatisfy { $0.gap == .zero }, "a gap in an honest history")
            guard let long = truth.first(where: { $0.count > 2 }) else { return }
            let deleted = rows.remove(at: generator.int(long.lowerBound + 1...long.upperBound - 2))
            let found = LoanHistory(rows: rows, current: nil).anomalies
            try require(found.map(\.kind) == [.fellMore], "found \(found)")
            try require(found.map(\.difference) == [-deleted.amount], "amount of \(found)")
        }
    }
}

extension Settlement {
    /// A settlement on day `number` with these figures.
    static func sample(
        _ number: Int,
        collected: Money = .zero,
        lent: Money = .zero,
        expenses: Money = .zero,
        closing: Money
    ) -> Settlement {
        Settlement(
            id: SettlementID("bx_\(number)"),
            routeID: RouteID("rt_1"),
            sourceKey: "liquidación \(number)",
            number: number,
            settledOn: CivilDate(dayNumber: 20_000 + number),
            collected: collected,
            lent: lent,
            expenses: expenses,
            closing: closing
        )
    }
}

extension HistoryRow {
    /// Row `number`, a day after the one before it.
    static func sample(_ number: Int, amount: Money, balanceAfter: Money?) -> HistoryRow {
        HistoryRow(
            amount: amount,
            balanceAfter: balanceAfter,
            paidOn: CivilDate(dayNumber: 20_000 + number),
            ticket: "t\(number)"
        )
    }
}
