/// Which rows of a table do not count: voided, deleted, of another kind, or sums of others.
struct RowFilters {
    /// What the words of the trade settle.
    private(set) var settled: [DraftCondition] = []
    /// What only arithmetic can settle: labels that no lexicon knows.
    private(set) var possible: [DraftCondition] = []

    init(_ scan: TableScan, _ part: TablePart, ignoring columns: Set<Int> = []) {
        for (index, column) in scan.columns.enumerated() {
            if !column.totalWords.isEmpty, part != .customers || scan.rows > column.totalWords.count {
                settled.append(
                    .notStarting(column: column.name, Array(Set(column.totalWords + ["total", "subtotal"])).sorted())
                )
            }
            if !columns.contains(index) { look(at: column, part) }
        }
    }

    /// The condition that keeps rows without money, or against it, out; nil when the column has none.
    static func aboveZero(_ column: ColumnScan, isNeeded: Bool) -> DraftCondition? {
        column.negatives > 0 || column.zeros > 0 || isNeeded ? .above(column: column.name) : nil
    }

    private mutating func look(at column: ColumnScan, _ part: TablePart) {
        let words = column.words
        let isSign = words.has(.void) || words.has(.deleted) && !words.has(.status)
        let saysVoid = isSign && !words.has(.reason) && !words.has(.amount) && !words.has(.count)
        if saysVoid, !words.has(.active), !words.has(.closed) || words.has(.deleted) {
            lookAtSign(column)
            return
        }
        guard let labels = column.labels, !labels.isEmpty, !column.isDate else { return }
        let isPayment = part == .payments
        if words.has(.status) || words.has(.kind) || words.has(.active) {
            if isPayment || part == .customers { lookAtWords(column, labels, part) }
            return
        }
        guard isPayment, labels.count > 1 else { return }
        if words.has(.text) || words.has(.other) || words.rest(beyond: [.code, .id]) == 0 { return }
        let isCode =
            column.isWhole ? column.low >= 0 && column.high <= 3 : labels.keys.allSatisfy { $0.utf8.count <= 3 }
        if labels.count <= 4, isCode, !words.has(.installment),
            !words.has(.method)
        {
            addPossible(column, labels)
        }
    }

    private mutating func lookAtSign(_ column: ColumnScan) {
        if column.filled == 0 {
            settled.append(.isEmpty(column: column.name))
            return
        }
        if let labels = column.labels, labels.count <= 4, labels.keys.allSatisfy({ StateWords.truth(of: $0) != nil }) {
            let yes = Set(labels.keys.filter { StateWords.truth(of: $0) == true }).union(["1", "si", "true", "s"])
            settled.append(.notIn(column: column.name, yes.sorted()))
        } else if column.isDate || Double(column.empty) > 0.5 * Double(column.rows) {
            settled.append(.isEmpty(column: column.name))
        }
    }

    private mutating func lookAtWords(_ column: ColumnScan, _ labels: [String: Int], _ part: TablePart) {
        if part == .customers {
            let bad = labels.keys.filter {
                ["eliminad", "borrad", "delet", "exclu", "removid"].contains(where: $0.hasPrefix)
            }
            if !bad.isEmpty { settled.append(.notIn(column: column.name, bad.sorted())) }
            return
        }
        if column.words.has(.active), labels.keys.allSatisfy({ StateWords.truth(of: $0) != nil }) {
            if labels.count > 1 {
                settled.append(
                    .notIn(column: column.name, labels.keys.filter { StateWords.truth(of: $0) == false }.sorted())
                )
            }
            return
        }
        if column.words.has(.kind) {
            let kinds = labels.mapValues { _ in true }.keys.reduce(into: [String: Bool]()) {
                $0[$1] = StateWords.isPaymentKind($1)
            }
            if kinds.values.contains(true), kinds.values.contains(false) {
                settled.append(.isIn(column: column.name, kinds.filter { $0.value }.keys.sorted()))
                return
            }
        }
        let verdicts = labels.keys.reduce(into: [String: Bool]()) { $0[$1] = StateWords.isVoid($1) }
        let void = verdicts.filter { $0.value }.keys.sorted()
        if !void.isEmpty { settled.append(.notIn(column: column.name, void)) }
        if labels.count <= 6, verdicts.count < labels.count, labels.count > 1 { addPossible(column, labels) }
    }

    private mutating func addPossible(_ column: ColumnScan, _ labels: [String: Int]) {
        for label in labels.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) }).prefix(4).map(\.key)
        where StateWords.isVoid(label) == nil || StateWords.truth(of: label) != nil {
            possible.append(.notIn(column: column.name, [label]))
        }
    }
}
