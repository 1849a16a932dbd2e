public import Lending
import Storage

extension SnapshotWriter {
    private var history: HistoryFindings { HistoryFindings(tenant: ledger.tenant, route: open.route) }

    /// Writes a finding of the open route; the first of several with one id counts.
    public func note(_ given: Finding) throws {
        var finding = given
        if let kept = open.keptPayments[finding.entityID] { finding.entityID = kept }
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
        try ledger.renew(finding, over: stored, on: open.route.businessDate)
    }

    /// Resolves what an earlier snapshot of the open route showed and this one does not.
    func resolveFindings() throws {
        guard !open.withholdsRemovals else { return }
        let gone = open.openFindings.values.filter {
            !open.shownFindings.contains($0.id) && !open.retainedFindings.contains($0.id)
        }
        for stored in gone.sorted(by: { $0.id < $1.id }) {
            try ledger.resolve(stored, on: open.route.businessDate)
        }
    }

    /// Resolves what was found when a record vanished, because it is back.
    func resolveVanishing(of record: Vanished) throws {
        // It may have vanished under another customer of this very snapshot.
        try ledger.findings.flush()
        let known =
            switch record {
            case .payment(let id):
                try ledger.findings.find(
                    "entity_id",
                    is: id.text,
                    onlyIf: "entity = 'payment' AND code = 'history.payment_voided' AND status = 'open'"
                )
            case .settlement(let id):
                try ledger.findings.find(
                    "entity_id",
                    is: id.text,
                    onlyIf: "entity = 'settlement' AND code = 'history.settlement_removed' AND status = 'open'"
                )
            case .customer(let id):
                try ledger.findings.find(
                    "entity_id",
                    is: id.text,
                    onlyIf: "entity = 'customer' AND code = 'history.customer_removed' AND status = 'open'"
                )
            }
        for stored in known.values.sorted(by: { $0.id < $1.id }) {
            try ledger.resolve(stored, on: open.route.businessDate)
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

    func noteRevision(from before: Settlement, to after: Settlement) throws {
        let change = snapshotID.text
        guard let finding = history.changes.settlementRevised(from: before, to: after, change: change),
            takesHistoryFinding()
        else { return }
        try note(finding)
    }

    func noteRemoval(of settlement: Settlement) throws {
        guard takesHistoryFinding() else { return }
        try note(history.changes.settlementRemoved(settlement, change: snapshotID.text))
    }

    func noteUnreadableSettlements(rows: Int?, kept: Int, place: String) throws {
        try note(history.changes.settlementsUnreadable(rows: rows, kept: kept, place: place))
    }

    /// Not counted against the limit of such findings: by them a later snapshot knows the customer again.
    func noteIdentity(of dossier: Dossier, over stored: StoredRecord) throws {
        guard let personal = stored.personal else { return }
        let known = try CustomerRecords.read(stored.document, personal: personal).person
        guard let before = known.documentNormalized ?? known.documentNumber,
            before != dossier.customer.person.documentNormalized ?? dossier.customer.person.documentNumber
        else { return }
        try note(history.identityChanged(of: client(of: dossier), snapshot: snapshotID))
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

    /// Counts what was changed beyond the findings that name a record each.
    func noteFurtherChanges() throws {
        let further = open.historyFindings - Limits.historyFindingsPerRoute
        guard further > 0 else { return }
        try note(history.furtherChanges(further, snapshot: snapshotID))
    }

    private func takesHistoryFinding() -> Bool {
        open.historyFindings += 1
        return open.historyFindings <= Limits.historyFindingsPerRoute
    }

    func client(of dossier: Dossier) -> ClientRef {
        dossier.clientNumber.map { ClientRef(id: dossier.customer.id, number: $0) } ?? .unnumbered(dossier.customer.id)
    }
}

/// A record whose vanishing is a finding of its own.
enum Vanished {
    case payment(PaymentID)
    case settlement(SettlementID)
    case customer(CustomerID)
}

extension OpenRoute {
    /// Keeps the open findings that only all settlements together could end.
    func retainsBoxFindings() {
        let codes = Set(FindingCode.allCases.filter(\.needsWholeSettlements).map { Self.quoted($0.rawValue) })
        for (id, stored) in openFindings {
            guard let code = DocumentFields(stored.document)?["code"], codes.contains(code) else { continue }
            retainedFindings.insert(id)
        }
    }

    /// Keeps the open findings about a customer whose rows cannot be read now.
    func retainsFindings(of customer: CustomerID) {
        retainedFindings.formUnion(findingsByCustomer[Self.quoted(customer.text)] ?? [])
    }

    fileprivate static func quoted(_ text: String) -> ArraySlice<UInt8> { ArraySlice(Array("\"\(text)\"".utf8)) }
}
