/// Reads which named operations give the loans.
struct ProfileDerivationParser {
    let root: ProfileBlock

    func loans(records: [SourceRecord: RecordMapping]) -> LoanDerivation {
        let known = ["loan_on_client_row", "loans_from_payment_history"]
        guard let block = root.block("derive", known: known) else {
            return LoanDerivation(isOnClientRow: false, isFromPaymentHistory: false)
        }
        return LoanDerivation(
            isOnClientRow: loanOnClientRow(block, records[.customers]),
            isFromPaymentHistory: loansFromHistory(block, records[.payments])
        )
    }

    /// The loan whose terms stand on the customer's row.
    private func loanOnClientRow(_ block: ProfileBlock, _ customers: RecordMapping?) -> Bool {
        let name = "loan_on_client_row"
        guard block.node(name) != nil else { return false }
        let steps: [(key: String, choice: String, fields: [Field])] = [
            ("installment_count", "term_over_period", [.termDays, .frequency]),
            ("total", "installment_times_count", [.installment]),
            ("principal", "total_without_flat_rate", [.flatRate]),
        ]
        guard let options = block.block(name, known: steps.map(\.key)) else { return false }
        for step in steps {
            guard let word = options.text(step.key, isNeeded: true),
                options.choice(word, of: [step.choice], at: step.key) != nil, let customers
            else { continue }
            for field in step.fields + [.balance] where customers.mapping(of: field) == nil {
                options.problem(
                    step.key,
                    "needs \(field.name), which customers do not map",
                    "Map `\(field.name)` under records.customers.fields"
                )
            }
        }
        return true
    }

    /// Loans that only the balances printed after each payment still show.
    private func loansFromHistory(_ block: ProfileBlock, _ payments: RecordMapping?) -> Bool {
        let name = "loans_from_payment_history"
        guard block.node(name) != nil else { return false }
        let signs = ["first_payment", "previous_balance_zero", "balance_rises"]
        guard let options = block.block(name, known: ["begins_when"]) else { return false }
        let chosen = options.texts("begins_when")
        for word in chosen { _ = options.choice(word, of: signs, at: "begins_when") }
        if Set(chosen) != Set(signs), chosen.allSatisfy(signs.contains) {
            options.problem(
                "begins_when",
                "expected all of \(signs.joined(separator: ", "))",
                "Write `begins_when: [\(signs.joined(separator: ", "))]`"
            )
        }
        if payments?.mapping(of: .balanceAfter) == nil {
            block.problem(
                name,
                "needs balance_after, which payments do not map",
                "Map `balance_after` under records.payments.fields"
            )
        }
        return true
    }
}
