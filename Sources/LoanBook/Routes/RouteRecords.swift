import Lending
import Storage
import Wire

/// Current rows of routes.
enum RouteRecords: RecordTable {
    static let name = "route"
    static let columns = ["source_key", "name", "business_day", "box_minor", "box_computed_minor", "profile"]
    static let isPersonal = true

    static func id(of route: Route) -> String { route.id.text }

    static func values(_ route: Route) -> [SQLValue] {
        [
            .text(route.sourceKey), .text(route.name), .day(route.businessDate), .money(route.boxCash),
            .money(route.boxCashComputed), .text(route.profile),
        ]
    }

    static func isTombstone(_ route: Route) -> Bool? { false }
    static func document(_ route: Route) -> [UInt8] { RouteDocument.write(route) }
    static func personal(_ route: Route) -> [UInt8]? { RouteDocument.writePersonal(route) }

    static func read(_ document: [UInt8], personal: [UInt8]?) throws -> Route {
        try RouteDocument.read(document, personal: personal)
    }
}
