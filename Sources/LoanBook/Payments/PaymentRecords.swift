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

    /// Adds to an unchanged payment the split we knew while the source still held the terms of its loan, and leaves its
    /// place as it was read when nothing but the number of the customer's row is new.
    ///
    /// See docs/decisions/0006-loan-keys.md.
    static func carryForward(_ known: Payment, into incoming: Payment) -> Payment {
        let payment = withSplit(of: known, incoming)
        var unmoved = payment
        unmoved.place = known.place
        return unmoved == known ? unmoved : payment
    }

    private static func withSplit(of known: Payment, _ incoming: Payment) -> Payment {
        guard incoming.principalPart == nil, incoming.amount == known.amount, incoming.loanID == known.loanID else {
            return incoming
        }
        var payment = incoming
        payment.principalPart = known.principalPart
        payment.interestPart = known.interestPart
        return payment
    }
}
