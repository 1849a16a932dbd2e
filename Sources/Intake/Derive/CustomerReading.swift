import Lending
import LoanBook

/// One way in which a source holds its customers with their loans and payments.
protocol CustomerReading {
    /// Called after each customer with how many were read and how many rows there are.
    typealias Progress = (_ read: Int, _ of: Int) -> Void

    /// What must be known of the route before its first customer is written.
    ///
    /// `known` are the customers that the book holds on the route, `renamed` the first keys of those who changed them.
    func scan(known: KnownCustomers, renamed: Set<String>) throws -> RouteScan

    /// Hands each customer over, complete; `known` are the keys that the book has for those whose rows give others.
    func write(
        _ scan: RouteScan,
        _ book: RouteBook,
        known: [String: String],
        to sink: any DossierSink,
        rejects: inout Rejects,
        progress: Progress
    ) throws

    /// A few customers, by which the route is told from others.
    func sample() throws -> RouteSample
}

/// What takes the customers of a route: the book, or a count of what would come.
protocol DossierSink {
    /// Whether the sums that loans hold are enough, so that payments and findings need not be made.
    var isCounting: Bool { get }
    /// Takes a customer, complete.
    func apply(_ dossier: Dossier) throws
    /// Whether a customer is held as rows with the digest `rows` gave them.
    func holds(_ customer: CustomerID, rows: [UInt8]) -> Bool
    /// Takes it that a customer of whom `holds` is true came, and is as they were.
    func passOver(_ customer: CustomerID)
    /// Takes a finding of the open route.
    func note(_ finding: Finding) throws
    /// Leaves a customer as they are, because their rows cannot be read.
    func retain(_ customer: CustomerID)
    /// Leaves every customer that does not come, because rows cannot be told.
    func withholdRemovals()
}

extension SnapshotWriter: DossierSink {
    var isCounting: Bool { false }
}
