import Codecs
import Lending

/// One customer's row with the keys that it was given.
struct ClientRow {
    let row: MappedRow
    /// The key in the source within its route: the identity number, or a stand-in where that cannot serve.
    let key: String
    /// What people call the customer: the number of the row.
    let label: String
    /// The identity number as written.
    let document: String?
    /// Whether the table of payments named by the identity number is this customer's: the first one that has it.
    let ownsPayments: Bool
}

/// Gives customers their keys while their rows pass by in order.
///
/// The same rows give the same keys.
///
/// It holds the identity numbers of the route, not its customers.
struct ClientKeys {
    private let keyField: Field?
    /// The keys that the book knows customers by, where the rows give others.
    private let known: [String: String]
    private var documents: Set<String> = []
    /// Keys that are no document, or not the one of their row.
    private var madeKeys: Set<String> = []
    private var labels: Set<String> = []

    init(_ mapping: RecordMapping?, known: [String: String] = [:]) {
        keyField = mapping?.key
        self.known = known
    }

    /// The keys of the next row.
    mutating func next(_ row: MappedRow) -> ClientRow {
        let number = row.integer(.number) ?? row.number
        var label = String(number)
        if !labels.insert(label).inserted {
            label = "\(number)-\(row.number)"
            labels.insert(label)
        }
        let document = row.text(.document)
        let isFirst = document.map { documents.insert($0).inserted } ?? false
        let key = key(document: document, isFirst: isFirst, label: label)
        return ClientRow(
            row: row,
            key: known[key] ?? key,
            label: label,
            document: document,
            ownsPayments: isFirst
        )
    }

    /// The key of a row that is otherwise rejected, so that what the book holds of it can be kept; nil when even that
    /// cannot be told.
    mutating func key(ofRejected raw: RawRow, _ mapper: RowMapper) -> String? {
        guard case .text(let document)? = mapper.value(of: .document, in: raw) else { return nil }
        guard documents.insert(document).inserted, keyField == .document, !madeKeys.contains(document) else {
            return nil
        }
        return known[document] ?? document
    }

    private mutating func key(document: String?, isFirst: Bool, label: String) -> String {
        guard keyField == .document, let document else { return made("row:\(label)", label) }
        // A second customer with the number of another is told apart by the row.
        return isFirst && !madeKeys.contains(document) ? document : made("\(document)~\(label)", label)
    }

    /// `key`, or one like it should a document be written so.
    private mutating func made(_ key: String, _ label: String) -> String {
        var key = key
        while documents.contains(key) || !madeKeys.insert(key).inserted { key += "~\(label)" }
        return key
    }
}
