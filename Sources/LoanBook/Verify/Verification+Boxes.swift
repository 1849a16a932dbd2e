import Lending
import Storage

extension Verification {
    /// A settlement as the chain of its route needs it.
    private struct Link {
        var settlement: Settlement
        var seq: Int64
        /// A finding says that it does not open where the one before it closed.
        var isKnownBreak: Bool
    }

    /// Each settlement starts where the one before it ended, unless a finding says that it does not.
    func checkBoxes() throws {
        var chain: [Link] = []
        // With settlements that could not be read the book holds older ones between newer ones.
        var unreadable: Set<String> = []
        try connection.forEachRow(
            """
            SELECT route_id FROM finding
            WHERE tenant_id = $1 AND code = 'settlement.unreadable' AND status = 'open' AND route_id IS NOT NULL
            """,
            [key]
        ) { unreadable.insert(try $0.text(0)) }
        try connection.forEachRow(
            """
            SELECT s.changed_seq, s.document, COUNT(finding.id)
            FROM settlement s LEFT JOIN finding ON finding.tenant_id = s.tenant_id AND finding.entity = 'settlement'
                AND finding.entity_id = s.id AND finding.code = 'box.chain_break'
            WHERE s.tenant_id = $1 AND s.removed_seq IS NULL
            GROUP BY s.tenant_id, s.id
            ORDER BY s.route_id
            """,
            [key]
        ) { row in
            report.identities += 1
            // One that cannot be read was named with its row.
            guard let settlement = try? SettlementRecords.read(try row.bytes(1), personal: nil) else { return }
            if let last = chain.last, last.settlement.routeID != settlement.routeID {
                checkChain(chain)
                chain = []
            }
            chain.append(
                Link(
                    settlement: settlement,
                    seq: try row.integer(0),
                    isKnownBreak: try row.integer(2) > 0 || unreadable.contains(settlement.routeID.text)
                )
            )
        }
        checkChain(chain)
    }

    /// A route's settlements are a few thousand after years, so they are put in order here and not by the database, whose
    /// order of texts depends on how it was set up.
    private func checkChain(_ unordered: [Link]) {
        let chain = unordered.sorted { SettlementChain.isBefore($0.settlement, $1.settlement) }
        for (link, previous) in zip(chain.dropFirst(), chain) {
            guard let opening = link.settlement.opening, opening != previous.settlement.closing, !link.isKnownBreak
            else { continue }
            note(
                .identity,
                SettlementRecords.name,
                link.settlement.id.text,
                seq: link.seq,
                what: "it does not open where the settlement before it closed, and no finding says so"
            )
        }
    }
}
