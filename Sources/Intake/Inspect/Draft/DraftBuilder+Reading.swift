extension DraftBuilder {
    /// Fields of a loan that a customer's row may have.
    static let clientRowFields: Set<DraftField> = [
        .installment, .balance, .termDays, .frequency, .flatRate, .disbursedOn, .lastPaymentOn, .lateInterestOwed,
    ]

    /// Looks whether a profile can read what was found as it lies, and asks where it cannot.
    mutating func settleReading() {
        guard let payments = draft.records[.payments] else { return }
        if scans[payments.table].table.isFamily {
            let needed: [DraftField] = [.installment, .balance, .termDays, .frequency, .flatRate]
            if let loans = draft.records[.loans], draft.records[.customers]?.table == loans.table,
                needed.allSatisfy({ loans.mapping($0) != nil })
            {
                draft.isOnClientRow = true
            } else {
                leaveOut(payments)
            }
        } else if payments.mapping(.date) == nil || payments.mapping(.loan) == nil && payments.mapping(.customer) == nil
        {
            leaveOut(payments)
        }
    }

    private mutating func leaveOut(_ payments: DraftRecord) {
        draft.unreadable.insert(.payments)
        let name = scans[payments.table].name
        ask(
            InspectedQuestion(
                id: "payments:\(name)",
                question: InspectionText(
                    es: "¿De qué préstamo y de qué día es cada pago de \(name)? El borrador los deja por fuera.",
                    en: "Which loan and which day is each payment of \(name) of? The draft leaves them out."
                ),
                choices: ["left_out", "mapped_by_hand"],
                assumed: "left_out"
            )
        )
    }
}
