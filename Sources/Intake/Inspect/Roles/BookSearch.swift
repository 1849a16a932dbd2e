/// Which tables play customers, loans and payments, and how they hang together.
struct BookShape {
    var customers: Int?
    var loans: Int?
    var payments: Int?
    /// What kind of rows the payments are: their own, or instalments with what was paid on them.
    var paymentsPart = TablePart.payments
    var loanToCustomer: Link?
    var paymentToLoan: Link?
    var score = 0.0

    /// How rows of one table name those of another.
    enum Link {
        /// By a column.
        case direct(Relation)
        /// By a row of a table between: its column `second` says which.
        case through(first: Relation, second: Relation)
        /// Both stand in one row.
        case sameRow

        var strength: Double {
            switch self {
            case .direct(let relation): relation.strength
            case .through(let first, let second): 0.85 * min(first.strength, second.strength)
            case .sameRow: 0.8
            }
        }
    }
}

/// Finds the parts by trying the most likely tables together.
struct BookSearch {
    let scans: [TableScan]
    let relations: [Relation]
    /// The best fields of each table in each part.
    private(set) var fields: [[TablePart: [DraftField: FieldFit]]]

    init(_ scans: [TableScan], _ relations: [Relation]) {
        self.scans = scans
        self.relations = relations
        fields = scans.map { scan in
            var result: [TablePart: [DraftField: FieldFit]] = [:]
            for part in TablePart.allCases { result[part] = FieldFits.assign(FieldFits.of(scan, as: part)) }
            return result
        }
    }

    /// The combination for which most speaks.
    func best() -> BookShape {
        let customers: [Int?] = candidates(.customers) + [nil]
        let loans: [Int?] = candidates(.loans) + [nil]
        let paid =
            candidates(.payments).map { ($0, TablePart.payments) }
            + candidates(.installments).filter { paysOnInstallments($0) }.map { ($0, TablePart.installments) }
        var best = BookShape()
        for customer in customers {
            for loan in loans {
                for payment in paid.map(Optional.init) + [nil] {
                    let shape = judge(customer, loan, payment?.0, payment?.1 ?? .payments)
                    if shape.score > best.score { best = shape }
                }
            }
        }
        return best
    }

    private func candidates(_ part: TablePart) -> [Int] {
        scans.indices.map { ($0, base($0, part)) }.filter { $0.1 > 0.5 }.sorted { $0.1 > $1.1 }.prefix(7).map(\.0)
    }

    private func judge(_ customer: Int?, _ loan: Int?, _ payment: Int?, _ part: TablePart) -> BookShape {
        var shape = BookShape(customers: customer, loans: loan, payments: payment, paymentsPart: part)
        if let customer { shape.score += base(customer, .customers) }
        if let loan { shape.score += base(loan, .loans) }
        if let payment { shape.score += base(payment, part) - (part == .installments ? 0.35 : 0) }
        if payment == customer, payment != nil, payment != loan { return BookShape() }
        if let loan, let customer {
            shape.loanToCustomer = loan == customer ? .sameRow : link(from: loan, to: customer)
            shape.score += shape.loanToCustomer.map { 1.3 * $0.strength } ?? -1
            if loan == customer { shape.score -= 0.3 }
        }
        if let payment, let loan {
            shape.paymentToLoan = payment == loan ? .sameRow : link(from: payment, to: loan)
            shape.score += shape.paymentToLoan.map { 1.6 * $0.strength } ?? -0.6
            if payment == loan {
                shape.score -= 1.2
                if !isDenormalised(payment) { return BookShape() }
            }
        }
        return shape
    }

    /// The strongest way from rows of `child` to those of `parent`.
    private func link(from child: Int, to parent: Int) -> BookShape.Link? {
        let direct = relations.first { $0.child.table == child && $0.parent.table == parent && $0.strength > 0.3 }
        var best: BookShape.Link? = direct.map { .direct($0) }
        for first in relations where first.strength > 0.3 {
            // From the child to a table that names the parent, or from a table that names both.
            for second in relations where second.parent.table == parent && second.strength > 0.3 {
                let isChain = first.child.table == child && first.parent.table == second.child.table
                let isBridge =
                    first.parent.table == child && first.child.table == second.child.table
                    && first.child.column != second.child.column && scans[first.child.table].columns.count <= 8
                guard isChain || isBridge, second.child.table != child, second.child.table != parent else { continue }
                let found = BookShape.Link.through(first: first, second: second)
                if found.strength > best?.strength ?? 0.3 { best = found }
            }
        }
        return best
    }

    /// Whether the rows repeat a loan, as a list of payments with its loan's terms does.
    private func isDenormalised(_ table: Int) -> Bool {
        guard let id = fields[table][.loans]?[.id] ?? fields[table][.payments]?[.loan],
            let amount = fields[table][.payments]?[.amount]
        else { return false }
        return scans[table].columns[id.column].variety < 0.9 && amount.score > 0.6
    }

