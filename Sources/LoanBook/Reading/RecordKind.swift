/// A kind of record that readers list, page and export.
public enum RecordKind: String, CaseIterable, Hashable, Sendable {
    /// Collection routes.
    case routes
    /// People who borrow.
    case customers
    /// Loans.
    case loans
    /// Payments.
    case payments
    /// Settlements of cash boxes.
    case settlements
    /// What an owner should look at.
    case findings
    /// Receipts: what customers were told about payments.
    case receipts

    /// The name of one record, as in the change log: `loan` for ``loans``.
    public var entity: String { String(rawValue.dropLast()) }

    /// The scope a key needs to read the records proper.
    public var scope: APIScope {
        switch self {
        case .routes, .loans, .settlements: .portfolioRead
        case .customers: .customersRead
        case .payments, .receipts: .paymentsRead
        case .findings: .findingsRead
        }
    }

    /// Whether records of this kind have a personal part, which only ``APIScope/personalRead`` opens.
    public var hasPerson: Bool { listing.personalCSV != nil }

    /// Names of the filters that a list of this kind takes.
    public var filterNames: [String] { listing.filters.map(\.name) }

    /// How its records are listed.
    var listing: RecordListing {
        switch self {
        case .routes: .routes
        case .customers: .customers
        case .loans: .loans
        case .payments: .payments
        case .settlements: .settlements
        case .findings: .findings
        case .receipts: .receipts
        }
    }
}
