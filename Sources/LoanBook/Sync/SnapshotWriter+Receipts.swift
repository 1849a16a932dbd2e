public import Lending
import Storage

extension SnapshotWriter {
    /// Takes receipts, to be held against the books at the end of the sync; `route` when they are known to be of one.
    public func take(_ receipts: [Receipt], on route: RouteID? = nil) {
        givenReceipts.append((receipts, route))
        let latest = receipts.map(\.paidOn).max()
        businessDate = [businessDate, latest].compactMap(\.self).max()
    }

    /// Holds the receipts that were given, and those that wait for a customer who came or changed, against the books.
    func settleReceipts() throws {
        guard !givenReceipts.isEmpty || !(waiting?.hits.isEmpty ?? true) else { return }
        let desk = ReceiptDesk(ledger)
        for (receipts, route) in givenReceipts { try desk.take(receipts, on: route) }
        try ledger.flush()
        let hits = waiting?.hits.sorted() ?? []
        let met = try hits.compactMap { try ledger.receipts.find($0).map(KnownReceipt.init) }
        try desk.retry(met.filter { $0.receipt.status == .waiting })
        receiptCounts = givenReceipts.isEmpty ? nil : desk.counts
        counts.seen += desk.counts.read
        counts.created += desk.touched.created
        counts.changed += desk.touched.changed
    }

    /// `dossier` as it stands with the receipts of its customer: a payment that came from a receipt first keeps its id,
    /// one that the copy cannot show yet is added, and one that it should show and does not is let go.
    func reconciled(_ dossier: Dossier) throws -> Dossier {
        guard let receipts = open.receipts[dossier.customer.id.text] else { return dossier }
        var dossier = dossier
        for known in receipts {
            guard let own = known.receipt.sourcePaymentID, let kept = known.receipt.paymentID else { continue }
            _ = dossier.rename(own, to: kept)
        }
        let pending = receipts.filter { $0.receipt.status != .matched }
        guard !pending.isEmpty else { return dossier }
        var taken = try ledger.paymentsTaken(from: dossier.customer.id, except: Set(pending.map(\.receipt.id)))
        for isSameAmount in [true, false] {
            for known in pending where !open.settledReceipts.contains(known.receipt.id) {
                guard let match = ReceiptMatch.best(of: known.receipt, among: dossier.payments, taken: taken),
                    match.isSameAmount == isSameAmount
                else { continue }
                taken.insert(try settle(known, by: match, in: &dossier))
            }
        }
        for known in pending where !open.settledReceipts.contains(known.receipt.id) {
            if try !isMissing(known, in: dossier) { try carry(known.receipt, into: &dossier) }
        }
        return dossier
    }

    /// The books hold the receipt's payment: returns the id under which it stands from now on.
    private func settle(_ known: KnownReceipt, by match: ReceiptMatch, in dossier: inout Dossier) throws -> PaymentID {
        var receipt = known.receipt
        var kept = match.paymentID
        if let first = receipt.paymentID, dossier.rename(match.paymentID, to: first) {
            receipt.sourcePaymentID = match.paymentID
            kept = first
            open.confirmedPayments.insert(first)
        }
        guard let payment = dossier.payments.first(where: { $0.id == kept }) else { return kept }
        receipt.assign(to: payment)
        receipt.status = match.isSameAmount ? .matched : .conflict
        receipt.reason = match.isSameAmount ? nil : .otherAmount
        open.settledReceipts.insert(receipt.id)
        try ledger.write(receipt, over: known.stored, occurredOn: open.route.businessDate)
        if match.isSameAmount {
            try ledger.resolveFindings(about: receipt.id.text, on: open.route.businessDate)
        } else {
            try ledger.raise(receiptFindings.receiptOtherAmount(receipt, booked: payment, of: client(of: dossier)))
        }
        return kept
    }

    /// Holds the summaries of the open route's days against its settlements as they are now.
    func settleSummaries() throws {
        let known = (open.receipts[""] ?? []).filter { $0.receipt.kind == .daySummary }
        guard !known.isEmpty else { return }
        try ledger.flush()
        let desk = DaySummaryDesk(ledger)
        for summary in known { try desk.settle(summary.receipt, summary.stored, on: open.route.id) }
    }

    /// Whether the copy reaches past the day of a receipt and lacks its payment, which is then a conflict.
    private func isMissing(_ known: KnownReceipt, in dossier: Dossier) throws -> Bool {
        guard known.receipt.paidOn < open.route.businessDate, !dossier.isPartial else { return false }
        open.settledReceipts.insert(known.receipt.id)
        guard known.receipt.reason != .notInBook else { return true }
        // Only a payment that nobody but the receipt told goes without a finding of its own.
        if known.receipt.status == .recorded, let payment = known.receipt.paymentID {
            open.confirmedPayments.insert(payment)
        }
        try ledger.resolveFindings(about: known.receipt.id.text, on: open.route.businessDate)
        try contradict(known, client(of: dossier))
        return true
    }

