import Lending
import Wire

extension RecordListing {
    /// Receipts, oldest day first; whom they name only with the scope for it.
    static let receipts = RecordListing(
        table: "receipt",
        order: Order(column: "paid_day"),
        filters: [
            FilterField(
                name: "kind",
                form: .word(Receipt.Kind.allCases.map(\.rawValue)),
                column: "kind",
                key: "kind",
                isLifelong: true
            ),
            .word("status", Receipt.Status.allCases.map(\.rawValue)),
            .word("reason", Receipt.Reason.allCases.map(\.rawValue)),
            .id("route_id", isLifelong: false), .id("customer_id", isLifelong: false),
            .id("loan_id", isLifelong: false), .id("payment_id", isLifelong: false),
            .id("settlement_id", isLifelong: false),
            FilterField(name: "source", form: .text, column: "source", key: "source", isLifelong: true),
        ] + FilterField.days("paid", column: "paid_day", key: "paid_on"),
        csv: ReceiptDocument.table,
        personalCSV: ReceiptDocument.personalTable
    )
}
