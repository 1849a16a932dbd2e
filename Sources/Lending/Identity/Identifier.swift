/// A kind of record that has ids of its own.
public protocol Noun {
    /// The two letters before the underscore of its ids, such as `ln`.
    static var idPrefix: String { get }
}

/// The id of one record: `prefix_` and 26 characters of lower-case Crockford base 32.
///
/// Ids of source records are derived from (tenant, source system, entity, source key), so the same backup
/// gives the same ids on any machine.
public struct Identifier<Kind: Noun>: Hashable, Comparable, Sendable {
    /// The whole text, prefix included.
    public let text: String

    /// The id written `text`; not checked here, a lookup of a wrong one finds nothing.
    public init(_ text: String) {
        self.text = text
    }

    /// By text.
    public static func < (left: Identifier, right: Identifier) -> Bool {
        left.text < right.text
    }
}

/// A lender with a book of its own.
public enum Tenant: Noun {
    /// `tn`.
    public static let idPrefix = "tn"
}

/// One reading of a source's files.
public enum Snapshot: Noun {
    /// `sn`.
    public static let idPrefix = "sn"
}

/// Id of a tenant.
public typealias TenantID = Identifier<Tenant>
/// Id of a snapshot.
public typealias SnapshotID = Identifier<Snapshot>
/// Id of a customer.
public typealias CustomerID = Identifier<Customer>
/// Id of a loan.
public typealias LoanID = Identifier<Loan>
/// Id of a payment.
public typealias PaymentID = Identifier<Payment>
/// Id of a route.
public typealias RouteID = Identifier<Route>
/// Id of a settlement of a route's cash box.
public typealias SettlementID = Identifier<Settlement>
/// Id of a finding.
public typealias FindingID = Identifier<Finding>