    /// The books lack the receipt's payment.
    private func contradict(_ known: KnownReceipt, _ client: ClientRef) throws {
        var receipt = known.receipt
        receipt.status = .conflict
        receipt.reason = .notInBook
        try ledger.write(receipt, over: known.stored, occurredOn: open.route.businessDate)
        try ledger.raise(receiptFindings.receiptNotInBook(receipt, of: client))
    }

    /// Adds to the dossier the payment that a receipt became, as the book holds it.
    private func carry(_ receipt: Receipt, into dossier: inout Dossier) throws {
        guard receipt.status == .recorded, let id = receipt.paymentID, let stored = try ledger.payments.find(id.text),
            !stored.isRemoved
        else { return }
        var payment = try PaymentRecords.read(stored.document, personal: nil)
        let index =
            dossier.loans.firstIndex { $0.id == payment.loanID } ?? dossier.loans.lastIndex { $0.status == .active }
        guard let index else { return }
        payment.loanID = dossier.loans[index].id
        dossier.loans[index].countLater(payment)
        dossier.payments.append(payment)
        if !dossier.loans.contains(where: { $0.status == .active }) { dossier.customer.status = .idle }
    }

    /// Receipts whose payment vanished from the books contradict them from now on.
    func noteReceipts(ofVoided payment: Payment) throws {
        guard open.holdsReceipts else { return }
        for known in try ledger.knownReceipts(
            "payment_id",
            is: payment.id.text,
            onlyIf: "COALESCE(status, '') <> 'conflict'"
        ) {
            try contradict(known, .unnumbered(payment.customerID))
        }
    }

    /// Receipts whose payment now stands at another amount contradict the books from now on.
    func noteReceipts(ofRevised payment: Payment) throws {
        guard open.holdsReceipts else { return }
        for known in try ledger.knownReceipts(
            "payment_id",
            is: payment.id.text,
            onlyIf: "COALESCE(status, '') = 'matched'"
        )
        where known.receipt.amount != payment.amount {
            var receipt = known.receipt
            receipt.assign(to: payment)
            receipt.status = .conflict
            receipt.reason = .otherAmount
            try ledger.write(receipt, over: known.stored, occurredOn: open.route.businessDate)
            try ledger.raise(
                receiptFindings.receiptOtherAmount(receipt, booked: payment, of: .unnumbered(payment.customerID))
            )
        }
    }

    /// Notes that a customer came or changed for whom receipts may wait.
    func meet(_ customer: Customer) throws {
        if waiting == nil { waiting = try WaitingReceipts(ledger) }
        waiting?.meet(customer.person.name)
    }

    private var receiptFindings: Findings { HistoryFindings(tenant: ledger.tenant, route: open.route).changes }
}

/// The receipts that wait for their customer or loan, by the name they give.
struct WaitingReceipts {
    private let names: ReceiptNames
    private let ids: [String: [String]]
    /// Ids of those whose customer came or changed in this sync.
    private(set) var hits: Set<String> = []

    init(_ ledger: Ledger) throws {
        var ids: [String: [String]] = [:]
        try ledger.connection.forEachRow(
            """
            SELECT id, personal FROM receipt
            WHERE tenant_id = $1 AND status = 'waiting' AND kind = 'payment' AND reason <> 'before_book'
                AND personal IS NOT NULL
            """,
            [.text(ledger.tenant.text)]
        ) { row in
            guard let name = try row.withBytes(1, ReceiptNames.name) else { return }
            ids[name, default: []].append(try row.text(0))
        }
        self.ids = ids
        names = ReceiptNames(ids.keys)
    }

    mutating func meet(_ name: String) {
        guard !ids.isEmpty else { return }
        for (meant, _) in names.meaning(name) { hits.formUnion(ids[meant] ?? []) }
    }
}

extension Dossier {
    /// Gives a payment the id under which the book knows it, wherever it is spoken of; false, and nothing done, when
    /// there is no such payment or the id is another's.
    mutating func rename(_ own: PaymentID, to kept: PaymentID) -> Bool {
        guard own != kept, let index = payments.firstIndex(where: { $0.id == own }),
            !payments.contains(where: { $0.id == kept })
        else { return false }
        payments[index].id = kept
        for index in findings.indices where findings[index].entityID == own.text {
            findings[index].entityID = kept.text
        }
        return true
    }
}
