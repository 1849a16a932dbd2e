public import Codecs
public import Lending

/// A payment as it is stored, published and hashed.
public enum PaymentDocument {
    /// Its fields in the order of the keys.
    public static let table = CSVTable([
        CSVField("id", .text), CSVField("route_id", .text), CSVField("customer_id", .text),
        CSVField("loan_id", .text), CSVField("source_ref", .text), CSVField("ticket_id", .text),
        CSVField("status", .text), CSVField("amount", .decimal), CSVField("principal_part", .decimal),
        CSVField("interest_part", .decimal), CSVField("balance_after", .decimal), CSVField("paid_on", .date),
        CSVField("paid_at", .instant), CSVField("sequence", .integer), CSVField("place", .text),
    ])

    /// The document of `payment`.
    public static func write(_ payment: Payment) -> [UInt8] {
        var writer = JSONWriter()
        write(payment, into: &writer)
        return writer.bytes
    }

    /// Writes the document of `payment` behind what `writer` holds.
    public static func write(_ payment: Payment, into writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("id", payment.id)
        writer.field("route_id", payment.routeID)
        writer.field("customer_id", payment.customerID)
        writer.field("loan_id", payment.loanID)
        writer.field("source_ref", payment.sourceKey)
        writer.field("ticket_id", payment.ticket)
        writer.field("status", payment.status)
        writer.field("amount", payment.amount)
        writer.field("principal_part", payment.principalPart)
        writer.field("interest_part", payment.interestPart)
        writer.field("balance_after", payment.balanceAfter)
        writer.field("paid_on", payment.paidOn)
        writer.field("paid_at", payment.paidAt)
        writer.field("sequence", payment.sequence)
        writer.field("place", payment.place)
        writer.endObject()
    }

    /// The payment that `bytes` hold.
    /// - Throws: ``WireError`` naming the field that is wrong.
    public static func read(_ bytes: [UInt8]) throws(WireError) -> Payment {
        try withMemory(of: bytes) { memory throws(WireError) in try read(memory) }
    }

    /// The payment that `bytes` hold.
    /// - Throws: ``WireError`` naming the field that is wrong.
    public static func read(_ bytes: UnsafeRawBufferPointer) throws(WireError) -> Payment {
        try WireError.reading("payment", bytes) { reader throws(JSONError) in
            let id = try reader.id("id", of: Payment.self).orMissing("id")
            let routeID = try reader.id("route_id", of: Route.self).orMissing("route_id")
            let customerID = try reader.id("customer_id", of: Customer.self).orMissing("customer_id")
            let loanID = try reader.id("loan_id", of: Loan.self).orMissing("loan_id")
            let sourceKey = try reader.text("source_ref").orMissing("source_ref")
            let ticket = try reader.text("ticket_id")
            let status = try reader.state("status", of: Payment.Status.self)
            return try Payment(
                id: id,
                routeID: routeID,
                customerID: customerID,
                loanID: loanID,
                sourceKey: sourceKey,
                ticket: ticket,
                amount: reader.money("amount").orMissing("amount"),
                principalPart: reader.money("principal_part"),
                interestPart: reader.money("interest_part"),
                balanceAfter: reader.money("balance_after"),
                paidOn: reader.day("paid_on").orMissing("paid_on"),
                paidAt: reader.time("paid_at"),
                sequence: reader.count("sequence").orMissing("sequence"),
                status: status,
                place: reader.text("place").orMissing("place")
            )
        }
    }
}
