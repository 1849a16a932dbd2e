/// Finds which columns of a loan are which by what adds up, with the names as a hint.
///
/// Judges with floating numbers; nothing it computes is ever shown or summed.
struct LoanArithmetic {
    /// Rows of numbers, one inner array for each candidate column, `nan` where a row has none.
    let columns: [[Double]]
    /// The sum of the payments of each row's loan; `nan` where unknown, empty when payments are not linked.
    let paidSums: [Double]
    /// How far each candidate's name fits each field.
    let names: [DraftField: [Double]]

    /// The fields that take part.
    static let fields: [DraftField] = [
        .principal, .total, .interest, .flatRate, .installment, .installmentCount, .balance, .paid,
    ]

    /// A choice of columns for fields.
    struct Choice {
        var column: [DraftField: Int] = [:]
        var score = 0.0
        /// Which identities hold, with the share of rows.
        var holds: [Identity: Double] = [:]
        var isFraction = false
    }

    /// What must add up.
    enum Identity: String, CaseIterable {
        case totalIsPrincipalAndRate, totalIsPrincipalAndInterest, interestIsRate, totalIsInstallments, balanceIsRest
        case paidIsPayments, balanceIsTotalLessPayments
    }

    /// The choice for which most speaks.
    func solve() -> Choice {
        var best = start()
        var improved = true
        var rounds = 0
        while improved, rounds < 8 {
            improved = false
            rounds += 1
            for field in Self.fields {
                if let better = bestMove(from: best, [field]) {
                    best = better
                    improved = true
                }
            }
            for (index, field) in Self.fields.enumerated() {
                for other in Self.fields[(index + 1)...] {
                    if let better = bestSwap(from: best, field, other) {
                        best = better
                        improved = true
                    }
                }
            }
        }
        return best
    }

    private func start() -> Choice {
        var choice = Choice()
        var pairs: [(DraftField, Int, Double)] = []
        for field in Self.fields {
            for (index, score) in (names[field] ?? []).enumerated() where score > 0.3 {
                pairs.append((field, index, score))
            }
        }
        for (field, index, _) in pairs.sorted(by: { $0.2 > $1.2 })
        where choice.column[field] == nil && !choice.column.values.contains(index) {
            choice.column[field] = index
        }
        return judged(choice)
    }

    private func bestMove(from choice: Choice, _ fields: [DraftField]) -> Choice? {
        var best: Choice?
        for field in fields {
            for index in [nil] + columns.indices.map(Optional.init) {
                var next = choice
                next.column[field] = index
                if let index, let holder = choice.column.first(where: { $0.value == index && $0.key != field })?.key {
                    next.column[holder] = choice.column[field]
                }
                next = judged(next)
                if next.score > (best?.score ?? choice.score) + 1e-6 { best = next }
            }
        }
        return best
    }

    /// Gives two fields new columns at once, for identities that need both.
    private func bestSwap(from choice: Choice, _ first: DraftField, _ second: DraftField) -> Choice? {
        var best: Choice?
        let free = columns.indices.filter { index in
            !choice.column.contains { $0.value == index && $0.key != first && $0.key != second }
        }
        for a in free {
            for b in free where b != a {
                var next = choice
                next.column[first] = a
                next.column[second] = b
                next = judged(next)
                if next.score > (best?.score ?? choice.score) + 1e-6 { best = next }
            }
        }
        return best
    }

    private func judged(_ choice: Choice) -> Choice {
        var next = choice
        next.score = 0
        next.holds = [:]
        for (field, index) in next.column {
            let name = names[field]?[index] ?? 0
            next.score += name > 0.2 ? name : -0.35
        }
        weigh(&next)
        return next
    }

    private func weigh(_ choice: inout Choice) {
        func values(_ field: DraftField) -> [Double]? { choice.column[field].map { columns[$0] } }
        let (principal, total, interest) = (values(.principal), values(.total), values(.interest))
        let (rate, installment, count) = (values(.flatRate), values(.installment), values(.installmentCount))
        let (balance, paid) = (values(.balance), values(.paid))
        var whole = total
        if let principal, let rate {
            let percent = zipped(principal, rate) { $0 * (1 + $1 / 100) }
            let fraction = zipped(principal, rate) { $0 * (1 + $1) }
            if let total {
                let shares = (share(total, percent), share(total, fraction))
                choice.isFraction = shares.1 > shares.0
                note(&choice, .totalIsPrincipalAndRate, max(shares.0, shares.1), 2)
            } else {
                choice.isFraction = rate.allSatisfy { $0.isNaN || $0 <= 1 } && rate.contains { $0 > 0 }
            }
            if let interest {
                let by = zipped(principal, rate) { choice.isFraction ? $0 * $1 : $0 * $1 / 100 }
                note(&choice, .interestIsRate, share(interest, by), 1.5)
            }
            if whole == nil { whole = choice.isFraction ? fraction : percent }
        }
        if let principal, let interest {
            let sum = zipped(principal, interest, +)
            if let total { note(&choice, .totalIsPrincipalAndInterest, share(total, sum, varying: interest), 1.5) }
            if whole == nil { whole = sum }
        }
        if let installment, let count {
            let product = zipped(installment, count, *)
            if let whole {
                note(
                    &choice,
                    .totalIsInstallments,
                    max(share(whole, product), 0.8 * share(whole, product, slack: 0.03)),
                    2
                )
                // The dearer of the two is the instalment.
                if zip(installment, count).allSatisfy({ $0.0.isNaN || $0.1.isNaN || $0.0 <= $0.1 }) {
                    choice.score -= 1
                }
            } else {
                whole = product
            }
        }
        if let whole {
            if let balance, let paid {
                note(&choice, .balanceIsRest, share(balance, zipped(whole, paid, -), varying: paid), 2)
            }
            if let balance, !paidSums.isEmpty {
                note(
                    &choice,
                    .balanceIsTotalLessPayments,
                    share(balance, zipped(whole, paidSums, -), varying: paidSums),
                    2.5
                )
            }
        }
        if let paid, !paidSums.isEmpty { note(&choice, .paidIsPayments, share(paid, paidSums, varying: paid), 2.5) }
    }

    private func note(_ choice: inout Choice, _ identity: Identity, _ share: Double, _ weight: Double) {
        guard share > 0.5 else { return }
        choice.holds[identity] = share
        choice.score += weight * (share - 0.5) * 2
    }

    private func zipped(_ first: [Double], _ second: [Double], _ body: (Double, Double) -> Double) -> [Double] {
        zip(first, second).map(body)
    }

    /// The share of rows in which both are equal; 0 where nothing could tell, as when all are zero.
    private func share(_ first: [Double], _ second: [Double], varying: [Double]? = nil, slack: Double = 0) -> Double {
        Self.share(first, second, varying: varying, slack: slack)
    }

    /// See above; also used to judge sums of payments.
    static func share(_ first: [Double], _ second: [Double], varying: [Double]? = nil, slack: Double = 0) -> Double {
        var seen = 0
        var equal = 0
        var telling = 0
        for index in first.indices {
            let (a, b) = (first[index], second[index])
            guard !a.isNaN, !b.isNaN else { continue }
            seen += 1
            let tolerance = a == a.rounded() && abs(a) >= 500 ? 1.01 : 0.011
            if abs(a - b) <= max(tolerance, slack * abs(a)) {
                equal += 1
                if a != 0, varying.map({ $0[index] != 0 && !$0[index].isNaN }) ?? true { telling += 1 }
            }
        }
        guard seen >= 2, telling >= 2 || telling == 1 && seen <= 3 else { return 0 }
        return Double(equal) / Double(seen)
    }
}
