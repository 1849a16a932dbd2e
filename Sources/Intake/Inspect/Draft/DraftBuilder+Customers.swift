extension DraftBuilder {
    /// The customers: the key that loans refer to, and every field whose name and values fit.
    mutating func buildCustomers() {
        guard let table = shape.customers else { return }
        var record = DraftRecord(part: .customers, table: table)
        let isShared = shape.loans == table
        let taken = isShared ? Set(loanColumns()) : []
        let fits = FieldFits.of(scans[table], as: .customers)
        let assigned = FieldFits.assign(fits.filter { !taken.contains($0.column) && $0.field != .id })
        let key = customerKey
        var keyField = DraftField.id
        if key.count == 1 {
            if assigned[.document]?.column == key[0] { keyField = .document }
            if assigned[.name]?.column == key[0] { keyField = .name }
        }
        if keyField == .id, !key.isEmpty {
            let why =
                isShared
                ? InspectionText(es: "identifica al cliente en la fila", en: "names the customer in the row")
                : InspectionText(es: "los préstamos se refieren a ella", en: "loans refer to it")
            record.fields.append(keyMapping(.id, table, key, reason: why))
        }
        for field in DraftField.allCases {
            guard let fit = assigned[field], !(keyField == .id && key == [fit.column] && field == .number) else {
                continue
            }
            record.fields.append(mapping(field, table, fit.column, confidence: fit.score))
        }
        record.key = keyField
        record.conditions = RowFilters(scans[table], .customers).settled
        if isShared, shape.payments != table, let loans = draft.records[.loans] {
            record.conditions = loans.conditions.filter { if case .above = $0 { false } else { true } }
        }
        if shape.payments == table { record.conditions = totalsOnly(table) }
        draft.records[.customers] = record
    }

    /// Columns that the loan took.
    private func loanColumns() -> [Int] {
        guard let record = draft.records[.loans] else { return [] }
        let shared: Set<DraftField> = [.id, .customer, .number, .collector, .route]
        return record.fields.filter { !shared.contains($0.field) }.flatMap(\.columns).compactMap {
            scans[record.table].index(of: $0)
        }
    }

    /// Only the conditions that keep rows of sums out.
    func totalsOnly(_ table: Int) -> [DraftCondition] {
        RowFilters(scans[table], .loans).settled.filter {
            if case .notStarting = $0 { true } else { false }
        }
    }

    /// Settlements and the cash box, where tables look so.
    mutating func buildOthers() {
        for part in [TablePart.settlements, .box] {
            let taken = Set(draft.records.values.map(\.table))
            let best = scans.indices.filter { !taken.contains($0) }.map { ($0, search.base($0, part)) }.max {
                $0.1 < $1.1
            }
            guard let best, best.1 > 1.3, let fits = search.fields[best.0][part] else { continue }
            let needed: [DraftField] =
                part == .settlements ? [.date, .collected, .lent, .expenses, .closing] : [.date, .cash]
            guard needed.allSatisfy({ fits[$0] != nil }), part == .settlements || scans[best.0].rows == 1 else {
                continue
            }
            var record = DraftRecord(part: part, table: best.0)
            for field in DraftField.allCases {
                guard let fit = fits[field], field != .opening else { continue }
                record.fields.append(mapping(field, best.0, fit.column, confidence: fit.score))
            }
            record.key = part == .settlements && fits[.number] != nil ? .number : nil
            record.conditions = RowFilters(scans[best.0], .loans).settled
            draft.records[part] = record
        }
    }
}
