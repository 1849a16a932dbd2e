import Lending
import Wire

extension RecordListing {
    /// Payments, oldest day first.
    static let payments = RecordListing(
        table: "payment",
        order: Order(column: "paid_day"),
        hiddenStatuses: [Payment.Status.voided.rawValue],
        filters: [
            .id("loan_id", isLifelong: false), .id("customer_id"), .id("route_id"),
        ] + FilterField.days("paid", column: "paid_day", key: "paid_on") + [
            .word("status", ["received", "voided"]),
            FilterField(name: "ticket_id", form: .text, column: "ticket", key: "ticket_id"),
        ],
        csv: PaymentDocument.table
    )
}
