import Lending
import Storage
import Wire

/// Current rows of payments.
enum PaymentRecords: RecordTable {
    static let name = "payment"
    static let columns = [
        "route_id", "customer_id", "loan_id", "source_key", "ticket", "amount_minor", "paid_day", "paid_second",
        "sequence", "status",
    ]

    static func id(of payment: Payment) -> String { payment.id.text }

    static func values(_ payment: Payment) -> [SQLValue] {
        [
            .text(payment.routeID.text), .text(payment.customerID.text), .text(payment.loanID.text),
            .text(payment.sourceKey), .text(payment.ticket), .money(payment.amount), .day(payment.paidOn),
            .integer(payment.paidAt?.secondOfDay), .integer(payment.sequence), .text(payment.status.rawValue),
        ]
    }

    static func isTombstone(_ payment: Payment) -> Bool? { payment.status == .voided }
    static func document(_ payment: Payment) -> [UInt8] { PaymentDocument.write(payment) }

    static func read(_ document: [UInt8], personal: [UInt8]?) throws -> Payment {
        try PaymentDocument.read(document)
    }
}
