import Codecs
import Lending

extension ClientRow {
    /// The customer of the row, with these loans.
    func customer(_ id: CustomerID, on route: RouteID, loans: [Loan]) -> Customer {
        let names = [row.text(.name), row.text(.surname)].compactMap(\.self)
        return Customer(
            id: id,
            routeID: route,
            sourceKey: key,
            visitOrder: row.integer(.visitOrder).flatMap { Int(exactly: $0) },
            group: row.text(.group),
            isHidden: row.flag(.hidden),
            isReported: row.flag(.reported),
            rating: row.text(.rating),
            status: loans.contains { $0.status == .active } ? .active : .idle,
            person: Person(
                name: names.joined(separator: " "),
                documentNumber: document,
                documentNormalized: document.flatMap(IdentityNumber.normalize),
                phone: row.text(.phone),
                address: row.text(.address),
                notes: row.text(.notes),
                reportText: row.text(.report)
            )
        )
    }
}
