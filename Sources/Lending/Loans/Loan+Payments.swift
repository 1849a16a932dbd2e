extension Loan {
    /// Counts a payment that the loan's figures do not hold yet.
    public mutating func count(_ payment: Payment) {
        paid += payment.amount
        paymentsCount += 1
        if status == .active { outstandingComputed -= payment.amount }
        firstPaymentOn = firstPaymentOn.map { min($0, payment.paidOn) } ?? payment.paidOn
        lastPaymentOn = lastPaymentOn.map { max($0, payment.paidOn) } ?? payment.paidOn
    }

    /// Counts a payment that came after the books were copied: what they say is owed falls by it, and a loan of which
    /// nothing is left is paid.
    public mutating func countLater(_ payment: Payment) {
        count(payment)
        outstandingSource = outstandingSource.map { $0 - payment.amount }
        guard status == .active, outstanding <= .zero else { return }
        status = .paid
        closedOn = payment.paidOn
        outstandingComputed = .zero
    }
}
