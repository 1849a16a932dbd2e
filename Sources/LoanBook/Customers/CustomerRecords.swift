import Lending
import Storage
import Wire

/// Current rows of customers.
enum CustomerRecords: RecordTable {
    static let name = "customer"
    static let columns = ["route_id", "visit_order", "client_group", "hidden", "reported", "status"]
    static let isPersonal = true

    static func id(of customer: Customer) -> String { customer.id.text }

    static func values(_ customer: Customer) -> [SQLValue] {
        [
            .text(customer.routeID.text), .integer(customer.visitOrder), .text(customer.group),
            .flag(customer.isHidden), .flag(customer.isReported), .text(customer.status.rawValue),
        ]
    }

    static func isTombstone(_ customer: Customer) -> Bool? { customer.status == .removed }
    static func document(_ customer: Customer) -> [UInt8] { CustomerDocument.write(customer) }
    static func personal(_ customer: Customer) -> [UInt8]? { CustomerDocument.writePersonal(customer) }

    static func read(_ document: [UInt8], personal: [UInt8]?) throws -> Customer {
        try CustomerDocument.read(document, personal: personal)
    }

    static func event(isNew: Bool, isRemoved: Bool) -> String {
        isNew ? "customer.created" : isRemoved ? "customer.removed" : "customer.updated"
    }
}
