public import Codecs
public import Lending

/// A route as it is stored, published and hashed: the record proper, and the collector's name kept apart.
public enum RouteDocument {
    /// Fields of the record proper in the order of the keys.
    public static let table = CSVTable([
        CSVField("id", .text), CSVField("name", .text), CSVField("source_ref", .text),
        CSVField("business_date", .date), CSVField("box_cash", .decimal), CSVField("box_cash_computed", .decimal),
        CSVField("profile", .text), CSVField("profile_status", .text), CSVField("policies", .json),
    ])

    /// Fields of the personal part in the order of the keys.
    public static let personalTable = CSVTable([CSVField("collector_name", .text)])

    /// The record proper of `route`.
    public static func write(_ route: Route) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("id", route.id)
        writer.field("name", route.name)
        writer.field("source_ref", route.sourceKey)
        writer.field("business_date", route.businessDate)
        writer.field("box_cash", route.boxCash)
        writer.field("box_cash_computed", route.boxCashComputed)
        writer.field("profile", route.profile)
        writer.field("profile_status", route.profileStatus)
        writer.beginObject("policies")
        for policy in route.policies { writer.field(named: policy.name, policy.choice) }
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }

    /// The personal part of `route`.
    public static func writePersonal(_ route: Route) -> [UInt8] {
        var writer = JSONWriter(capacity: 128)
        writer.beginObject()
        writer.field("collector_name", route.collectorName)
        writer.endObject()
        return writer.bytes
    }

    /// The route that `bytes` hold; without `personal` the collector's name is nil.
    /// - Throws: ``WireError`` naming the field that is wrong.
    public static func read(_ bytes: [UInt8], personal: [UInt8]? = nil) throws(WireError) -> Route {
        var route = try withMemory(of: bytes) { memory throws(WireError) in try record(memory) }
        if let personal {
            route.collectorName = try withMemory(of: personal) { memory throws(WireError) in
                try WireError.reading("route (personal part)", memory) { reader throws(JSONError) in
                    try reader.text("collector_name")
                }
            }
        }
        return route
    }

    private static func record(_ bytes: UnsafeRawBufferPointer) throws(WireError) -> Route {
        try WireError.reading("route", bytes) { reader throws(JSONError) in
            let id = try reader.id("id", of: Route.self).orMissing("id")
            let name = try reader.text("name").orMissing("name")
            return try Route(
                id: id,
                sourceKey: reader.text("source_ref").orMissing("source_ref"),
                name: name,
                businessDate: reader.day("business_date").orMissing("business_date"),
                boxCash: reader.money("box_cash"),
                boxCashComputed: reader.money("box_cash_computed"),
                profile: reader.text("profile").orMissing("profile"),
                profileStatus: reader.text("profile_status").orMissing("profile_status"),
                policies: policies(&reader)
            )
        }
    }

    private static func policies(_ reader: inout JSONFieldReader) throws(JSONError) -> [PolicyStatement] {
        let members = try reader.value("policies").orMissing("policies").members
        var policies: [PolicyStatement] = []
        for member in members ?? [] {
            guard let choice = member.value.text else { throw .mismatch("policies", expected: "an object of strings") }
            policies.append(PolicyStatement(name: member.key, choice: choice))
        }
        return policies
    }
}
