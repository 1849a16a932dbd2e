public import Codecs
public import Lending

/// A finding as it is stored, published and hashed.
///
/// Names no person.
public enum FindingDocument {
    /// Its fields in the order of the keys.
    public static let table = CSVTable([
        CSVField("id", .text), CSVField("route_id", .text), CSVField("code", .text), CSVField("severity", .text),
        CSVField("basis", .text), CSVField("status", .text), CSVField("entity", .text),
        CSVField("entity_id", .text), CSVField("customer_id", .text), CSVField("loan_id", .text),
        CSVField("detected_on", .date), CSVField("amount", .decimal), CSVField("sentence_es", .text),
        CSVField("sentence_en", .text), CSVField("evidence", .json),
    ])

    /// The document of `finding`.
    public static func write(_ finding: Finding) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("id", finding.id)
        writer.field("route_id", finding.routeID)
        writer.field("code", finding.code)
        writer.field("severity", finding.severity)
        writer.field("basis", finding.basis)
        writer.field("status", finding.isResolved ? "resolved" : "open")
        writer.field("entity", finding.entity)
        writer.field("entity_id", finding.entityID)
        writer.field("customer_id", finding.customerID)
        writer.field("loan_id", finding.loanID)
        writer.field("detected_on", finding.detectedOn)
        writer.field("amount", finding.amount)
        writer.field("sentence_es", finding.sentenceES)
        writer.field("sentence_en", finding.sentenceEN)
        writer.beginArray("evidence")
        for evidence in finding.evidence {
            writer.beginObject()
            writer.field("ticket_id", evidence.ticket)
            writer.field("place", evidence.place)
            writer.field("before", evidence.before)
            writer.field("after", evidence.after)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }

    /// The finding that `bytes` hold.
    /// - Throws: ``WireError`` naming the field that is wrong.
    public static func read(_ bytes: [UInt8]) throws(WireError) -> Finding {
        try withMemory(of: bytes) { memory throws(WireError) in try read(memory) }
    }

    /// The finding that `bytes` hold.
    /// - Throws: ``WireError`` naming the field that is wrong.
    public static func read(_ bytes: UnsafeRawBufferPointer) throws(WireError) -> Finding {
        try WireError.reading("finding", bytes) { reader throws(JSONError) in
            let id = try reader.id("id", of: Finding.self).orMissing("id")
            let routeID = try reader.id("route_id", of: Route.self)
            let code = try reader.text("code").orMissing("code")
            let severity = try reader.state("severity", of: Finding.Severity.self)
            let basis = try reader.state("basis", of: Finding.Basis.self)
            let isResolved = try isResolved(&reader)
            let entity = try reader.text("entity").orMissing("entity")
            let entityID = try reader.text("entity_id").orMissing("entity_id")
            let customerID = try reader.id("customer_id", of: Customer.self)
            let loanID = try reader.id("loan_id", of: Loan.self)
            let detectedOn = try reader.day("detected_on").orMissing("detected_on")
            let amount = try reader.money("amount")
            let sentenceES = try reader.text("sentence_es").orMissing("sentence_es")
            let sentenceEN = try reader.text("sentence_en").orMissing("sentence_en")
            return try Finding(
                id: id,
                routeID: routeID,
                code: code,
                severity: severity,
                basis: basis,
                entity: entity,
                entityID: entityID,
                customerID: customerID,
                loanID: loanID,
                detectedOn: detectedOn,
                amount: amount,
                evidence: evidence(&reader),
                sentenceES: sentenceES,
                sentenceEN: sentenceEN,
                isResolved: isResolved
            )
        }
    }

    private static func isResolved(_ reader: inout JSONFieldReader) throws(JSONError) -> Bool {
        switch try reader.text("status").orMissing("status") {
        case "open": false
        case "resolved": true
        default: throw .mismatch("status", expected: "open or resolved")
        }
    }

    private static func evidence(_ reader: inout JSONFieldReader) throws(JSONError) -> [Evidence] {
        guard let elements = try reader.value("evidence").orMissing("evidence").elements else {
            throw .mismatch("evidence", expected: "an array")
        }
        return elements.map { element in
            Evidence(
                ticket: element["ticket_id"]?.text,
                place: element["place"]?.text,
                before: element["before"]?.text,
                after: element["after"]?.text
            )
        }
    }
}
