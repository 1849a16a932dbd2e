import Lending
import Storage

extension SnapshotWriter {
    /// Turns a payment into a tombstone.
    ///
    /// `dossier` is the customer's, when the customer is still there: then the vanished payment is a finding of its own.
    func void(_ stored: StoredRecord, reportedBy dossier: Dossier?) throws {
        let before = try PaymentRecords.read(stored.document, personal: nil)
        var payment = before
        payment.status = .voided
        counts.removed += 1
        let isExplained = open.confirmedPayments.contains(payment.id)
        if !isExplained {
            open.voidedCount += 1
            open.voidedAmount += payment.amount
        }
        try ledger.payments.update(
            stored,
            to: payment,
            document: PaymentRecords.document(payment),
            event: "payment.voided",
            occurredOn: open.route.businessDate,
            isRemoved: true
        )
        guard !isExplained else { return }
        try noteReceipts(ofVoided: before)
        if let dossier { try noteVoiding(of: before, of: dossier) }
    }

    /// Turns a loan into a tombstone; its figures stay as they were last known.
    func removeLoan(_ stored: StoredRecord) throws {
        var loan = try LoanRecords.read(stored.document, personal: nil)
        loan.status = .removed
        counts.removed += 1
        try ledger.loans.update(
            stored,
            to: loan,
            document: LoanRecords.document(loan),
            event: "loan.removed",
            occurredOn: open.route.businessDate,
            isRemoved: true
        )
    }

    /// Turns a customer, their loans and their payments into tombstones.
    func removeCustomer(_ id: String) throws {
        guard let stored = try ledger.customers.find(id) else { return }
        let loans = try ledger.loans.find("customer_id", is: id, onlyIf: "removed_seq IS NULL")
        let payments = try ledger.payments.find("customer_id", is: id, onlyIf: "removed_seq IS NULL")
        var outstanding = Money.zero
        for stored in payments.values.sorted(by: { $0.id < $1.id }) { try void(stored, reportedBy: nil) }
        for stored in loans.values.sorted(by: { $0.id < $1.id }) {
            let loan = try LoanRecords.read(stored.document, personal: nil)
            if loan.status == .active { outstanding += loan.outstanding }
            try removeLoan(stored)
        }
        var customer = try CustomerRecords.read(stored.document, personal: stored.personal)
        customer.status = .removed
        counts.removed += 1
        try ledger.customers.update(
            stored,
            to: customer,
            document: CustomerRecords.document(customer),
            personal: stored.personal,
            event: CustomerRecords.event(isNew: false, isRemoved: true),
            occurredOn: open.route.businessDate,
            isRemoved: true
        )
        try ledger.setMark(.none, of: customer.id)
        try noteRemoval(of: customer.id, payments: payments.count, outstanding: outstanding)
    }
}
