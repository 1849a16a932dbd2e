public import Lending

/// Writes one snapshot into the book, route by route, inside the one transaction of its sync.
///
/// Order of calls: for each route `begin`, any number of `apply`, `end`; `keep` for each file, at any time.
public final class SnapshotWriter {
    /// The snapshot being written.
    public let snapshotID: SnapshotID

    init(snapshotID: SnapshotID) {
        self.snapshotID = snapshotID
    }

    /// Opens a route and writes its own facts and settlements.
    /// - Throws: ``LoanBookError/olderSnapshot(route:known:given:)`` when the book knows newer facts of the route.
    public func begin(_ facts: RouteFacts) throws {}

    /// Compares one customer of the open route with the book and writes what differs.
    public func apply(_ dossier: Dossier) throws {}

    /// Leaves a customer of the open route as the book has it, because the source's rows cannot be read.
    public func retain(_ customer: CustomerID) {}

    /// Leaves every customer that does not come as the book has it, because rows of the open route cannot be told.
    public func withholdRemovals() {}

    /// Counts rows of the source that could not be read.
    public func reject(rows: Int) {}

    /// Closes the route: customers that did not come are removed, findings that are no longer shown are resolved.
    public func end() throws {}

    /// Archives the file at `path` under `name`, compressed, in parts shared with other files of the tenant.
    public func keep(fileAt path: String, as name: String) throws {}
}
