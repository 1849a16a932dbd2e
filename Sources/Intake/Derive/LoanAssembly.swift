import Lending

/// A customer's loans and payments, put together from the row and the history.
struct LoanAssembly {
    let client: ClientRow
    let terms: ClientTerms
    let entries: [PaymentEntry]
    let history: LoanHistory
    let ids: RecordIDs
    let customerID: CustomerID
    private let hasPayments: Bool

    /// A loan with the run of payments that it rests on.
    struct Assembled {
        var loan: Loan
        var segment: LoanSegment?
    }

    init(client: ClientRow, terms: ClientTerms, history: PaymentHistory, source: RouteSource, ids: RecordIDs) {
        self.client = client
        self.terms = terms
        entries = history.entries
        let current = source.profile.loans.isOnClientRow ? terms.currentLoan : nil
        self.history = LoanHistory(rows: history.rows, current: current)
        self.ids = ids
        customerID = ids.customer(client.key)
        hasPayments = source.has(.payments)
    }

    /// The loans, oldest first; the one on the customer's row is the last.
    func loans() -> [Assembled] {
        var loans: [Assembled] = []
        for (index, segment) in history.segments.enumerated() {
            let isCurrent = segment.isCurrent && terms.terms != nil
            let loan =
                isCurrent
                ? current(number: index + 1, segment) : past(number: index + 1, segment, isLast: isLast(index))
            loans.append(Assembled(loan: loan, segment: segment))
        }
        let isShown = history.segments.last?.isCurrent ?? false
        if !isShown, terms.terms != nil, isWorthALoan {
            loans.append(Assembled(loan: current(number: loans.count + 1, nil), segment: nil))
        }
        for index in loans.indices.dropFirst() where isRenewal(loans[index].loan, after: loans[index - 1].loan) {
            loans[index].loan.kind = .renewal
        }
        return loans
    }

    /// The payments above zero, each on its loan.
    func payments(of loans: [Assembled], policies: SourcePolicies) -> [Payment] {
        var builder = PaymentBuilder(ids: ids, customer: client.key, split: policies.interestSplit)
        return loans.flatMap { assembled in
            assembled.segment.map { builder.payments(entries[$0.rows], on: assembled.loan) } ?? []
        }
    }

    /// The payment at a position of the history, as findings need it.
    func reference(to index: Int, of loans: [Assembled]) -> PaymentRef {
        PaymentRef(
            id: ids.payment(of: client.key, key: entries[index].key),
            loanID: loan(of: index, among: loans)?.loan.id,
            client: ClientRef(id: customerID, number: client.label),
            row: entries[index].row
        )
    }

    /// The loan whose run of payments holds the row `index`; runs stand in order, so it is searched for by halves.
    private func loan(of index: Int, among loans: [Assembled]) -> Assembled? {
        var (low, high) = (0, loans.count)
        while low < high {
            let middle = (low + high) / 2
            if let rows = loans[middle].segment?.rows, rows.upperBound <= index {
                low = middle + 1
            } else {
                high = middle
            }
        }
        guard loans.indices.contains(low), loans[low].segment?.rows.contains(index) ?? false else { return nil }
        return loans[low]
    }

    private func isLast(_ index: Int) -> Bool { index == history.segments.count - 1 }

    /// A row whose loan is finished and that no payment shows is a loan only when the row says when it was handed over.
    private var isWorthALoan: Bool {
        (terms.balance ?? .zero) != .zero || terms.disbursedOn != nil
    }

    /// The loan on the customer's row.
    private func current(number: Int, _ segment: LoanSegment?) -> Loan {
        let agreed = terms.terms ?? LoanTerms(total: segment?.opening ?? .zero)
        let balance = terms.balance
        let isActive = (balance ?? .zero) > .zero
        var loan = bare(number: number, origin: .source, status: isActive ? .active : .paid, agreed, segment)
        loan.outstandingSource = balance
        if isActive { loan.outstandingComputed = hasPayments ? agreed.total - loan.paid : balance ?? .zero }
        if !isActive { loan.closedOn = loan.lastPaymentOn ?? client.row.date(.lastPaymentOn) }
        loan.lateInterestOwed = client.row.money(.lateInterestOwed)
        loan.lateInterestPaid = client.row.money(.lateInterestPaid)
        return loan
    }

    /// A loan that only its payments still show.
    private func past(number: Int, _ segment: LoanSegment, isLast: Bool) -> Loan {
        let status: Loan.Status =
            switch segment.endedBy {
            case .paid: .paid
            case .renewed: .renewed
            case .open: .active
            }
        let agreed = LoanTerms(total: segment.opening)
        var loan = bare(number: number, origin: .reconstructed, status: status, agreed, segment)
        switch segment.endedBy {
        case .paid: loan.closedOn = loan.lastPaymentOn
        case .renewed:
            let lastPaid = entries[segment.rows.upperBound - 1].row.paidOn
            loan.closedOn = Renewals.day(after: lastPaid, next: isLast ? terms : nil)
        case .open:
            // The balance printed beside its last payment is all that the source still says.
            loan.outstandingSource = entries[segment.rows.upperBound - 1].row.balanceAfter
            loan.outstandingComputed = agreed.total - loan.paid
        }
        let first = entries[segment.rows.lowerBound]
        let last = entries[segment.rows.upperBound - 1]
        loan.evidence = first.key == last.key ? [first.key] : [first.key, last.key]
        return loan
    }

    private func bare(
        number: Int,
        origin: Loan.Origin,
        status: Loan.Status,
        _ agreed: LoanTerms,
        _ segment: LoanSegment?
    ) -> Loan {
        var loan = Loan(
            id: ids.loan(of: client.key, number: number),
            routeID: ids.routeID,
            customerID: customerID,
            // 60 bits of the customer's id tell apart all whom the app gave one row number in turn.
            sourceKey: "\(client.label)-\(customerID.text.suffix(12))#\(number)",
            number: number,
            origin: origin,
            status: status,
            terms: agreed,
            outstandingComputed: .zero
        )
        guard let segment else { return loan }
        for index in segment.rows where entries[index].row.amount > .zero {
            let row = entries[index].row
            loan.paid += row.amount
            loan.paymentsCount += 1
            loan.firstPaymentOn = loan.firstPaymentOn.map { min($0, row.paidOn) } ?? row.paidOn
            loan.lastPaymentOn = loan.lastPaymentOn.map { max($0, row.paidOn) } ?? row.paidOn
        }
        return loan
    }

    private func isRenewal(_ loan: Loan, after earlier: Loan) -> Bool {
        if earlier.status == .renewed { return true }
        guard let closedOn = earlier.closedOn else { return false }
        return loan.terms.disbursedOn.map { $0 == closedOn } ?? (loan.firstPaymentOn == closedOn)
    }
}
