import Lending
import Storage
import Wire

/// Current rows of receipts.
enum ReceiptRecords: RecordTable {
    static let name = "receipt"
    static let columns = [
        "source", "kind", "status", "reason", "route_id", "customer_id", "loan_id", "payment_id", "settlement_id",
        "amount_minor", "paid_day",
        "paid_second", "reference", "tracked",
    ]
    static let isPersonal = true

    static func id(of receipt: Receipt) -> String { receipt.id.text }

    static func values(_ receipt: Receipt) -> [SQLValue] {
        [
            .text(receipt.source), .text(receipt.kind.rawValue), .text(receipt.status.rawValue),
            .text(receipt.reason?.rawValue),
            .text(receipt.routeID?.text), .text(receipt.customerID?.text), .text(receipt.loanID?.text),
            .text(receipt.paymentID?.text), .text(receipt.settlementID?.text), .money(receipt.amount),
            .day(receipt.paidOn),
            .integer(receipt.paidAt?.secondOfDay), .text(receipt.reference), .flag(receipt.isTracked),
        ]
    }

    static func isTombstone(_ receipt: Receipt) -> Bool? { false }
    static func document(_ receipt: Receipt) -> [UInt8] { ReceiptDocument.write(receipt) }
    static func personal(_ receipt: Receipt) -> [UInt8]? { ReceiptDocument.writePersonal(receipt) }

    static func read(_ document: [UInt8], personal: [UInt8]?) throws -> Receipt {
        try ReceiptDocument.read(document, personal: personal)
    }

    /// What the log calls the step to `receipt`.
    static func event(_ receipt: Receipt) -> String { "receipt.\(receipt.status.rawValue)" }
}
