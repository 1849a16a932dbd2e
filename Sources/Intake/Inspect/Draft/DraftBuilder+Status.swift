extension DraftBuilder {
    /// What the words of the state of a loan mean: by the lexicon, and by the balances where that is open.
    mutating func readStatus(_ record: inout DraftRecord, _ table: Int, _ evidence: Evidence) {
        guard let position = record.fields.firstIndex(where: { $0.field == .status }),
            let column = scans[table].index(of: record.fields[position].columns[0]),
            let labels = scans[table].columns[column].labels, !labels.isEmpty
        else { return }
        let rest = remaining(record, table, evidence)
        let isFlag = scans[table].columns[column].words.has(.active)
        var words: [String: [String]] = [:]
        for label in labels.keys.sorted() where !label.isEmpty {
            let share = paidShare(of: label, column, evidence, rest)
            let state = state(of: label, isFlag: isFlag, paid: share, place: place(table, column))
            draft.loanStates[label] = state
            words[name(of: state), default: []].append(label)
        }
        record.fields[position].transform = .status(words)
    }

    /// What is left of each loan of the evidence; `nan` where nothing tells.
    private func remaining(_ record: DraftRecord, _ table: Int, _ evidence: Evidence) -> [Double] {
        if let balance = record.mapping(.balance), let index = scans[table].index(of: balance.columns[0]) {
            return numbers(evidence.loans, table, index)
        }
        guard let whole = whole(record, table, evidence), !evidence.sums.isEmpty else {
            return evidence.loans.map { _ in .nan }
        }
        return zip(whole, evidence.sums).map { $0 - $1 }
    }

    /// What each loan of the evidence comes to in all.
    private func whole(_ record: DraftRecord, _ table: Int, _ evidence: Evidence) -> [Double]? {
        func values(_ field: DraftField) -> [Double]? {
            record.mapping(field).flatMap { scans[table].index(of: $0.columns[0]) }.map {
                numbers(evidence.loans, table, $0)
            }
        }
        if let total = values(.total) { return total }
        if let principal = values(.principal) {
            if let interest = values(.interest) { return zip(principal, interest).map(+) }
            let unit: Double = loanChoice.isFraction ? 1 : 100
            if let rate = values(.flatRate) { return zip(principal, rate).map { $0 * (1 + $1 / unit) } }
        }
        guard let installment = values(.installment), let count = values(.installmentCount) else { return nil }
        return zip(installment, count).map(*)
    }

    /// Of the loans with this label, the share that owes nothing; nil when none is in the sample.
    private func paidShare(of label: String, _ column: Int, _ evidence: Evidence, _ rest: [Double]) -> Double? {
        var seen = 0
        var paid = 0
        for (row, left) in zip(evidence.loans, rest) where ValueLabel.of(row[column]) == label && !left.isNaN {
            seen += 1
            if left <= 0.01 { paid += 1 }
        }
        return seen == 0 ? nil : Double(paid) / Double(seen)
    }

    private mutating func state(of label: String, isFlag: Bool, paid: Double?, place: String) -> RowState {
        if isFlag, let truth = StateWords.truth(of: label) {
            return truth ? .active : (paid ?? 1) > 0.5 ? .paid : .cancelled
        }
        switch StateWords.state(of: label) {
        case .cancelledOrPaid:
            let state: RowState = paid.map { $0 > 0.5 ? .paid : .cancelled } ?? .cancelled
            if paid.map({ $0 > 0.1 && $0 < 0.9 }) ?? true { askState(label, place, state) }
            return state
        case .paid where label.count <= 2 && paid.map({ $0 < 0.5 }) ?? false,
            .active where label.count <= 2 && paid.map({ $0 > 0.5 }) ?? false:
            return (paid ?? 0) > 0.5 ? .paid : .active
        case let state?: return state
        case nil:
            let state: RowState = (paid ?? 0) > 0.9 ? .paid : .active
            askState(label, place, state)
            return state
        }
    }

    private mutating func askState(_ label: String, _ place: String, _ assumed: RowState) {
        ask(
            InspectedQuestion(
                id: "status:\(place)=\(label)",
                question: InspectionText(
                    es: "¿Qué significa \"\(label)\" en \(place)?",
                    en: "What does \"\(label)\" in \(place) mean?"
                ),
                choices: ["active", "paid", "renewed", "cancelled", "written_off"],
                assumed: assumed.rawValue
            )
        )
    }

    /// The profile's word for a state.
    func name(of state: RowState) -> String {
        switch state {
        case .active, .paid, .renewed, .cancelled, .writtenOff: state.rawValue
        case .requested, .cancelledOrPaid: RowState.cancelled.rawValue
        }
    }
}
