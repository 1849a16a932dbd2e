extension DraftBuilder {
    /// What whole loans with their payments tell: sums by loan and the way to read the payments.
    struct Evidence {
        /// Rows of loans, and the sum of each one's payments.
        var loans: [[RawValue]] = []
        var sums: [Double] = []
    }

    /// Reads a sample of loans with their payments and tries every way to count them.
    mutating func weighPayments() throws -> Evidence {
        guard let loans = shape.loans, let payments = shape.payments, let link = shape.paymentToLoan, !loanKey.isEmpty
        else {
            choosePaymentsAlone()
            return Evidence(loans: shape.loans.map { scans[$0].sample } ?? [], sums: [])
        }
        let own = loanKey.count > 1 ? nestedParents(payments) ?? loanKey : loanKey
        var resolver = try LinkResolver(link, scans, child: payments, sameRow: loanKey)
        if loanKey.count > 1, case .direct = link {
            resolver = try LinkResolver(.sameRow, scans, child: payments, sameRow: own)
        }
        paymentLink = resolver
        let keep = RowFilters(scans[loans], .loans).settled
        let scan = scans[loans]
        let checks = keep.compactMap { condition in scan.index(of: condition.column).map { ($0, condition) } }
        let bundles = try PaymentBundles(
            scans,
            loans: loans,
            key: loanKey,
            payments: payments,
            link: resolver
        ) { row in checks.allSatisfy { $0.1.admits(row[$0.0], as: .money) } }
        let money = moneyColumns(loans, isShared: loans == payments)
        let values = money.map { column in numbers(bundles.loans, loans, column) }
        let amounts = amountCandidates(payments, except: Set(resolver.own))
        paymentChoice = PaymentChoice.best(
            bundles,
            scan: scans[payments],
            money: money,
            loanMoney: loans == payments ? [] : values,
            amounts: amounts,
            filters: RowFilters(scans[payments], shape.paymentsPart, ignoring: Set(resolver.own)),
            uniques: uniqueCandidates(payments, bundles, resolver.own),
            isAboveNeeded: shape.paymentsPart == .installments
        )
        guard let choice = paymentChoice else { return Evidence(loans: bundles.loans, sums: []) }
        let sums = bundles.sums(choice.amount, choice.conditions, choice.unique, scans[payments])
        return Evidence(loans: bundles.loans, sums: sums.values)
    }

    private mutating func choosePaymentsAlone() {
        guard let payments = shape.payments, let amount = amountCandidates(payments, except: []).first else { return }
        let filters = RowFilters(scans[payments], shape.paymentsPart)
        let above = RowFilters.aboveZero(
            scans[payments].columns[amount.0],
            isNeeded: shape.paymentsPart == .installments
        )
        let conditions = filters.settled + (above.map { [$0] } ?? [])
        paymentChoice = PaymentChoice(amount: amount.0, conditions: conditions, unique: [])
    }

    /// In a nested table, the columns that name the parent as the parent's own key does.
    private func nestedParents(_ table: Int) -> [Int]? {
        guard let parent = scans[table].index(of: "_parent"), let grand = scans[table].index(of: "_parent2") else {
            return nil
        }
        return [grand, parent]
    }

    private func amountCandidates(_ table: Int, except keys: Set<Int>) -> [(Int, Double)] {
        let field: DraftField = shape.paymentsPart == .installments ? .paidAmount : .amount
        var fits = FieldFits.of(scans[table], as: shape.paymentsPart).filter {
            $0.field == field && !keys.contains($0.column)
        }
        if field == .paidAmount, fits.isEmpty {
            fits += FieldFits.of(scans[table], as: .installments).filter { $0.field == .dueAmount }.map {
                FieldFit(field: .dueAmount, column: $0.column, score: $0.score * 0.5)
            }
        }
        if shape.loans == table, let own = search.fields[table][.payments]?[.amount] {
            return [(own.column, own.score)]
        }
        var result = fits.prefix(5).map { ($0.column, $0.score) }
        for (index, column) in scans[table].columns.enumerated() where result.count < 6 && !keys.contains(index) {
            guard shape.paymentsPart == .payments, column.isNumeric, !column.isDate, !column.isKey, column.high >= 10,
                !column.words.has(.id),
                !result.contains(where: { $0.0 == index })
            else { continue }
            result.append((index, 0))
        }
        return result
    }

    /// Ways in which rows may be repeats of each other, the weakest first.
    private func uniqueCandidates(_ table: Int, _ bundles: PaymentBundles, _ link: [Int]) -> [[Int]] {
        let scan = scans[table]
        var result: [[Int]] = [[]]
        for (index, column) in scan.columns.enumerated()
        where column.words.has(.ticket) && !column.words.has(.loan) && column.variety > 0.5 && !column.isKey {
            if bundles.isReceipt(index) { result.append([index]) } else { result.append((link + [index]).sorted()) }
        }
        func isStamp(_ column: ColumnScan) -> Bool {
            column.words.has(.created) || column.words.has(.updated) || column.words.has(.deleted)
        }
        // Where the row's own stamp is its only date, equal amounts of two days are two payments.
        let hasOwnDate = scan.columns.contains { $0.isDate && !isStamp($0) }
        let surrogate = scan.columns.indices.filter { index in
            let column = scan.columns[index]
            return column.isKey || column.words.has(.updated) || column.words.has(.deleted)
                || column.words.has(.created) && hasOwnDate
                || column.words.has(.void) || column.name == "_id"
                || column.variety > 0.98 && column.words.has(.id) && !link.contains(index)
        }
        let rest = scan.columns.indices.filter { !surrogate.contains($0) && scan.columns[$0].filled > 0 }
        if !rest.isEmpty, shape.paymentsPart == .payments { result.append(Array(rest)) }
        return result
    }

    /// The payments: the amount and the rows that count as tried, the rest by name.
    mutating func buildPayments() throws {
        guard let table = shape.payments, let choice = paymentChoice else { return }
        var record = DraftRecord(part: .payments, table: table)
        let scan = scans[table]
        let isOnInstallments = shape.paymentsPart == .installments
        let part = shape.paymentsPart
        let own = Set(paymentLink?.own ?? [])
        let fits = FieldFits.of(scan, as: part).filter { $0.column != choice.amount && !own.contains($0.column) }
        let assigned = FieldFits.assign(fits)
        if let loans = shape.loans { linkPayments(&record, table, loans) }
        let reason =
            choice.support > 0
            ? InspectionText(
                es: "sus sumas por préstamo dan lo pagado en el \(percent(choice.support)) % de los préstamos",
                en: "its sums by loan give what is paid in \(percent(choice.support)) % of the loans"
            ) : nil
        let name = FieldFits.of(scan, as: part).first { $0.column == choice.amount }?.score ?? 0.4
        record.fields.append(
            mapping(.amount, table, choice.amount, confidence: max(name, 0.5 + choice.support * 0.49), reason: reason)
        )
        let day = isOnInstallments ? assigned[.paidOn] ?? assigned[.dueOn] : assigned[.date]
        if let day { record.fields.append(mapping(.date, table, day.column, confidence: day.score)) }
        if let time = assigned[.time] {
            record.fields.append(mapping(.time, table, time.column, confidence: time.score))
        } else if let day, case .instant = TransformChoice(.date, scan.columns[day.column], place: "").transform {
            record.fields.append(mapping(.time, table, day.column, confidence: day.score * 0.9))
        }
        for field in [DraftField.balanceAfter, .ticket] {
            if let fit = assigned[field] {
                record.fields.append(mapping(field, table, fit.column, confidence: fit.score))
            }
        }
        record.conditions = choice.conditions
        if isOnInstallments { narrowInstallments(&record, choice, assigned) }
        record.unique = choice.unique.map { scan.columns[$0].name }
        record.key = record.mapping(.ticket).flatMap { scan.index(of: $0.columns[0]) }
            .flatMap { scan.columns[$0].isKey || record.unique.contains(scan.columns[$0].name) ? .ticket : nil }
        askAboutPayments(record, choice)
        draft.records[.payments] = record
    }

    /// Only instalments on which something was paid are payments.
    private func narrowInstallments(
        _ record: inout DraftRecord,
        _ choice: PaymentChoice,
        _ fits: [DraftField: FieldFit]
    ) {
        let scan = scans[record.table]
        let isDue = FieldFits.of(scan, as: .installments).first { $0.column == choice.amount }?.field == .dueAmount
        guard isDue else { return }
        if let day = fits[.paidOn] {
            record.conditions.append(.isPresent(column: scan.columns[day.column].name))
        } else if let status = fits[.status], let labels = scan.columns[status.column].labels {
            let paid = labels.keys.filter { StateWords.state(of: $0) == .paid || $0 == "1" }.sorted()
            record.conditions.append(.isIn(column: scan.columns[status.column].name, paid))
        }
    }

    private func linkPayments(_ record: inout DraftRecord, _ table: Int, _ loans: Int) {
        let why = InspectionText(
            es: "sus valores son llaves de \(scans[loans].name)",
            en: "its values are keys of \(scans[loans].name)"
        )
        switch shape.paymentToLoan {
        case .through(let first, let second):
            let isChain = first.child.table == table
            let middle = second.child.table
            let taken = scans[middle].columns[second.child.column].name
            let key = scans[middle].columns[isChain ? first.parent.column : first.child.column].name
            let own = scans[table].columns[isChain ? first.child.column : first.parent.column].name
            record.join = DraftJoin(table: middle, key: key, own: own, columns: [taken])
            record.fields.append(
                DraftMapping(
                    field: .loan,
                    columns: [taken],
                    transform: .text,
                    confidence: 0.85,
                    evidence: InspectionText(
                        es: "por \(scans[middle].name), que dice de qué préstamo es",
                        en: "by \(scans[middle].name), which says whose it is"
                    )
                )
            )
        case .direct, .sameRow:
            record.fields.append(keyMapping(.loan, table, paymentLink?.own ?? [], reason: why))
        case nil:
            if let fit = search.fields[table][.payments]?[.customer] {
                record.fields.append(keyMapping(.customer, table, [fit.column], reason: why))
            }
        }
    }

    private mutating func askAboutPayments(_ record: DraftRecord, _ choice: PaymentChoice) {
        if choice.repeated > 0, choice.support < 0.9 {
            ask(
                InspectedQuestion(
                    id: "repeated:payments",
                    question: InspectionText(
                        es:
                            "Hay pagos iguales en \(record.unique.joined(separator: ", ")). ¿Son el mismo pago dos veces?",
                        en:
                            "Some payments are equal in \(record.unique.joined(separator: ", ")). Are they one payment twice?"
                    ),
                    choices: ["one", "separate"],
                    assumed: "one"
                )
            )
        }
        for condition in record.conditions where choice.isByArithmetic {
            guard case .notIn(let column, let labels) = condition, condition == record.conditions.last else { continue }
            ask(
                InspectedQuestion(
                    id: "void:payments.\(column)",
                    question: InspectionText(
                        es:
                            "¿Significa \(labels.joined(separator: ", ")) en \(column) que el pago no vale? Sin esas filas cuadran las sumas.",
                        en:
                            "Does \(labels.joined(separator: ", ")) in \(column) mean that the payment is void? Without those rows the sums agree."
                    ),
                    choices: ["void", "valid"],
                    assumed: "void"
                )
            )
        }
    }

    func percent(_ share: Double) -> Int { Int((share * 100).rounded(.down)) }
}

extension PaymentBundles {
    /// Whether equal values of a column never belong to two loans, so that they name one receipt.
    func isReceipt(_ column: Int) -> Bool {
        var owner: [UInt64: Int] = [:]
        for (loan, rows) in payments.enumerated() {
            for row in rows {
                guard let hash = ValueHash.of(row[column]) else { continue }
                if let known = owner[hash], known != loan { return false }
                owner[hash] = loan
            }
        }
        return true
    }
}
