import Wire

extension RecordListing {
    /// Findings that are open, the worst first.
    static let findings = RecordListing(
        table: "finding",
        order: Order(column: "severity_rank", isDescending: true),
        hiddenStatuses: ["resolved"],
        filters: [
            .word("severity", ["info", "warning", "critical"]),
            FilterField(name: "code", form: .text, column: "code", key: "code"),
            .word("status", ["open", "resolved"]),
            .id("route_id"),
            .id("entity_id"),
            .id("customer_id"),
            .id("loan_id"),
        ],
        csv: FindingDocument.table
    )
}
