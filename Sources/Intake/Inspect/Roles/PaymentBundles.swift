/// A sample of whole loans with all their payments, to try arithmetic on.
struct PaymentBundles {
    /// The rows of the loans.
    private(set) var loans: [[RawValue]] = []
    /// The rows of each loan's payments.
    private(set) var payments: [[[RawValue]]] = []

    /// Reads both tables once, keeping the loans with the smallest hashes of their keys.
    /// - Throws: ``IntakeError``.
    init(
        _ scans: [TableScan],
        loans loanTable: Int,
        key: [Int],
        payments paymentTable: Int,
        link: LinkResolver,
        condition: ([RawValue]) -> Bool
    ) throws {
        var kept: [UInt64: [RawValue]] = [:]
        var bound = UInt64.max
        let isSame = loanTable == paymentTable
        let loanScan = scans[loanTable]
        try loanScan.table.read(Array(loanScan.columns.indices)) { row in
            guard let hash = RowHash.of(row, key), hash < bound, kept[hash] == nil, isSame || condition(row) else {
                return
            }
            kept[hash] = row
            if kept.count > Limits.bundleLoansMax {
                bound = kept.keys.sorted()[kept.count / 2]
                kept = kept.filter { $0.key < bound }
            }
        }
        var position: [UInt64: Int] = [:]
        for (hash, row) in kept.sorted(by: { $0.key < $1.key }) {
            position[hash] = loans.count
            loans.append(row)
        }
        var rows = [[[RawValue]]](repeating: [], count: loans.count)
        var count = 0
        let scan = scans[paymentTable]
        try scan.table.read(Array(scan.columns.indices)) { row in
            guard let hash = link.key(row), let index = position[hash], count < Limits.bundleRowsMax else { return }
            rows[index].append(row)
            count += 1
        }
        payments = rows
    }
}

/// Which column of the payments is the amount, which rows do not count and which come twice: tried against the loans.
struct PaymentChoice {
    /// The column of the amount.
    var amount: Int
    /// Which rows count.
    var conditions: [DraftCondition]
    /// Columns in which repeated rows are equal.
    var unique: [Int]
    /// The share of loans whose paid or balance column agrees; 0 where none can.
    var support = 0.0
    /// Whether conditions without words were needed.
    var isByArithmetic = false
    /// Repeated rows that are taken once.
    var repeated = 0

    /// The best of all ways to read the payments.
    static func best(
        _ bundles: PaymentBundles,
        scan: TableScan,
        money: [Int],
        loanMoney: [[Double]],
        amounts: [(Int, Double)],
        filters: RowFilters,
        uniques: [[Int]],
        isAboveNeeded: Bool
    ) -> PaymentChoice? {
        var best: (choice: PaymentChoice, score: Double)?
        for (amount, name) in amounts {
            let above = RowFilters.aboveZero(scan.columns[amount], isNeeded: isAboveNeeded)
            for variant in Self.variants(filters, above) {
                for (rank, unique) in uniques.enumerated() {
                    let sums = bundles.sums(amount, variant.conditions, unique, scan)
                    let support = Self.support(sums.values, loanMoney)
                    var score = 2.5 * support + name - variant.cost - 0.01 * Double(rank)
                    // Without a loan that could tell, rows that come twice are taken once.
                    if support == 0, !unique.isEmpty, sums.repeated > 0 { score += 0.05 }
                    guard score > best?.score ?? -1 else { continue }
                    best = (
                        PaymentChoice(
                            amount: amount,
                            conditions: variant.conditions,
                            unique: sums.repeated > 0 ? unique : [],
                            support: support,
                            isByArithmetic: variant.cost == 0.06,
                            repeated: sums.repeated
                        ), score
                    )
                }
            }
        }
        return best?.choice
    }

    /// Ways to choose the rows, the one the words speak for first, with what speaks against each.
    private static func variants(
        _ filters: RowFilters,
        _ above: DraftCondition?
    ) -> [(conditions: [DraftCondition], cost: Double)] {
        let usual = filters.settled + (above.map { [$0] } ?? [])
        var variants: [(conditions: [DraftCondition], cost: Double)] = [(usual, 0)]
        if !usual.isEmpty { variants.append(([], 0.12)) }
        variants += usual.indices.map { index in
            (usual.enumerated().filter { $0.offset != index }.map(\.element), 0.08)
        }
        return variants + filters.possible.map { (usual + [$0], 0.06) }
    }

    /// The best agreement of `sums` with a column of the loans, or with the difference of two.
    private static func support(_ sums: [Double], _ money: [[Double]]) -> Double {
        var best = 0.0
        for (index, first) in money.enumerated() {
            best = max(best, LoanArithmetic.share(first, sums, varying: sums))
            for (other, second) in money.enumerated() where other != index {
                let rest = zip(first, second).map { $0 - $1 }
                best = max(best, LoanArithmetic.share(rest, sums, varying: sums))
            }
        }
        return best > 0.5 ? best : 0
    }
}

extension PaymentBundles {
    /// The sum of each loan's payments under one reading, and how many rows came twice.
    func sums(
        _ amount: Int,
        _ conditions: [DraftCondition],
        _ unique: [Int],
        _ scan: TableScan
    ) -> (values: [Double], repeated: Int) {
        let money = DraftTransform.money(of: scan.columns[amount])
        let checks = conditions.compactMap { condition in
            scan.index(of: condition.column).map { ($0, condition, DraftTransform.money(of: scan.columns[$0])) }
        }
        var repeated = 0
        let values = payments.map { rows -> Double in
            var seen: Set<UInt64> = []
            var sum: Int64 = 0
            for row in rows where checks.allSatisfy({ $0.1.admits(row[$0.0], as: $0.2) }) {
                if !unique.isEmpty, let hash = RowHash.of(row, unique), !seen.insert(hash).inserted {
                    repeated += 1
                    continue
                }
                sum &+= money.minorUnits(row[amount]) ?? 0
            }
            return Double(sum) / 100
        }
        return (values, repeated)
    }
}
