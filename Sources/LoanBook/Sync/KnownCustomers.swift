public import Lending

/// The customers that the book ever held on a route, before a snapshot of it is written.
public struct KnownCustomers: Sendable {
    let byID: [String: KnownCustomer]

    /// None, as of a route that the book does not know.
    public static let none = KnownCustomers(byID: [:])

    /// Whether the book never held one.
    public var isEmpty: Bool { byID.isEmpty }

    /// Whether the book ever held the customer.
    public func holds(_ id: CustomerID) -> Bool { byID[id.text] != nil }

    /// Those who stand and are not among `seen`, in the order of their ids.
    public func missing(besides seen: Set<CustomerID>) -> [CustomerID] {
        byID.filter { !$0.value.isRemoved }.keys.map { CustomerID($0) }.filter { !seen.contains($0) }.sorted()
    }
}

/// A customer as the book held it before the snapshot.
struct KnownCustomer: Sendable {
    /// Of the dossier that was applied last.
    var mark = DossierMark.none
    var isRemoved: Bool
    var isSeen = false
}
