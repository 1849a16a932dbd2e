import Lending

/// Makes records of a customer's payments, in order of time.
struct PaymentBuilder {
    private let ids: RecordIDs
    private let customer: String
    private let split: InterestSplit
    private var moment: (CivilDate, DayTime?)?
    private var sequence = 0

    /// For the customer with the key `customer`.
    init(ids: RecordIDs, customer: String, split: InterestSplit) {
        self.ids = ids
        self.customer = customer
        self.split = split
    }

    /// The records of those of `entries` that are above zero, all on `loan`.
    mutating func payments(_ entries: some Sequence<PaymentEntry>, on loan: Loan) -> [Payment] {
        var payments: [Payment] = []
        var paid = Money.zero
        for entry in entries {
            let row = entry.row
            // Not the position in the whole history: that of each later payment would change when one is deleted.
            let isSameMoment = moment.map { $0.0 == row.paidOn && $0.1 == row.paidAt } ?? false
            sequence = isSameMoment ? sequence + 1 : 1
            moment = (row.paidOn, row.paidAt)
            guard row.amount > .zero else { continue }
            let parts = parts(row, after: paid, loan.terms)
            paid += row.amount
            payments.append(
                Payment(
                    id: ids.payment(of: customer, key: entry.key),
                    routeID: ids.routeID,
                    customerID: loan.customerID,
                    loanID: loan.id,
                    sourceKey: entry.key,
                    ticket: row.ticket,
                    amount: row.amount,
                    principalPart: parts?.principal,
                    interestPart: parts?.interest,
                    balanceAfter: row.balanceAfter,
                    paidOn: row.paidOn,
                    paidAt: row.paidAt,
                    sequence: sequence,
                    place: row.place
                )
            )
        }
        return payments
    }

    /// The principal and the interest in a payment; nil when the loan's principal is not known.
    ///
    /// What was paid before is taken from the balance printed after the payment where there is one, so that an edit of
    /// one payment does not move the parts of those after it.
    private func parts(
        _ row: HistoryRow,
        after paid: Money,
        _ agreed: LoanTerms
    ) -> (principal: Money, interest: Money)? {
        guard let principal = agreed.principal else { return nil }
        let printed = row.balanceAfter.map { agreed.total - $0 - row.amount }
        let before = printed.flatMap { $0 >= .zero && $0 <= agreed.total ? $0 : nil } ?? paid
        return split.parts(of: row.amount, after: before, principal: principal, total: agreed.total)
    }
}
