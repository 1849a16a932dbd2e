public import Codecs
public import Lending

/// A receipt as it is stored, published and hashed: the record proper, and the personal part kept apart.
public enum ReceiptDocument {
    /// Fields of the record proper in the order of the keys.
    public static let table = CSVTable([
        CSVField("id", .text), CSVField("source", .text), CSVField("kind", .text), CSVField("status", .text),
        CSVField("reason", .text),
        CSVField("route_id", .text), CSVField("customer_id", .text), CSVField("loan_id", .text),
        CSVField("payment_id", .text), CSVField("source_payment_id", .text), CSVField("settlement_id", .text),
        CSVField("amount", .decimal),
        CSVField("balance", .decimal), CSVField("paid_on", .date), CSVField("paid_at", .instant),
        CSVField("day_stated", .boolean), CSVField("loan_on", .date), CSVField("reference", .text),
        CSVField("place", .text),
    ])

    /// Fields of the personal part in the order of the keys.
    public static let personalTable = CSVTable([CSVField("name", .text), CSVField("sender", .text)])

    /// The record proper of `receipt`: nothing that says whom it names.
    public static func write(_ receipt: Receipt) -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        writer.field("id", receipt.id)
        writer.field("source", receipt.source)
        writer.field("kind", receipt.kind)
        writer.field("status", receipt.status)
        writer.field("reason", receipt.reason?.rawValue)
        writer.field("route_id", receipt.routeID)
        writer.field("customer_id", receipt.customerID)
        writer.field("loan_id", receipt.loanID)
        writer.field("payment_id", receipt.paymentID)
        writer.field("source_payment_id", receipt.sourcePaymentID)
        writer.field("settlement_id", receipt.settlementID)
        writer.field("amount", receipt.amount)
        writer.field("balance", receipt.balance)
        writer.field("paid_on", receipt.paidOn)
        writer.field("paid_at", receipt.paidAt)
        writer.field("day_stated", receipt.isDayStated)
        writer.field("loan_on", receipt.loanOn)
        writer.field("reference", receipt.reference)
        writer.field("place", receipt.place)
        writer.endObject()
        return writer.bytes
    }

    /// The personal part of `receipt`.
    public static func writePersonal(_ receipt: Receipt) -> [UInt8] {
        var writer = JSONWriter(capacity: 128)
        writer.beginObject()
        writer.field("name", receipt.person.name)
        writer.field("sender", receipt.person.sender)
        writer.endObject()
        return writer.bytes
    }

    /// The receipt that `bytes` hold; without `personal` (erased, or no scope for it) the name is empty.
    /// - Throws: ``WireError`` naming the field that is wrong.
    public static func read(_ bytes: [UInt8], personal: [UInt8]? = nil) throws(WireError) -> Receipt {
        var receipt = try withMemory(of: bytes) { memory throws(WireError) in try record(memory) }
        if let personal {
            receipt.person = try withMemory(of: personal) { memory throws(WireError) in try part(memory) }
        }
        return receipt
    }

    private static func record(_ bytes: UnsafeRawBufferPointer) throws(WireError) -> Receipt {
        try WireError.reading("receipt", bytes) { reader throws(JSONError) in
            let id = try reader.id("id", of: Receipt.self).orMissing("id")
            let source = try reader.text("source").orMissing("source")
            let kind = try reader.state("kind", of: Receipt.Kind.self)
            let status = try reader.state("status", of: Receipt.Status.self)
            let reason = try reason(&reader)
            let routeID = try reader.id("route_id", of: Route.self)
            let customerID = try reader.id("customer_id", of: Customer.self)
            let loanID = try reader.id("loan_id", of: Loan.self)
            let paymentID = try reader.id("payment_id", of: Payment.self)
            let sourcePaymentID = try reader.id("source_payment_id", of: Payment.self)
            let settlementID = try reader.id("settlement_id", of: Settlement.self)
            var receipt = try Receipt(
                id: id,
                source: source,
                kind: kind,
                amount: reader.money("amount").orMissing("amount"),
                balance: reader.money("balance"),
                paidOn: reader.day("paid_on").orMissing("paid_on"),
                paidAt: reader.time("paid_at"),
                isDayStated: reader.boolean("day_stated").orMissing("day_stated"),
                loanOn: reader.day("loan_on"),
                reference: reader.text("reference"),
                place: reader.text("place").orMissing("place"),
                person: ReceiptPerson(name: "")
            )
            receipt.status = status
            receipt.reason = reason
            receipt.routeID = routeID
            receipt.customerID = customerID
            receipt.loanID = loanID
            receipt.paymentID = paymentID
            receipt.sourcePaymentID = sourcePaymentID
            receipt.settlementID = settlementID
            return receipt
        }
    }

    private static func reason(_ reader: inout JSONFieldReader) throws(JSONError) -> Receipt.Reason? {
        guard let text = try reader.text("reason") else { return nil }
        guard let reason = Receipt.Reason(rawValue: text) else {
            throw .mismatch("reason", expected: "one of the known reasons")
        }
        return reason
    }

    private static func part(_ bytes: UnsafeRawBufferPointer) throws(WireError) -> ReceiptPerson {
        try WireError.reading("receipt (personal part)", bytes) { reader throws(JSONError) in
            let name = try reader.text("name").orMissing("name")
            return ReceiptPerson(name: name, sender: try reader.text("sender"))
        }
    }
}
