import Codecs
import Lending

/// A customer's loans and payments, put together from the rows that the source holds of each.
struct LedgerAssembly {
    let customer: LedgerCustomer
    let ids: RecordIDs
    let policies: SourcePolicies
    /// Whether the source holds payments as rows at all.
    let hasPayments: Bool

    /// A loan with its payments in order of time.
    struct Assembled {
        var loan: Loan
        var payments: [PaymentEntry]
    }

    /// What came of a customer's rows.
    struct Outcome {
        var loans: [Assembled] = []
        /// Rows of loans that say neither what was lent nor what is owed.
        var empty: [LedgerLoan] = []
        /// Payments that name the customer, who has no loan that they could be on.
        var unplaced = 0
    }

    /// The loans, oldest first.
    func outcome() -> Outcome {
        var outcome = Outcome()
        var drafts: [(loan: LedgerLoan, terms: LoanTerms, balance: Money?)] = []
        for loan in customer.loans {
            let read = LedgerTerms(loan.row, policies: policies)
            guard let terms = read.terms else {
                outcome.empty.append(loan)
                continue
            }
            drafts.append((loan, terms, read.balance))
        }
        // In order of time; rows without a day keep the source's order behind those that have one.
        let order = drafts.indices.sorted { left, right in
            let (a, b) = (drafts[left].terms.disbursedOn, drafts[right].terms.disbursedOn)
            return (a ?? .latest, left) < (b ?? .latest, right)
        }
        drafts = order.map { drafts[$0] }
        outcome.unplaced = place(customer.others, on: &drafts)
        var keys = PaymentKeys()
        for (index, draft) in drafts.enumerated() {
            let payments = entries(draft.loan.payments, &keys)
            let loan = loan(draft.loan, draft.terms, draft.balance, number: index + 1, payments)
            outcome.loans.append(Assembled(loan: loan, payments: payments))
        }
        markRenewals(&outcome.loans)
        return outcome
    }

    /// Puts payments that name no loan on the newest loan that had begun, and says how many found none.
    private func place(
        _ payments: [MappedRow],
        on drafts: inout [(loan: LedgerLoan, terms: LoanTerms, balance: Money?)]
    ) -> Int {
        guard !payments.isEmpty else { return 0 }
        guard !drafts.isEmpty else { return payments.count }
        for payment in payments {
            let day = payment.date(.date) ?? .latest
            let begun = drafts.lastIndex { ($0.terms.disbursedOn ?? .earliest) <= day } ?? 0
            drafts[begun].loan.payments.append(payment)
        }
        for index in drafts.indices {
            drafts[index].loan.payments.sort { left, right in
                (left.date(.date) ?? .latest, left.time(.time)?.secondOfDay ?? -1)
                    < (right.date(.date) ?? .latest, right.time(.time)?.secondOfDay ?? -1)
            }
        }
        return 0
    }

    private func entries(_ rows: [MappedRow], _ keys: inout PaymentKeys) -> [PaymentEntry] {
        rows.compactMap { row in
            // Required by the language of profiles, so they are there.
            guard let amount = row.money(.amount), let day = row.date(.date) else { return nil }
            let ticket = row.text(.ticket)
            let key = keys.next(ticket: ticket, on: day, at: row.time(.time))
            return PaymentEntry(
                row: HistoryRow(
                    amount: amount,
                    balanceAfter: row.money(.balanceAfter),
                    paidOn: day,
                    paidAt: row.time(.time),
                    ticket: ticket,
                    place: "\(SourceRecord.payments.rawValue)/cliente \(customer.client.label)/\(key)"
                ),
                key: key
            )
        }
    }

    private func loan(
        _ source: LedgerLoan,
        _ terms: LoanTerms,
        _ stated: Money?,
        number: Int,
        _ payments: [PaymentEntry]
    ) -> Loan {
        let paid = payments.map(\.row).filter { $0.amount > .zero }
        let sum = paid.reduce(Money.zero) { $0 + $1.amount }
        let computed = hasPayments || stated == nil ? terms.total - sum : stated ?? .zero
        let status = status(source.row, balance: stated ?? computed)
        let customerID = ids.customer(customer.client.key)
        let id = ids.loan(of: customer.client.key, key: source.key)
        return Loan(
            id: id,
            routeID: ids.routeID,
            customerID: customerID,
            // The loan's own key may hold an identity number, so it stays out.
            sourceKey: "\(customer.client.label)-\(id.text.suffix(12))",
            number: number,
            origin: .source,
            status: status,
            terms: terms,
            paid: sum,
            paymentsCount: paid.count,
            outstandingSource: source.row.money(.balance) ?? (hasPayments ? nil : stated),
            outstandingComputed: status == .active ? computed : .zero,
            firstPaymentOn: paid.map(\.paidOn).min(),
            lastPaymentOn: paid.map(\.paidOn).max() ?? source.row.date(.lastPaymentOn),
            closedOn: status == .active
                ? nil : source.row.date(.closedOn) ?? paid.map(\.paidOn).max() ?? source.row.date(.lastPaymentOn),
            lateInterestOwed: source.row.money(.lateInterestOwed),
            lateInterestPaid: source.row.money(.lateInterestPaid)
        )
    }

    /// Where a loan stands: as the source says, else by its balance.
    private func status(_ row: MappedRow, balance: Money) -> Loan.Status {
        switch row.status(.status) {
        case "paid", "paid_or_cancelled": .paid
        case "renewed": .renewed
        // A loan that was written off is still owed; one of which nothing is left is paid, whatever its row says.
        default: balance > .zero ? .active : .paid
        }
    }

    private func markRenewals(_ loans: inout [Assembled]) {
        let keys = LedgerKeys.renewals(customer.loans)
        for index in loans.indices.dropFirst() {
            let earlier = loans[index - 1].loan
            let begins = loans[index].loan.terms.disbursedOn
            let follows = earlier.status == .renewed || (earlier.closedOn != nil && earlier.closedOn == begins)
            if follows { loans[index].loan.kind = .renewal }
        }
        guard !keys.isEmpty else { return }
        let renewing = Set(keys.map { ids.loan(of: customer.client.key, key: $0) })
        for index in loans.indices where renewing.contains(loans[index].loan.id) { loans[index].loan.kind = .renewal }
    }
}

extension LedgerKeys {
    /// The keys of the loans whose rows say that they renew another.
    static func renewals(_ loans: [LedgerLoan]) -> [String] {
        loans.filter { $0.row.text(.renewalOf) != nil }.map(\.key)
    }
}
