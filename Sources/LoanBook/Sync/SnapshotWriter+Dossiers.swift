public import Lending
import Storage

extension SnapshotWriter {
    /// Compares one customer of the open route with the book and writes what differs.
    /// - Throws: ``LoanBookError`` when the dossier contradicts itself or repeats a customer.
    public func apply(_ given: Dossier) throws {
        let dossier = try reconciled(given)
        let rendered = RenderedDossier(dossier)
        let id = dossier.customer.id.text
        let known = open.customers[id]
        guard known?.isSeen != true else {
            throw LoanBookError.duplicateRecord(entity: CustomerRecords.name, id: id)
        }
        counts.seen += rendered.count
        // What receipts add to a dossier does not follow from its rows.
        let rows = open.receipts[id] == nil ? dossier.rowsDigest : nil
        let shown = rows.map { rows in
            let findings = dossier.findings.map(\.id.text)
            return DossierMark.Shown(rows: rows, count: rendered.count, findings: findings)
        }
        let mark = DossierMark(hash: rendered.hash(), shown: shown)
        open.customers[id] = KnownCustomer(mark: mark, isRemoved: false, isSeen: true)
        if let known, !known.isRemoved, known.mark.hash == mark.hash {
            open.shownFindings.formUnion(dossier.findings.map(\.id.text))
            if known.mark != mark { try ledger.setMark(mark, of: dossier.customer.id) }
            return
        }
        try rendered.check(on: open.route.id)
        try meet(dossier.customer)
        let kept = dossier.isPartial ? .none : mark
        if open.isNew {
            try insert(rendered)
        } else {
            try compare(rendered)
        }
        if known == nil {
            try ledger.addMark(kept, of: dossier.customer.id)
        } else {
            try ledger.setMark(kept, of: dossier.customer.id)
        }
        for finding in dossier.findings { try note(finding) }
        try flushIfFull()
    }

    /// Whether the book holds the customer as rows with the digest `rows` gave them, so that they may be passed over.
    public func holds(_ customer: CustomerID, rows: [UInt8]) -> Bool {
        guard let known = open.customers[customer.text], !known.isRemoved, !known.isSeen else { return false }
        return known.mark.shown?.rows == rows && open.receipts[customer.text] == nil
    }

    /// Leaves a customer of whom ``holds(_:rows:)`` is true as the book has them.
    public func passOver(_ customer: CustomerID) {
        guard let shown = open.customers[customer.text]?.mark.shown else { return }
        counts.seen += shown.count
        open.shownFindings.formUnion(shown.findings)
        open.customers[customer.text]?.isSeen = true
    }

    /// A customer of a route that the book does not hold: everything is new.
    private func insert(_ rendered: RenderedDossier) throws {
        let day = open.route.businessDate
        counts.created += rendered.count
        try ledger.customers.insert(
            rendered.dossier.customer,
            document: rendered.customer,
            personal: rendered.personal,
            event: CustomerRecords.event(isNew: true, isRemoved: false),
            occurredOn: day
        )
        try ledger.makeRoom(forLoans: rendered.loans)
        for (loan, document) in zip(rendered.dossier.loans, rendered.loans) {
            try ledger.loans.insert(
                loan,
                document: document,
                event: LoanRecords.event(from: nil, to: loan),
                occurredOn: LoanRecords.occurredOn(from: nil, to: loan, noticedOn: day)
            )
        }
        try ledger.makeRoom(forPayments: rendered.payments)
        for (payment, document) in zip(rendered.dossier.payments, rendered.payments) {
            try ledger.payments.insert(
                payment,
                document: document,
                event: "payment.received",
                occurredOn: payment.paidOn
            )
        }
    }

    /// A customer of a route that the book holds: what it has of them is read and compared.
    private func compare(_ rendered: RenderedDossier) throws {
        let dossier = rendered.dossier
        let id = dossier.customer.id.text
        var loans = try ledger.loans.find("customer_id", is: id)
        var payments = try ledger.payments.find("customer_id", is: id)
        try findMoved(dossier.loans.map(\.id.text), into: &loans, from: ledger.loans)
        try findMoved(dossier.payments.map(\.id.text), into: &payments, from: ledger.payments)
        // Rows that cannot be read may hide a whole loan; the numbers of the others then cannot be trusted.
        if dossier.isPartial, dossier.loans.count < loans.count(where: { !$0.value.isRemoved }) {
            return retain(dossier.customer.id)
        }
        let missing = MissingRecords(of: dossier, loans: loans, payments: payments)
        try write(rendered)
        try ledger.makeRoom(forLoans: rendered.loans)
        for loan in dossier.loans {
            let incoming = dossier.isPartial ? try missing.add(to: loan) : loan
            try write(incoming, over: loans[loan.id.text])
        }
        if dossier.isPartial {
            try writePayments(of: rendered, over: payments)
            return
        }
        for stored in missing.payments { try void(stored, reportedBy: dossier) }
        try writePayments(of: rendered, over: payments)
        for stored in missing.loans { try removeLoan(stored) }
    }

