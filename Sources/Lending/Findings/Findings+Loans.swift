extension Findings {
    /// What does not add up on one loan: its balance against its payments, a balance below zero, an overpayment, and
    /// a principal that had to be rounded.
    public func loan(_ loan: Loan, of client: ClientRef) -> [Finding] {
        [
            balanceMismatch(loan, client), balanceNegative(loan, client), overpaid(loan, client),
            principalRounded(loan, client),
        ].compactMap(\.self)
    }

    private func balanceMismatch(_ loan: Loan, _ client: ClientRef) -> Finding? {
        guard let stated = loan.outstandingSource else { return nil }
        let computed = loan.terms.total - loan.paid
        let difference = stated - computed
        guard difference != .zero else { return nil }
        let size = difference.magnitude
        let reasonES =
            difference < .zero
            ? "faltan pagos por \(size.es) en el historial (borrados, rebajados o saldo editado)"
            : "el saldo está \(size.es) por encima de lo que dan los pagos"
        let reasonEN =
            difference < .zero
            ? "payments of \(size.en) are missing from the history (deleted, lowered, or the balance was edited)"
            : "the balance is \(size.en) above what the payments give"
        let whose = of(client)
        return make(
            .balanceMismatch,
            severity: difference < .zero ? .critical : .warning,
            about: .loan(loan),
            amount: size,
            evidence: [
                Evidence(place: loan.sourceKey, before: stated.decimalText, after: computed.decimalText)
            ] + loan.evidence.map { Evidence(ticket: $0) },
            Sentence(
                es: """
                    El saldo del préstamo \(loan.number) \(whose.es) es \(stated.es) en la aplicación, pero su total \
                    menos sus pagos da \(computed.es): \(reasonES).
                    """,
                en: """
                    The balance of loan \(loan.number) \(whose.en) is \(stated.en) in the app, but its total less its \
                    payments is \(computed.en): \(reasonEN).
                    """
            )
        )
    }

    private func balanceNegative(_ loan: Loan, _ client: ClientRef) -> Finding? {
        guard let stated = loan.outstandingSource, stated < .zero else { return nil }
        let whose = of(client)
        return make(
            .balanceNegative,
            about: .loan(loan),
            amount: stated.magnitude,
            evidence: [Evidence(place: loan.sourceKey, before: stated.decimalText)],
            Sentence(
                es: "El préstamo \(loan.number) \(whose.es) tiene un saldo negativo de \(stated.es).",
                en: "Loan \(loan.number) \(whose.en) has a negative balance of \(stated.en)."
            )
        )
    }

    private func overpaid(_ loan: Loan, _ client: ClientRef) -> Finding? {
        let excess = loan.paid - loan.terms.total
        guard excess > .zero else { return nil }
        let whose = of(client)
        return make(
            .overpaid,
            about: .loan(loan),
            amount: excess,
            evidence: [
                Evidence(place: loan.sourceKey, before: loan.terms.total.decimalText, after: loan.paid.decimalText)
            ] + loan.evidence.map { Evidence(ticket: $0) },
            Sentence(
                es: """
                    Por el préstamo \(loan.number) \(whose.es) se pagó \(loan.paid.es), \(excess.es) más que su total \
                    de \(loan.terms.total.es).
                    """,
                en: """
                    \(loan.paid.en) was paid on loan \(loan.number) \(whose.en), \(excess.en) more than its total of \
                    \(loan.terms.total.en).
                    """
            )
        )
    }

    private func principalRounded(_ loan: Loan, _ client: ClientRef) -> Finding? {
        guard loan.terms.principalBasis == .derivedRounded, let principal = loan.terms.principal else { return nil }
        let whose = of(client)
        return make(
            .principalRounded,
            about: .loan(loan),
            evidence: [
                Evidence(place: loan.sourceKey, before: loan.terms.total.decimalText, after: principal.decimalText)
            ],
            Sentence(
                es: """
                    El capital del préstamo \(loan.number) \(whose.es) no sale exacto de su total \
                    \(loan.terms.total.es) y su porcentaje: se tomó \(principal.es).
                    """,
                en: """
                    The principal of loan \(loan.number) \(whose.en) does not follow exactly from its total \
                    \(loan.terms.total.en) and its rate: \(principal.en) was taken.
                    """
            )
        )
    }
}