    private func paysOnInstallments(_ table: Int) -> Bool {
        guard let fits = fields[table][.installments] else { return false }
        return fits[.paidAmount] != nil || (fits[.dueAmount] != nil && (fits[.paidOn] != nil || fits[.status] != nil))
    }
}

extension BookSearch {
    /// How much a table looks like a part, before its relations are looked at.
    func base(_ table: Int, _ part: TablePart) -> Double {
        let scan = scans[table]
        guard scan.rows > 0, let fits = fields[table][part] else { return 0 }
        func value(_ field: DraftField, _ weight: Double) -> Double { (fits[field]?.score ?? 0) * weight }
        func sum(_ pairs: [(DraftField, Double)]) -> Double { pairs.reduce(0) { $0 + value($1.0, $1.1) } }
        var score: Double
        switch part {
        case .customers:
            guard fits[.name] != nil else { return 0 }
            score = sum([(.name, 0.9), (.phone, 0.35), (.document, 0.35), (.address, 0.35), (.id, 0.2)])
            if scan.columns.contains(where: { $0.words.has(.password) || $0.words.has(.role) }) { score -= 1.2 }
        case .loans:
            guard fits[.principal] != nil || fits[.total] != nil || fits[.balance] != nil || fits[.installment] != nil
            else { return 0 }
            score = sum([
                (.principal, 0.6), (.total, 0.35), (.balance, 0.5), (.installment, 0.5), (.installmentCount, 0.35),
                (.flatRate, 0.3), (.disbursedOn, 0.3), (.status, 0.15), (.customer, 0.25), (.frequency, 0.3),
                (.paid, 0.2),
            ])
            if fits[.principal] == nil && fits[.total] == nil && fits[.installment] == nil { score -= 0.7 }
        case .payments:
            guard fits[.amount] != nil else { return 0 }
            score = sum([
                (.amount, 0.9), (.date, 0.6), (.loan, 0.35), (.customer, 0.2), (.ticket, 0.2), (.balanceAfter, 0.3),
            ])
            if fits[.date] == nil { score -= 0.6 }
        case .installments:
            guard fits[.dueAmount] != nil || fits[.paidAmount] != nil else { return 0 }
            score = sum([
                (.dueAmount, 0.5), (.dueOn, 0.6), (.number, 0.4), (.paidAmount, 0.5), (.paidOn, 0.3), (.loan, 0.4),
            ])
            if fits[.dueOn] == nil { score -= 0.8 }
        case .settlements:
            guard fits[.date] != nil, fits[.collected] != nil else { return 0 }
            score = sum([(.date, 0.3), (.collected, 0.6), (.lent, 0.5), (.expenses, 0.5), (.closing, 0.5)])
        case .box: score = sum([(.date, 0.3), (.cash, 0.6)])
        }
        return score + nameBonus(scan, part)
    }

    private func nameBonus(_ scan: TableScan, _ part: TablePart) -> Double {
        // A nested table is named last; the path before it names its parents.
        let last = scan.name.split(separator: "/").last.map { NameWords(String($0)) } ?? scan.words
        let words = scan.table.isFamily ? scan.words : last
        let wanted: [TablePart: Set<Word>] = [
            .customers: [.customer], .loans: [.loan], .payments: [.payment, .payments], .installments: [.installments],
            .settlements: [.settlement, .box], .box: [.box],
        ]
        let spoiling: [TablePart: [(Word, Double)]] = [
            .customers: [
                (.staff, 1.5), (.collector, 1.5), (.request, 0.8), (.guarantor, 1), (.loan, 0.2), (.expense, 1),
            ],
            .loans: [
                (.request, 1.5), (.installments, 0.6), (.settlement, 1), (.expense, 1.5), (.box, 1), (.payment, 0.4),
                (.limit, 0.5), (.staff, 1),
            ],
            .payments: [
                (.expense, 1.5), (.request, 1), (.settlement, 1), (.installments, 0.3), (.expected, 0.5),
                (.commission, 1), (.staff, 1), (.box, 0.6), (.withdrawal, 1), (.deposit, 1),
            ],
            .installments: [(.expense, 1)], .settlements: [(.payments, 0.5)], .box: [(.expense, 1)],
        ]
        var bonus = 0.0
        if wanted[part]?.contains(where: { words.has($0) }) == true { bonus += 0.8 }
        for (word, weight) in spoiling[part] ?? [] where words.has(word) && wanted[part]?.contains(word) != true {
            bonus -= weight
        }
        for (word, weight) in [
            (Word.log, 1.5), (.config, 1.5), (.queue, 1.2), (.photo, 1), (.deleted, 1.5), (.place, 0.8),
        ]
        where words.has(word) { bonus -= weight }
        return bonus
    }
}
