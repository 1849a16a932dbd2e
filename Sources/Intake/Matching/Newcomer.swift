import Lending

/// A customer of a known route whom the book does not know by the key that came, with what may tell that they are one
/// it knows by another.
struct Newcomer {
    /// The key that the row gives.
    let key: String
    /// What people call the customer: the number of the row.
    let label: String
    /// The identity number as written.
    let document: String?
    /// Folded name and telephone; nil unless both are there.
    let nameAndPhone: String?
    /// Keys of a few payments.
    let payments: [String]

    init(_ client: ClientRow, _ history: PaymentHistory) {
        key = client.key
        label = client.label
        document = client.document
        nameAndPhone = Self.nameAndPhone(client.row.text(.name), client.row.text(.phone))
        payments = RouteSample.evidence(history)
    }

    /// One whose row cannot be read but for the identity number.
    init(unreadable document: String) {
        key = document
        label = ""
        self.document = document
        nameAndPhone = nil
        payments = []
    }

    static func nameAndPhone(_ name: String?, _ phone: String?) -> String? {
        guard let name, let phone, !name.isEmpty, !phone.isEmpty else { return nil }
        return "\(FoldedName.of(name))\n\(FoldedName.of(phone))"
    }
}
