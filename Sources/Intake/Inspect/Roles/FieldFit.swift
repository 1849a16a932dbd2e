/// How well one column fits one field.
struct FieldFit {
    let field: DraftField
    /// Index of the column.
    let column: Int
    /// 0 to 1.
    var score: Double
}

/// Judges columns as fields by their names and by what their values look like.
enum FieldFits {
    /// Every pair above a floor, best first.
    static func of(_ scan: TableScan, as part: TablePart) -> [FieldFit] {
        var fits: [FieldFit] = []
        for (index, column) in scan.columns.enumerated() where column.filled > 0 {
            var best: [DraftField: Double] = [:]
            for rule in FieldRule.of(part) {
                let name = nameScore(column.words, rule)
                guard name > best[rule.field] ?? 0.2 else { continue }
                best[rule.field] = name
            }
            if column.words.parts.allSatisfy(\.isEmpty) { best = shapeAlone(column, part) }
            for (field, name) in best {
                let score = name * shapeFactor(column, field)
                if score > 0.2 { fits.append(FieldFit(field: field, column: index, score: score)) }
            }
        }
        return fits.sorted {
            ($0.score, -$0.column, $0.field.rawValue) > ($1.score, -$1.column, $1.field.rawValue)
        }
    }

    /// Each field's best column, no column twice.
    static func assign(_ fits: [FieldFit]) -> [DraftField: FieldFit] {
        var taken: Set<Int> = []
        var result: [DraftField: FieldFit] = [:]
        for fit in fits where result[fit.field] == nil && !taken.contains(fit.column) {
            result[fit.field] = fit
            taken.insert(fit.column)
        }
        return result
    }

    /// What a column whose name says nothing may be, by its values.
    private static func shapeAlone(_ column: ColumnScan, _ part: TablePart) -> [DraftField: Double] {
        let isMoney = column.isNumeric && !column.isKey && column.high >= 1_000 && moneyFactor(column, .amount) == 1
        let isPhrase = column.isText && column.shape.share(column.shape.phrases) > 0.8
        switch part {
        case .customers:
            if isPhrase { return [.name: 0.6] }
            if column.looksLikePhone { return [.phone: 0.5] }
            if column.shape.share(column.shape.longNumbers) > 0.7, column.variety > 0.9 { return [.document: 0.5] }
            return column.isKey ? [.id: 0.4] : [:]
        case .loans:
            if isMoney { return [.principal: 0.35, .total: 0.34, .balance: 0.33, .installment: 0.32, .paid: 0.31] }
            if column.isDate { return [.disbursedOn: 0.45] }
            if column.isKey { return [.id: 0.4] }
            return column.isNumeric && column.high <= 400 ? [.flatRate: 0.31, .installmentCount: 0.31] : [:]
        case .payments:
            if isMoney { return [.amount: 0.5] }
            return column.isDate ? [.date: 0.5] : [:]
        case .installments, .settlements, .box: return [:]
        }
    }

    /// How well a name says a rule's words and no others.
    private static func nameScore(_ name: NameWords, _ rule: FieldRule) -> Double {
        guard rule.none.allSatisfy({ word in !name.has(word) || rule.all.contains(word) || isShared(word, name, rule) })
        else { return 0 }
        var free = Set(name.parts.indices)
        for word in rule.all {
            // The part with the fewest other meanings is spent first.
            guard
                let part = free.filter({ name.parts[$0].contains(word) }).min(by: {
                    name.parts[$0].count < name.parts[$1].count
                })
            else { return 0 }
            free.remove(part)
        }
        let rest = free.count { index in
            !Lexicon.fillers.contains(name.texts[index]) && name.parts[index].isDisjoint(with: rule.all)
        }
        var score = rule.weight
        for _ in 0..<rest { score *= 0.84 }
        return score
    }

    /// Whether every part that may mean the unwanted `word` means one of the rule's own words as well.
    private static func isShared(_ word: Word, _ name: NameWords, _ rule: FieldRule) -> Bool {
        name.parts.allSatisfy { !$0.contains(word) || !$0.isDisjoint(with: rule.all) }
    }

    /// 1 where the values may be the field's, 0 where they cannot.
    static func shapeFactor(_ column: ColumnScan, _ field: DraftField) -> Double {
        switch field {
        case .principal, .total, .installment, .balance, .paid, .interest, .amount, .balanceAfter, .dueAmount,
            .paidAmount,
            .collected, .lent, .expenses, .closing, .opening, .portfolio, .cash, .lateInterestOwed:
            moneyFactor(column, field)
        case .installmentCount: countFactor(column, upTo: 1_500)
        case .termDays: countFactor(column, upTo: 4_000)
        case .number, .visitOrder, .paymentsCount: column.isNumeric && !column.isDate ? 1 : 0
        case .flatRate: rateFactor(column)
        case .date, .disbursedOn, .firstDueOn, .lastDueOn, .lastPaymentOn, .closedOn, .dueOn, .paidOn:
            column.isDate ? 1 : 0
        case .time: column.isTime ? 1 : column.isDate ? 0.5 : 0
        case .name, .surname: nameFactor(column)
        case .address: column.isText ? 1 : 0.2
        case .phone: column.looksLikePhone ? 1 : column.isNumeric || column.isText ? 0.75 : 0
        case .document: column.isDate || column.isTime ? 0 : column.variety > 0.5 ? 1 : 0.7
        case .frequency: frequencyFactor(column)
        case .status: column.labels != nil && !column.isDate ? 1 : 0
        case .id: column.isKey ? 1 : column.variety > 0.9 ? 0.9 : 0.75
        case .customer, .loan, .installmentRef, .ticket, .renewalOf:
            column.isDate && !column.isKey || column.isTime || column.reals > 0 ? 0 : 1
        case .notes, .collector, .group, .rating, .route: column.isDate || column.isTime ? 0 : 1
        }
    }

    private static func moneyFactor(_ column: ColumnScan, _ field: DraftField) -> Double {
        guard column.isNumeric, !column.isDate, !column.looksLikePhone else { return 0 }
        if column.isKey, column.isWhole, column.filled > 20, Int(column.high - column.low) < column.filled * 2 {
            return 0.2
        }
        switch field {
        case .principal, .total, .installment, .amount, .dueAmount: return column.high >= 10 ? 1 : 0.3
        case .interest: return column.high > 100 ? 1 : 0.5
        default: return 1
        }
    }

    private static func countFactor(_ column: ColumnScan, upTo limit: Double) -> Double {
        guard column.isNumeric, column.low >= 0, column.high <= limit else { return 0 }
        return column.isWhole || column.reals > 0 && column.high <= limit ? 1 : 0.5
    }

    private static func rateFactor(_ column: ColumnScan) -> Double {
        guard column.isNumeric || column.shape.share(column.shape.percents) > 0.8 else { return 0 }
        return column.low >= 0 && column.high <= 200 ? 1 : 0
    }

    private static func nameFactor(_ column: ColumnScan) -> Double {
        guard column.isText else { return 0.1 }
        return column.shape.share(column.shape.lettered) > 0.8 ? 1 : 0.4
    }

    private static func frequencyFactor(_ column: ColumnScan) -> Double {
        guard let labels = column.labels else { return 0 }
        if labels.keys.contains(where: { FrequencyWords.frequency(of: $0) != nil }) { return 1 }
        return column.isNumeric ? 0.8 : 0.6
    }
}
