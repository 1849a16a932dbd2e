public import Codecs
public import Lending

/// A customer as it is stored, published and hashed: the record proper, and the personal part kept apart.
///
/// The customer's key in the source is often the identity number, so it belongs to the personal part.
public enum CustomerDocument {
    /// Fields of the record proper in the order of the keys.
    public static let table = CSVTable([
        CSVField("id", .text), CSVField("route_id", .text), CSVField("visit_order", .integer),
        CSVField("group", .text), CSVField("hidden", .boolean), CSVField("reported", .boolean),
        CSVField("rating", .text), CSVField("status", .text),
    ])

    /// Fields of the personal part in the order of the keys.
    public static let personalTable = CSVTable([
        CSVField("source_ref", .text), CSVField("name", .text), CSVField("document_number", .text),
        CSVField("document_normalized", .text), CSVField("phone", .text), CSVField("address", .text),
        CSVField("notes", .text), CSVField("report_text", .text),
    ])

    /// The record proper of `customer`: nothing that says who it is.
    public static func write(_ customer: Customer) -> [UInt8] {
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        writer.field("id", customer.id)
        writer.field("route_id", customer.routeID)
        writer.field("visit_order", customer.visitOrder)
        writer.field("group", customer.group)
        writer.field("hidden", customer.isHidden)
        writer.field("reported", customer.isReported)
        writer.field("rating", customer.rating)
        writer.field("status", customer.status)
        writer.endObject()
        return writer.bytes
    }

    /// The personal part of `customer`.
    public static func writePersonal(_ customer: Customer) -> [UInt8] {
        let person = customer.person
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        writer.field("source_ref", customer.sourceKey)
        writer.field("name", person.name)
        writer.field("document_number", person.documentNumber)
        writer.field("document_normalized", person.documentNormalized)
        writer.field("phone", person.phone)
        writer.field("address", person.address)
        writer.field("notes", person.notes)
        writer.field("report_text", person.reportText)
        writer.endObject()
        return writer.bytes
    }

    /// The customer that `bytes` hold; without `personal` (erased, or no scope for it) key and name are empty.
    /// - Throws: ``WireError`` naming the field that is wrong.
    public static func read(_ bytes: [UInt8], personal: [UInt8]? = nil) throws(WireError) -> Customer {
        var customer = try withMemory(of: bytes) { memory throws(WireError) in try record(memory) }
        if let personal {
            let (sourceKey, person) = try withMemory(of: personal) { memory throws(WireError) in try part(memory) }
            customer.sourceKey = sourceKey
            customer.person = person
        }
        return customer
    }

    private static func record(_ bytes: UnsafeRawBufferPointer) throws(WireError) -> Customer {
        try WireError.reading("customer", bytes) { reader throws(JSONError) in
            let id = try reader.id("id", of: Customer.self).orMissing("id")
            let routeID = try reader.id("route_id", of: Route.self).orMissing("route_id")
            return try Customer(
                id: id,
                routeID: routeID,
                sourceKey: "",
                visitOrder: reader.count("visit_order"),
                group: reader.text("group"),
                isHidden: reader.boolean("hidden").orMissing("hidden"),
                isReported: reader.boolean("reported").orMissing("reported"),
                rating: reader.text("rating"),
                status: reader.state("status", of: Customer.Status.self),
                person: Person(name: "")
            )
        }
    }

    private static func part(_ bytes: UnsafeRawBufferPointer) throws(WireError) -> (String, Person) {
        try WireError.reading("customer (personal part)", bytes) { reader throws(JSONError) in
            let sourceKey = try reader.text("source_ref").orMissing("source_ref")
            let person = try Person(
                name: reader.text("name").orMissing("name"),
                documentNumber: reader.text("document_number"),
                documentNormalized: reader.text("document_normalized"),
                phone: reader.text("phone"),
                address: reader.text("address"),
                notes: reader.text("notes"),
                reportText: reader.text("report_text")
            )
            return (sourceKey, person)
        }
    }
}
