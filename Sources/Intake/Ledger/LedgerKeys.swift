import Codecs
import Lending

/// The keys by which rows of customers, loans and payments find each other.
///
/// Two texts are one key when they differ in case, accents or blanks only, and identity numbers when they differ in
/// dots: people type them anew in each table.
struct LedgerKeys {
    /// The fields that tell customers apart, best first.
    private let fields: [Field]
    /// Whether those whose best key is unknown are told by their names.
    var hasNames: Bool { fields.count > 1 }

    init(_ profile: Profile) {
        let keys = profile.records[.customers]?.keys ?? []
        fields = keys.isEmpty ? [.id] : keys
    }

    /// The key of a customer's own row; nil when the cell is empty.
    func customer(_ row: MappedRow) -> String? {
        for field in fields {
            if field == .number, let number = row.integer(.number) { return String(number) }
            if let key = row.text(field).flatMap(customer) { return key }
        }
        return nil
    }

    /// The key of a customer's row that is otherwise rejected; nil when even that cannot be read.
    func customer(ofRejected raw: RawRow, _ mapper: RowMapper) -> String? {
        for field in fields {
            switch mapper.value(of: field, in: raw) {
            case .text(let text)?: if let key = customer(text) { return key }
            case .integer(let number)?: return String(number)
            default: continue
            }
        }
        return nil
    }

    /// The key that `text` names a customer by.
    func customer(_ text: String) -> String? {
        if fields.contains(.document), let number = IdentityNumber.normalize(text) { return number }
        return Self.folded(text)
    }

    /// The name of a customer, for those who name them by it alone.
    func name(_ row: MappedRow) -> String? { hasNames ? row.text(.name).flatMap(Self.folded) : nil }

    /// The loan's own key; nil when the source gives it none.
    func loan(_ row: MappedRow) -> String? {
        row.text(.id).flatMap(Self.folded) ?? row.integer(.number).map { "n\($0)" }
    }

    /// The key that `text` names a loan by.
    func loan(_ text: String) -> String? { Self.folded(text) }

    /// What tells a loan without a key of its own from the customer's others.
    static func made(_ customer: String, _ row: MappedRow) -> String {
        let day = row.date(.disbursedOn)?.isoText ?? ""
        let amount = (row.money(.principal) ?? row.money(.total) ?? row.money(.installment))?.decimalText ?? ""
        return "\(customer)#\(day)#\(amount)"
    }

    private static func folded(_ text: String) -> String? {
        let isPlain = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x5F
        }
        let key = isPlain ? text : FoldedName.of(text)
        return key.isEmpty ? nil : key
    }
}
