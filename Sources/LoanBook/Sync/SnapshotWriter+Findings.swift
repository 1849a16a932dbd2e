public import Lending
import Storage

extension SnapshotWriter {
    private var history: HistoryFindings { HistoryFindings(tenant: ledger.tenant, route: open.route) }

    /// Writes a finding of the open route; the first of several with one id counts.
    public func note(_ finding: Finding) throws {
        let id = finding.id.text
        guard open.shownFindings.insert(id).inserted else { return }
        if let stored = open.openFindings[id] {
            return try renew(finding, over: stored)
        }
        if !open.isNew, let stored = try ledger.findings.find(id) {
            return try renew(finding, over: stored)
        }
        try ledger.findings.insert(
            finding,
            document: FindingRecords.document(finding),
            event: "finding.raised",
            occurredOn: finding.detectedOn
        )
    }

    private func renew(_ finding: Finding, over stored: StoredRecord) throws {
        let known = try FindingRecords.read(stored.document, personal: nil)
        var finding = finding
        if !known.isResolved { finding.detectedOn = known.detectedOn }
        let document = FindingRecords.document(finding)
        guard stored.document != document else { return }
        try ledger.findings.update(
            stored,
            to: finding,
            document: document,
            event: known.isResolved ? "finding.raised" : "finding.updated",
            occurredOn: open.route.businessDate
        )
    }

    /// Resolves what an earlier snapshot of the open route showed and this one does not.
    func resolveFindings() throws {
        guard !open.withholdsRemovals else { return }
        let gone = open.openFindings.values.filter { !open.shownFindings.contains($0.id) }
        for stored in gone.sorted(by: { $0.id < $1.id }) {
            var finding = try FindingRecords.read(stored.document, personal: nil)
            finding.isResolved = true
            try ledger.findings.update(
                stored,
                to: finding,
                document: FindingRecords.document(finding),
                event: "finding.resolved",
                occurredOn: open.route.businessDate
            )
        }
    }

    func noteRevision(from before: Payment, to after: Payment, of dossier: Dossier) throws {
        guard takesHistoryFinding() else { return }
        try note(
            history.changes.paymentRevised(
                from: before,
                to: after,
                of: client(of: dossier),
                settledBy: open.settlement(closing: before.paidOn),
                change: snapshotID.text
            )
        )
    }

    func noteVoiding(of payment: Payment, of dossier: Dossier) throws {
        guard takesHistoryFinding() else { return }
        try note(
            history.changes.paymentVoided(
                payment,
                of: client(of: dossier),
                settledBy: open.settlement(closing: payment.paidOn),
                change: snapshotID.text
            )
        )
    }

    func noteRemoval(of customer: CustomerID, payments: Int, outstanding: Money) throws {
        guard takesHistoryFinding() else { return }
        try note(
            history.customerRemoved(
                customer,
                payments: payments,
                outstanding: outstanding,
                snapshot: snapshotID
            )
        )
    }

    func noteGap(since known: CivilDate?) throws {
        guard let known, let finding = history.gap(since: known, snapshot: snapshotID) else { return }
        try note(finding)
    }

    func noteMassRemoval() throws {
        let standing = open.known?.standingPayments ?? 0
        guard open.voidedCount * 100 > standing * Limits.massRemovalPercent else { return }
        try note(
            history.massRemoval(
                voided: open.voidedCount,
                of: standing,
                amount: open.voidedAmount,
                snapshot: snapshotID
            )
        )
    }

    private func takesHistoryFinding() -> Bool {
        open.historyFindings += 1
        return open.historyFindings <= Limits.historyFindingsPerRoute
    }

    private func client(of dossier: Dossier) -> ClientRef {
        ClientRef(id: dossier.customer.id, number: dossier.clientNumber ?? String(dossier.customer.id.text.suffix(6)))
    }
}

extension OpenRoute {
    /// Keeps the open findings about a customer whose rows cannot be read now.
    func retainsFindings(of customer: CustomerID) {
        for (id, stored) in openFindings where DocumentFields(stored.document)?["customer_id"] == customer.quoted {
            shownFindings.insert(id)
        }
    }
}

extension Identifier {
    fileprivate var quoted: ArraySlice<UInt8> { ArraySlice(Array("\"\(text)\"".utf8)) }
}
