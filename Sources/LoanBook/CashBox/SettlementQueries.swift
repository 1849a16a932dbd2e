import Wire

extension RecordListing {
    /// Settlements, oldest day first.
    static let settlements = RecordListing(
        table: "settlement",
        order: Order(column: "settled_day"),
        filters: [.id("route_id")] + FilterField.days("settled", column: "settled_day", key: "settled_on"),
        csv: SettlementDocument.table
    )
}
