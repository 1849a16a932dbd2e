public import Codecs
public import Lending

/// A settlement of a cash box as it is stored, published and hashed.
public enum SettlementDocument {
    /// Its fields in the order of the keys.
    public static let table = CSVTable([
        CSVField("id", .text), CSVField("route_id", .text), CSVField("number", .integer),
        CSVField("settled_on", .date), CSVField("collected", .decimal), CSVField("lent", .decimal),
        CSVField("expenses", .decimal), CSVField("opening", .decimal), CSVField("closing", .decimal),
        CSVField("closing_expected", .decimal), CSVField("difference", .decimal), CSVField("portfolio", .decimal),
        CSVField("payments_count", .integer), CSVField("source_ref", .text),
    ])

    /// The document of `settlement`.
    public static func write(_ settlement: Settlement) -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        writer.field("id", settlement.id)
        writer.field("route_id", settlement.routeID)
        writer.field("number", settlement.number)
        writer.field("settled_on", settlement.settledOn)
        writer.field("collected", settlement.collected)
        writer.field("lent", settlement.lent)
        writer.field("expenses", settlement.expenses)
        writer.field("opening", settlement.opening)
        writer.field("closing", settlement.closing)
        writer.field("closing_expected", settlement.closingExpected)
        writer.field("difference", settlement.difference)
        writer.field("portfolio", settlement.portfolio)
        writer.field("payments_count", settlement.paymentsCount)
        writer.field("source_ref", settlement.sourceKey)
        writer.endObject()
        return writer.bytes
    }

    /// The settlement that `bytes` hold.
    /// - Throws: ``WireError`` naming the field that is wrong.
    public static func read(_ bytes: [UInt8]) throws(WireError) -> Settlement {
        try withMemory(of: bytes) { memory throws(WireError) in try read(memory) }
    }

    /// The settlement that `bytes` hold.
    /// - Throws: ``WireError`` naming the field that is wrong.
    public static func read(_ bytes: UnsafeRawBufferPointer) throws(WireError) -> Settlement {
        try WireError.reading("settlement", bytes) { reader throws(JSONError) in
            let id = try reader.id("id", of: Settlement.self).orMissing("id")
            let routeID = try reader.id("route_id", of: Route.self).orMissing("route_id")
            let number = try reader.count("number").orMissing("number")
            let settledOn = try reader.day("settled_on").orMissing("settled_on")
            let collected = try reader.money("collected").orMissing("collected")
            let lent = try reader.money("lent").orMissing("lent")
            let expenses = try reader.money("expenses").orMissing("expenses")
            let opening = try reader.money("opening")
            let closing = try reader.money("closing").orMissing("closing")
            let closingExpected = try reader.money("closing_expected")
            // Follows from the two before it.
            _ = try reader.money("difference")
            let portfolio = try reader.money("portfolio")
            let paymentsCount = try reader.count("payments_count")
            return try Settlement(
                id: id,
                routeID: routeID,
                sourceKey: reader.text("source_ref").orMissing("source_ref"),
                number: number,
                settledOn: settledOn,
                collected: collected,
                lent: lent,
                expenses: expenses,
                portfolio: portfolio,
                paymentsCount: paymentsCount,
                opening: opening,
                closing: closing,
                closingExpected: closingExpected
            )
        }
    }
}
