import Lending
import Storage

extension Ledger {
    /// Raises a finding that stands outside the comparison of a route; once raised, it is not raised again.
    func raise(_ finding: Finding?) throws {
        guard let finding else { return }
        try findings.flush()
        let document = FindingRecords.document(finding)
        guard let stored = try findings.find(finding.id.text) else {
            return try findings.insert(
                finding,
                document: document,
                event: "finding.raised",
                occurredOn: finding.detectedOn
            )
        }
        guard stored.document != document else { return }
        let known = try FindingRecords.read(stored.document, personal: nil)
        try findings.update(
            stored,
            to: finding,
            document: document,
            event: known.isResolved ? "finding.raised" : "finding.updated",
            occurredOn: finding.detectedOn
        )
    }

    /// Resolves what was found about a record, because it no longer holds.
    func resolveFindings(about id: String, on day: CivilDate) throws {
        try findings.flush()
        let known = try findings.find("entity_id", is: id, onlyIf: "status = 'open'")
        for stored in known.values.sorted(by: { $0.id < $1.id }) {
            var finding = try FindingRecords.read(stored.document, personal: nil)
            finding.isResolved = true
            try findings.update(
                stored,
                to: finding,
                document: FindingRecords.document(finding),
                event: "finding.resolved",
                occurredOn: day
            )
        }
    }
}
