import Lending
import Storage

/// How one kind of record stands in its table: the columns that repeat figures of its document, and the document itself.
protocol RecordTable {
    associatedtype Record

    /// Name of the table, and of the entity in the change log.
    static var name: String { get }
    /// Columns drawn from the record, without those that every table has.
    static var columns: [String] { get }
    /// Whether a personal part stands beside the document.
    static var isPersonal: Bool { get }

    static func id(of record: Record) -> String
    /// What `columns` hold for the record, in their order.
    static func values(_ record: Record) -> [SQLValue]
    /// Whether the record itself says that it is a tombstone; nil where its document has no word for it.
    static func isTombstone(_ record: Record) -> Bool?
    static func document(_ record: Record) -> [UInt8]
    static func personal(_ record: Record) -> [UInt8]?
    static func read(_ document: [UInt8], personal: [UInt8]?) throws -> Record
}

extension RecordTable {
    static var isPersonal: Bool { false }
    static func personal(_ record: Record) -> [UInt8]? { nil }
}

extension SQLValue {
    static func money(_ amount: Money?) -> SQLValue {
        amount.map { .integer($0.minorUnits) } ?? .null
    }

    static func day(_ date: CivilDate?) -> SQLValue {
        .integer(date?.dayNumber)
    }

    static func flag(_ value: Bool) -> SQLValue {
        .integer(value ? 1 : 0)
    }
}
