extension DraftBuilder {
    /// Whether a column called a term counts days or instalments: where every day is paid both, else by what divides.
    mutating func settleTerm(_ record: inout DraftRecord, _ table: Int, _ evidence: Evidence) {
        guard let count = record.mapping(.installmentCount), let column = scans[table].index(of: count.columns[0]),
            scans[table].columns[column].words.has(.term), let frequency = record.mapping(.frequency),
            case .frequency(let words) = frequency.transform, !words.isEmpty,
            let other = scans[table].index(of: frequency.columns[0])
        else { return }
        if Set(words.keys) == ["daily"] {
            if record.mapping(.termDays) == nil {
                record.fields.append(mapping(.termDays, table, column, confidence: count.confidence))
            }
            return
        }
        guard loanChoice.holds[.totalIsInstallments] ?? 0 < 0.9,
            isInDays(numbers(evidence.loans, table, column), evidence.loans.map { $0[other] }, words)
        else { return }
        record.fields.removeAll { $0.field == .installmentCount || $0.field == .termDays }
        let reason = InspectionText(
            es: "siempre es múltiplo de los días entre cuotas",
            en: "it is always a multiple of the days between instalments"
        )
        record.fields.append(mapping(.termDays, table, column, confidence: 0.8, reason: reason))
        ask(
            InspectedQuestion(
                id: "term_unit:\(place(table, column))",
                question: InspectionText(
                    es: "¿Cuenta \(place(table, column)) días o cuotas?",
                    en: "Does \(place(table, column)) count days or instalments?"
                ),
                choices: ["days", "installments"],
                assumed: "days"
            )
        )
    }

    /// Whether every term of a loan that is not paid daily is a multiple of its period, and of some more than one.
    private func isInDays(_ terms: [Double], _ labels: [RawValue], _ words: [String: [String]]) -> Bool {
        var seen = 0
        for (term, label) in zip(terms, labels) where !term.isNaN && term > 0 {
            guard let label = ValueLabel.of(label), let period = FrequencyWords.period(of: label, words), period > 1
            else { continue }
            guard Int(term) % period == 0 else { return false }
            seen += 1
        }
        return seen > 0
    }
}
