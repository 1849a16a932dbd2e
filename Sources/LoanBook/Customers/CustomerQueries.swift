import Lending
import Wire

extension RecordListing {
    /// Customers, by id; who they are only with the scope for it.
    static let customers = RecordListing(
        table: "customer",
        hiddenStatuses: [Customer.Status.removed.rawValue],
        filters: [
            .id("route_id"), .word("status", ["active", "idle", "removed"]), .flag("hidden"), .flag("reported"),
        ],
        csv: CustomerDocument.table,
        personalCSV: CustomerDocument.personalTable
    )
}
