import Lending
import Storage
import Wire

/// Current rows of settlements.
enum SettlementRecords: RecordTable {
    static let name = "settlement"
    static let columns = [
        "route_id", "source_key", "number", "settled_day", "collected_minor", "lent_minor", "expenses_minor",
        "opening_minor", "closing_minor", "closing_expected_minor",
    ]

    static func id(of settlement: Settlement) -> String { settlement.id.text }

    static func values(_ settlement: Settlement) -> [SQLValue] {
        [
            .text(settlement.routeID.text), .text(settlement.sourceKey), .integer(settlement.number),
            .day(settlement.settledOn), .money(settlement.collected), .money(settlement.lent),
            .money(settlement.expenses), .money(settlement.opening), .money(settlement.closing),
            .money(settlement.closingExpected),
        ]
    }

    static func isTombstone(_ settlement: Settlement) -> Bool? { nil }
    static func document(_ settlement: Settlement) -> [UInt8] { SettlementDocument.write(settlement) }

    static func read(_ document: [UInt8], personal: [UInt8]?) throws -> Settlement {
        try SettlementDocument.read(document)
    }

    /// Gives a settlement that came without the one before it the opening that was known while all could be read.
    static func carryForward(_ known: Settlement, into incoming: Settlement) -> Settlement {
        guard incoming.opening == nil, known.opening != nil else { return incoming }
        var linked = incoming
        linked.opening = known.opening
        linked.closingExpected = known.closingExpected
        return linked == known ? linked : incoming
    }
}
