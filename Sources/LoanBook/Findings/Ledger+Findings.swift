import Lending
import Storage

extension Ledger {
    /// Raises a finding that stands outside the comparison of a route; once raised, it is not raised again.
    func raise(_ finding: Finding?) throws {
        guard let finding else { return }
        try findings.flush()
        guard let stored = try findings.find(finding.id.text) else {
            return try findings.insert(
                finding,
                document: FindingRecords.document(finding),
                event: "finding.raised",
                occurredOn: finding.detectedOn
            )
        }
        try renew(finding, over: stored, on: finding.detectedOn)
    }

    /// Writes how a finding stands now; one that was open all along keeps the day on which it was found.
    func renew(_ given: Finding, over stored: StoredRecord, on day: CivilDate) throws {
        let known = try FindingRecords.read(stored.document, personal: nil)
        var finding = given
        if !known.isResolved { finding.detectedOn = known.detectedOn }
        let document = FindingRecords.document(finding)
        guard stored.document != document else { return }
        try findings.update(
            stored,
            to: finding,
            document: document,
            event: known.isResolved ? "finding.raised" : "finding.updated",
            occurredOn: day
        )
    }

    /// Resolves a finding.
    func resolve(_ stored: StoredRecord, on day: CivilDate) throws {
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

    /// Resolves what was found about a record, because it no longer holds.
    func resolveFindings(about id: String, on day: CivilDate) throws {
        try findings.flush()
        let known = try findings.find("entity_id", is: id, onlyIf: "status = 'open'")
        for stored in known.values.sorted(by: { $0.id < $1.id }) { try resolve(stored, on: day) }
    }
}
