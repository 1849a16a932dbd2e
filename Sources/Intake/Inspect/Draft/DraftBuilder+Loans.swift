extension DraftBuilder {
    /// Columns of `table` that may hold an amount, a rate or a count of a loan.
    func moneyColumns(_ table: Int, isShared: Bool) -> [Int] {
        let taken = isShared ? Set(paymentFields(table)) : []
        let documents = FieldFits.of(scans[table], as: .customers)
            .filter { [.document, .phone, .visitOrder].contains($0.field) && $0.score > 0.7 }.map(\.column)
        let columns = scans[table].columns
        return columns.indices.filter { index in
            let column = columns[index]
            guard !loanKeys.contains(index), !taken.contains(index), !documents.contains(index) else { return false }
            return (column.isNumeric || column.shape.share(column.shape.percents) > 0.8) && !column.isDate
                && !column.looksLikePhone && !column.words.has(.place)
        }.prefix(Limits.amountColumnsMax).map { $0 }
    }

    private func paymentFields(_ table: Int) -> [Int] {
        let fits = search.fields[table][.payments] ?? [:]
        return [DraftField.amount, .balanceAfter, .date, .ticket].compactMap { fits[$0]?.column }
    }

    /// The numbers of one column of `rows`.
    func numbers(_ rows: [[RawValue]], _ table: Int, _ column: Int) -> [Double] {
        let money = DraftTransform.money(of: scans[table].columns[column])
        return rows.map { row in
            switch row[column] {
            case .integer(let number): money == .minorMoney ? Double(number) / 100 : Double(number)
            case .real(let number): number
            case .text(let text) where text.hasSuffix("%"): Double(text.dropLast().filter { $0 != " " }) ?? .nan
            default: money.minorUnits(row[column]).map { Double($0) / 100 } ?? .nan
            }
        }
    }

    /// The loans: amounts by what adds up, the rest by name.
    mutating func buildLoans(_ evidence: Evidence) {
        guard let table = shape.loans else { return }
        var record = DraftRecord(part: .loans, table: table)
        let isShared = table == shape.payments
        let columns = moneyColumns(table, isShared: isShared)
        let fits = FieldFits.of(scans[table], as: .loans)
        var names: [DraftField: [Double]] = [:]
        for field in LoanArithmetic.fields {
            names[field] = columns.map { column in
                fits.first { $0.field == field && $0.column == column }?.score ?? 0
            }
        }
        let arithmetic = LoanArithmetic(
            columns: columns.map { numbers(evidence.loans, table, $0) },
            paidSums: evidence.sums,
            names: names
        )
        loanChoice = arithmetic.solve()
        addKeys(&record, table)
        for field in LoanArithmetic.fields {
            guard let index = loanChoice.column[field] else { continue }
            let name = names[field]?[index] ?? 0
            let proof = proof(field)
            guard name > 0.3 || proof != nil else { continue }
            record.fields.append(
                mapping(
                    field,
                    table,
                    columns[index],
                    confidence: proof == nil ? name : max(name, 0.9),
                    reason: proof,
                    isFraction: loanChoice.isFraction
                )
            )
        }
        addNamed(&record, table, fits, isShared: isShared)
        settleTerm(&record, table, evidence)
        record.conditions = RowFilters(scans[table], .loans, ignoring: loanKeys).settled
        if isShared {
            record.conditions = totalsOnly(table)
            record.unique = loanKey.map { scans[table].columns[$0].name }
        } else if table == shape.customers {
            requireAmount(&record)
        }
        if !isShared, let key = loanKey.first, loanKey.count == 1, !scans[table].columns[key].isKey,
            scans[table].columns[key].variety > 0.9, record.unique.isEmpty
        {
            record.unique = [scans[table].columns[key].name]
        }
        record.key = .id
        readStatus(&record, table, evidence)
        draft.records[.loans] = record
    }

    private func addKeys(_ record: inout DraftRecord, _ table: Int) {
        record.fields.append(
            keyMapping(
                .id,
                table,
                loanKey,
                reason: shape.payments == nil
                    ? InspectionText(es: "distingue las filas", en: "tells the rows apart")
                    : InspectionText(es: "los pagos se refieren a ella", en: "payments refer to it")
            )
        )
        guard let customers = shape.customers else { return }
        let why = InspectionText(
            es: "sus valores son llaves de \(scans[customers].name)",
            en: "its values are keys of \(scans[customers].name)"
        )
        switch shape.loanToCustomer {
        case .sameRow: record.fields.append(keyMapping(.customer, table, customerKey, reason: why))
        case .direct(let relation):
            record.fields.append(keyMapping(.customer, table, [relation.child.column], reason: why))
        case .through(let first, let second):
            let isChain = first.child.table == table
            let middle = second.child.table
            let taken = scans[middle].columns[second.child.column].name
            record.join = DraftJoin(
                table: middle,
                key: scans[middle].columns[isChain ? first.parent.column : first.child.column].name,
                own: scans[table].columns[isChain ? first.child.column : first.parent.column].name,
                columns: [taken]
            )
            record.fields.append(
                DraftMapping(field: .customer, columns: [taken], transform: .text, confidence: 0.85, evidence: why)
            )
        case nil: break
        }
    }

    /// Fields that no arithmetic tells: days, frequency, state.
    private mutating func addNamed(_ record: inout DraftRecord, _ table: Int, _ fits: [FieldFit], isShared: Bool) {
        var taken = Set(record.fields.flatMap(\.columns).compactMap { scans[table].index(of: $0) })
        if isShared { taken.formUnion(paymentFields(table)) }
        let open: Set<DraftField> = [
            .termDays, .frequency, .disbursedOn, .firstDueOn, .lastDueOn, .lastPaymentOn, .closedOn, .status,
            .lateInterestOwed, .renewalOf, .collector, .route,
        ]
        let assigned = FieldFits.assign(fits.filter { open.contains($0.field) && !taken.contains($0.column) })
        for field in DraftField.allCases {
            guard let fit = assigned[field], fit.score > 0.4 else { continue }
            record.fields.append(mapping(field, table, fit.column, confidence: fit.score))
        }
    }

    /// A customer without a loan has a row too.
    private func requireAmount(_ record: inout DraftRecord) {
        guard let amount = record.mapping(.principal) ?? record.mapping(.total) ?? record.mapping(.installment),
            let index = scans[record.table].index(of: amount.columns[0])
        else { return }
        let column = scans[record.table].columns[index]
        if column.zeros > 0 || column.empty > 0 { record.conditions.append(.above(column: column.name)) }
    }

    /// What adds up with this field, as evidence.
    private func proof(_ field: DraftField) -> InspectionText? {
        let proofs: [(LoanArithmetic.Identity, [DraftField], String, String)] = [
            (
                .totalIsPrincipalAndRate, [.total, .principal, .flatRate], "total = capital × (1 + tasa)",
                "total = principal × (1 + rate)"
            ),
            (
                .totalIsInstallments, [.total, .installment, .installmentCount], "total = cuota × número de cuotas",
                "total = instalment × count"
            ),
            (.balanceIsTotalLessPayments, [.balance, .total], "saldo = total − pagos", "balance = total − payments"),
            (.paidIsPayments, [.paid], "pagado = suma de sus pagos", "paid = sum of its payments"),
            (.balanceIsRest, [.balance, .total, .paid], "saldo = total − pagado", "balance = total − paid"),
            (
                .totalIsPrincipalAndInterest, [.total, .principal, .interest], "total = capital + interés",
                "total = principal + interest"
            ),
            (
                .interestIsRate, [.interest, .principal, .flatRate], "interés = capital × tasa",
                "interest = principal × rate"
            ),
        ]
        let found = proofs.compactMap { identity, fields, es, en -> InspectionText? in
            guard fields.contains(field), let share = loanChoice.holds[identity], share >= 0.6 else { return nil }
            return InspectionText(
                es: "\(es) en el \(percent(share)) % de las filas",
                en: "\(en) in \(percent(share)) % of the rows"
            )
        }
        guard let first = found.first else { return nil }
        guard found.count > 1 else { return first }
        return InspectionText(es: "\(first.es); \(found[1].es)", en: "\(first.en); \(found[1].en)")
    }
}
