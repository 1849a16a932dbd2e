import Lending
import Storage

extension SnapshotWriter {
    /// Writes the settlements of the open route.
    ///
    /// Those that did not come are removed when the snapshot could tell all of them, else kept, and a finding says so.
    func writeSettlements(of facts: RouteFacts, over known: [String: StoredRecord]) throws {
        let missing = try write(facts.settlements, isWhole: facts.settlementsExtent == .whole, over: known)
        switch facts.settlementsExtent {
        case .whole:
            for stored in missing { try remove(stored) }
        case .partial(let rows, let place):
            try keep(missing, unreadableRows: rows, place: place)
        case .absent(let place):
            // A source that never had the table is no finding.
            if !missing.isEmpty { try keep(missing, unreadableRows: nil, place: place) }
        }
    }

    /// Writes what came and returns what stands in the book and did not come, in order.
    private func write(
        _ settlements: [Settlement],
        isWhole: Bool,
        over known: [String: StoredRecord]
    ) throws -> [StoredRecord] {
        var missing = known.filter { !$0.value.isRemoved }
        var given: Set<SettlementID> = []
        for settlement in settlements {
            guard given.insert(settlement.id).inserted else {
                throw LoanBookError.duplicateRecord(entity: SettlementRecords.name, id: settlement.id.text)
            }
            guard settlement.routeID == open.route.id else {
                throw LoanBookError.foreignRecord(entity: SettlementRecords.name, id: settlement.id.text)
            }
            counts.seen += 1
            missing[settlement.id.text] = nil
            try write(settlement, isWhole: isWhole, over: known[settlement.id.text])
        }
        return missing.values.sorted { $0.id < $1.id }
    }

    private func write(_ incoming: Settlement, isWhole: Bool, over stored: StoredRecord?) throws {
        guard let stored else {
            counts.created += 1
            return try ledger.settlements.insert(
                incoming,
                document: SettlementRecords.document(incoming),
                event: "cash_box.closed",
                occurredOn: incoming.settledOn
            )
        }
        let before = try SettlementRecords.read(stored.document, personal: nil)
        let settlement = isWhole ? incoming : SettlementRecords.carryForward(before, into: incoming)
        let document = SettlementRecords.document(settlement)
        guard stored.isRemoved || stored.document != document else { return }
        counts.changed += 1
        try ledger.settlements.update(
            stored,
            to: settlement,
            document: document,
            event: stored.isRemoved ? "cash_box.restored" : "cash_box.revised",
            occurredOn: open.route.businessDate
        )
        if stored.isRemoved { try resolveVanishing(of: .settlement(settlement.id)) }
        // A restored settlement is compared with what it was before it vanished.
        try noteRevision(from: before, to: settlement)
    }

    private func remove(_ stored: StoredRecord) throws {
        let settlement = try SettlementRecords.read(stored.document, personal: nil)
        counts.removed += 1
        try ledger.settlements.update(
            stored,
            to: settlement,
            document: stored.document,
            event: "cash_box.removed",
            occurredOn: open.route.businessDate,
            isRemoved: true
        )
        try noteRemoval(of: settlement)
    }

    /// Leaves settlements as the book has them, with what was found about the box.
    private func keep(_ missing: [StoredRecord], unreadableRows: Int?, place: String) throws {
        open.retainsBoxFindings()
        try noteUnreadableSettlements(rows: unreadableRows, kept: missing.count, place: place)
    }
}
