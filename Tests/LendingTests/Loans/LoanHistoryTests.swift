import Lending
import Testing

@Suite("Loans rebuilt from payments")
struct LoanHistoryTests {
    /// Rows of (amount, balance after) on consecutive days.
    private func rows(_ figures: [(Int64, Int64)]) -> [HistoryRow] {
        figures.enumerated().map { index, figure in
            HistoryRow(
                amount: .whole(figure.0),
                balanceAfter: .whole(figure.1),
                paidOn: CivilDate(dayNumber: 20_000 + index),
                ticket: "t\(index)"
            )
        }
    }

    @Test("a loan ends at zero and the next payment begins another")
    func paidAndBegun() {
        let history = LoanHistory(rows: rows([(60, 40), (40, 0), (20, 80)]), current: CurrentLoan(balance: .whole(80)))
        #expect(history.segments.map(\.rows) == [0..<2, 2..<3])
        #expect(history.segments.map(\.endedBy) == [.paid, .open])
        #expect(history.segments.map(\.isCurrent) == [false, true])
        #expect(history.segments.map(\.opening) == [.whole(100), .whole(100)])
        #expect(history.anomalies.isEmpty)
    }

    @Test("a balance above the one before it is a renewal")
    func renewal() {
        let history = LoanHistory(rows: rows([(10, 30), (10, 110), (10, 100)]), current: nil)
        #expect(history.segments.map(\.endedBy) == [.renewed, .open])
        #expect(history.segments.map(\.closing) == [.whole(30), .whole(100)])
        #expect(history.segments.allSatisfy { !$0.isCurrent && $0.gap == .zero })
    }

    @Test("a deleted payment shows as a balance that fell by more than was paid")
    func deleted() {
        let history = LoanHistory(rows: rows([(10, 90), (10, 70)]), current: CurrentLoan(balance: .whole(70)))
        #expect(history.segments.count == 1)
        #expect(history.anomalies.map(\.kind) == [.fellMore])
        #expect(history.anomalies.map(\.difference) == [.whole(-10)])
        #expect(history.segments.first?.gap == .whole(-10))
    }

    @Test("a payment when nothing is owed belongs to the loan before it and is named")
    func afterEnd() {
        let history = LoanHistory(rows: rows([(10, 0), (5, -5), (5, -10)]), current: nil)
        #expect(history.segments.map(\.rows) == [0..<3])
        #expect(history.anomalies.map(\.kind) == [.afterEnd, .afterEnd])
    }

    @Test("a finished loan on the client row is the last segment; a fresh one leaves it closed")
    func current() {
        let paid = rows([(10, 0)])
        #expect(LoanHistory(rows: paid, current: CurrentLoan(balance: .zero)).segments[0].isCurrent)
        #expect(!LoanHistory(rows: paid, current: CurrentLoan(balance: .whole(50))).segments[0].isCurrent)
    }

    @Test("a renewal on which nothing was paid yet does not take the old payments")
    func unpaidSuccessor() {
        let old = rows([(10, 30)])
        let renewed = CurrentLoan(
            balance: .whole(120),
            total: .whole(120),
            disbursedOn: CivilDate(dayNumber: 20_003)
        )
        let segment = LoanHistory(rows: old, current: renewed).segments[0]
        #expect(segment.endedBy == .renewed)
        #expect(!segment.isCurrent)
    }

    @Test("without stated balances all payments are one loan")
    func noBalances() {
        let plain = (0..<3).map { HistoryRow(amount: .whole(10), balanceAfter: nil, paidOn: CivilDate(dayNumber: $0)) }
        let history = LoanHistory(rows: plain, current: nil)
        #expect(history.segments.map(\.paid) == [.whole(30)])
        #expect(history.segments.map(\.gap) == [.zero])
    }

    @Test("rows are ordered by day and time; without a time a row is the first of its day")
    func ordering() {
        func row(_ day: Int, _ second: Int?, _ ticket: String) -> HistoryRow {
            HistoryRow(
                amount: .whole(1),
                balanceAfter: nil,
                paidOn: CivilDate(dayNumber: day),
                paidAt: second.map(DayTime.init(secondOfDay:)),
                ticket: ticket
            )
        }
        let rows = [row(1, nil, "a"), row(1, 9, "b"), row(2, 5, "c")]
        for (earlier, later) in zip(rows, rows.dropFirst()) {
            #expect(later.isLater(than: earlier))
            #expect(!earlier.isLater(than: later))
        }
        #expect(!row(2, 5, "c").isLater(than: row(2, 5, "d")))
    }
}
