import Lending
import Wire

extension RecordListing {
    /// Loans, by id.
    ///
    /// `overdue` depends on the date, so it has no column: it is judged as the row is read.
    static let loans = RecordListing(
        table: "loan",
        hiddenStatuses: [Loan.Status.removed.rawValue],
        filters: [
            .id("route_id"), .id("customer_id"),
            .word("status", ["active", "paid", "renewed", "removed"]),
            .word("origin", ["source", "reconstructed"]),
            .word("frequency", ["daily", "every_other_day", "weekly", "biweekly", "monthly", "custom"]),
        ] + FilterField.days("disbursed", column: "disbursed_day", key: "disbursed_on") + [
            FilterField(name: "overdue", form: .flag, column: nil, key: "overdue"),
            FilterField(
                name: "min_outstanding",
                form: .money,
                column: "outstanding_minor",
                key: "outstanding",
                comparison: .atLeast
            ),
        ],
        csv: LoanDocument.table
    )
}