    /// Adds rows that stand under another customer: a record may move where its id does not follow from the customer's.
    private func findMoved<Table>(
        _ ids: [String],
        into found: inout [String: StoredRecord],
        from store: RecordStore<Table>
    ) throws {
        for id in ids where found[id] == nil {
            if let stored = try store.find(id) { found[id] = stored }
        }
    }

    private func write(_ rendered: RenderedDossier) throws {
        let customer = rendered.dossier.customer
        let day = open.route.businessDate
        guard let stored = try ledger.customers.find(customer.id.text) else {
            counts.created += 1
            return try ledger.customers.insert(
                customer,
                document: rendered.customer,
                personal: rendered.personal,
                event: CustomerRecords.event(isNew: true, isRemoved: false),
                occurredOn: day
            )
        }
        guard stored.isRemoved || stored.document != rendered.customer || stored.personal != rendered.personal else {
            return
        }
        counts.changed += 1
        try noteIdentity(of: rendered.dossier, over: stored)
        try ledger.customers.update(
            stored,
            to: customer,
            document: rendered.customer,
            personal: rendered.personal,
            event: CustomerRecords.event(isNew: false, isRemoved: false),
            occurredOn: day
        )
        if stored.isRemoved { try resolveVanishing(of: .customer(customer.id)) }
    }

    private func write(_ incoming: Loan, over stored: StoredRecord?) throws {
        let day = open.route.businessDate
        guard let stored else {
            counts.created += 1
            return try ledger.loans.insert(
                incoming,
                document: LoanRecords.document(incoming),
                event: LoanRecords.event(from: nil, to: incoming),
                occurredOn: LoanRecords.occurredOn(from: nil, to: incoming, noticedOn: day)
            )
        }
        let known = try LoanRecords.read(stored.document, personal: nil)
        let loan = LoanRecords.carryForward(known, into: incoming)
        let document = LoanRecords.document(loan)
        guard stored.isRemoved || stored.document != document else { return }
        counts.changed += 1
        if known.customerID != loan.customerID { try ledger.flushParents() }
        try ledger.loans.update(
            stored,
            to: loan,
            document: document,
            event: LoanRecords.event(from: known, to: loan),
            occurredOn: LoanRecords.occurredOn(from: known, to: loan, noticedOn: day)
        )
    }

    private func writePayments(of rendered: RenderedDossier, over known: [String: StoredRecord]) throws {
        try ledger.makeRoom(forPayments: rendered.payments)
        for (payment, document) in zip(rendered.dossier.payments, rendered.payments) {
            guard let stored = known[payment.id.text] else {
                counts.created += 1
                try ledger.payments.insert(
                    payment,
                    document: document,
                    event: "payment.received",
                    occurredOn: payment.paidOn
                )
                continue
            }
            guard stored.isRemoved || stored.document != document else { continue }
            try revise(stored, to: payment, reportedBy: rendered.dossier)
        }
    }

    private func revise(
        _ stored: StoredRecord,
        to incoming: Payment,
        reportedBy dossier: Dossier
    ) throws {
        let before = try PaymentRecords.read(stored.document, personal: nil)
        let payment = PaymentRecords.carryForward(before, into: incoming)
        let document = PaymentRecords.document(payment)
        guard stored.isRemoved || stored.document != document else { return }
        counts.changed += 1
        if before.loanID != payment.loanID { try ledger.flushParents() }
        try ledger.payments.update(
            stored,
            to: payment,
            document: document,
            event: stored.isRemoved
                ? "payment.restored"
                : open.confirmedPayments.contains(payment.id) ? "payment.confirmed" : "payment.revised",
            occurredOn: open.route.businessDate
        )
        if stored.isRemoved { try resolveVanishing(of: .payment(payment.id)) }
        if before.amount != payment.amount { try noteReceipts(ofRevised: payment) }
        guard !open.confirmedPayments.contains(payment.id) else { return }
        // A restored payment is compared with what it was before it vanished.
        guard before.amount != payment.amount || before.paidOn != payment.paidOn else { return }
        try noteRevision(from: before, to: payment, of: dossier)
    }
}
