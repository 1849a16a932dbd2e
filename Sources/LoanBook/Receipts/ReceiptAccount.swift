import Lending
import Machine
import Storage

/// A customer whom receipts may name: what the book holds of them around the days of the receipts.
struct ReceiptAccount {
    let customer: CustomerID
    let route: RouteID
    let isWholeName: Bool
    /// The first day of which the book holds something of the customer.
    let knownSince: CivilDate?
    private var loans: [Loan]
    private var payments: [Payment]
    private var taken: Set<PaymentID>

    /// Reads loans and payments of a candidate; payments of other receipts than those of `own` are taken.
    init(
        _ candidate: ReceiptNames.Candidate,
        from first: CivilDate,
        to last: CivilDate,
        in ledger: Ledger,
        except own: Set<ReceiptID>
    ) throws {
        customer = candidate.customer
        route = candidate.route
        isWholeName = candidate.isWholeName
        let key: [SQLValue] = [.text(ledger.tenant.text), .text(customer.text)]
        loans = try ledger.connection.rows(
            "SELECT document FROM loan WHERE tenant_id = $1 AND customer_id = $2 AND removed_seq IS NULL ORDER BY id",
            key
        ) { try LoanRecords.read(try $0.bytes(0), personal: nil) }
        payments = try ledger.connection.rows(
            """
            SELECT document FROM payment
            WHERE tenant_id = $1 AND customer_id = $2 AND paid_day BETWEEN $3 AND $4 AND removed_seq IS NULL
            ORDER BY paid_day, id
            """,
            key + [.day(first.adding(days: -1)), .day(last.adding(days: 1))]
        ) { try PaymentRecords.read(try $0.bytes(0), personal: nil) }
        taken = try ledger.paymentsTaken(from: customer, except: own)
        knownSince = loans.compactMap { [$0.terms.disbursedOn, $0.firstPaymentOn].compactMap(\.self).min() }.min()
    }

    /// The payment that answers best to `receipt`.
    func match(_ receipt: Receipt) -> ReceiptMatch? {
        ReceiptMatch.best(of: receipt, among: payments, taken: taken)
    }

    /// The payment `id`, which from now on belongs to a receipt.
    mutating func take(_ id: PaymentID) -> Payment? {
        taken.insert(id)
        return payments.first { $0.id == id }
    }

    /// Whether a loan of the customer explains what `receipt` states and no other would.
    func isVouched(for receipt: Receipt) -> Bool {
        loans.contains { ReceiptLoanFit(receipt, $0)?.isVouched ?? false }
    }

    /// The loan that takes the payment of `receipt`: one that the receipt vouches for, else the newest open one.
    func loan(for receipt: Receipt) -> Loan? {
        let open = loans.compactMap { loan in ReceiptLoanFit(receipt, loan).map { (loan, $0) } }
        let vouched = open.last { $0.1.isVouched }
        return (vouched ?? open.max { $0.0.number < $1.0.number })?.0
    }

    /// The payment that a receipt becomes.
    func payment(of receipt: Receipt, on loan: Loan, tenant: TenantID) -> Payment {
        let atOnce = payments.count { $0.paidOn == receipt.paidOn && $0.paidAt == receipt.paidAt }
        let parts = [tenant.text, "receipt", receipt.id.text]
        return Payment(
            id: PaymentID(DeterministicID.text(prefix: Payment.idPrefix, parts: parts)),
            routeID: loan.routeID,
            customerID: customer,
            loanID: loan.id,
            sourceKey: "receipt:\(receipt.id.text)",
            ticket: receipt.reference,
            amount: receipt.amount,
            balanceAfter: receipt.balance,
            paidOn: receipt.paidOn,
            paidAt: receipt.paidAt,
            sequence: atOnce + 1,
            place: receipt.place
        )
    }

    /// Writes what a recorded payment makes of its loan and customer, and has the next sync compare the customer anew.
    mutating func add(_ payment: Payment, in ledger: Ledger, _ counts: inout RecordCounts) throws {
        payments.append(payment)
        taken.insert(payment.id)
        guard let index = loans.firstIndex(where: { $0.id == payment.loanID }),
            let stored = try ledger.loans.find(payment.loanID.text)
        else { return }
        let before = loans[index]
        loans[index].countLater(payment)
        let loan = loans[index]
        try ledger.loans.update(
            stored,
            to: loan,
            document: LoanRecords.document(loan),
            event: LoanRecords.event(from: before, to: loan),
            occurredOn: payment.paidOn
        )
        counts.changed += 1
        try ledger.setMark(.none, of: customer)
        if !loans.contains(where: { $0.status == .active }) { try rest(payment.paidOn, in: ledger, &counts) }
    }

    /// The customer owes nothing any more.
    private func rest(_ day: CivilDate, in ledger: Ledger, _ counts: inout RecordCounts) throws {
        guard let stored = try ledger.customers.find(customer.text) else { return }
        var record = try CustomerRecords.read(stored.document, personal: stored.personal)
        guard record.status == .active else { return }
        record.status = .idle
        counts.changed += 1
        try ledger.customers.update(
            stored,
            to: record,
            document: CustomerRecords.document(record),
            personal: stored.personal,
            event: CustomerRecords.event(isNew: false, isRemoved: false),
            occurredOn: day
        )
    }
}
