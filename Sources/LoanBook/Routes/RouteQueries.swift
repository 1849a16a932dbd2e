import Wire

extension RecordListing {
    /// Routes, by id; a lender has tens of them, so there is nothing to filter.
    static let routes = RecordListing(
        table: "route",
        filters: [],
        csv: RouteDocument.table,
        personalCSV: RouteDocument.personalTable
    )
}
