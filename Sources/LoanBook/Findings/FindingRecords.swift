import Lending
import Storage
import Wire

/// Current rows of findings.
enum FindingRecords: RecordTable {
    static let name = "finding"
    static let columns = [
        "route_id", "customer_id", "loan_id", "code", "severity", "severity_rank", "basis", "status", "entity",
        "entity_id", "detected_day", "amount_minor",
    ]

    static func id(of finding: Finding) -> String { finding.id.text }

    static func values(_ finding: Finding) -> [SQLValue] {
        [
            .text(finding.routeID?.text), .text(finding.customerID?.text), .text(finding.loanID?.text),
            .text(finding.code), .text(finding.severity.rawValue), .integer(rank(finding.severity)),
            .text(finding.basis.rawValue), .text(finding.isResolved ? "resolved" : "open"), .text(finding.entity),
            .text(finding.entityID), .day(finding.detectedOn), .money(finding.amount),
        ]
    }

    static func isTombstone(_ finding: Finding) -> Bool? { false }
    static func document(_ finding: Finding) -> [UInt8] { FindingDocument.write(finding) }

    static func read(_ document: [UInt8], personal: [UInt8]?) throws -> Finding {
        try FindingDocument.read(document)
    }

    /// 2 for critical, 0 for info: the order of a list of the worst.
    static func rank(_ severity: Finding.Severity) -> Int {
        switch severity {
        case .info: 0
        case .warning: 1
        case .critical: 2
        }
    }
}
