public import Lending
import LoanBook

/// The figures of a portfolio, of one route or of all: one pass over loans and customers adds them up.
public struct PortfolioFigures: Hashable, Sendable {
    /// Loans and balances of one arrears bucket.
    public struct Bucket: Hashable, Sendable {
        /// Active loans in it.
        public var loans = 0
        /// What is owed on them.
        public var outstanding = Money.zero
    }

    /// Customers that stand, hidden and reported ones included.
    public var customers = 0
    /// Customers that owe nothing now (Sin préstamo).
    public var withoutLoan = 0
    /// Customers hidden from the app's lists (Ocultos).
    public var hidden = 0
    /// Customers with a report (Reportados).
    public var reported = 0
    /// Loans on which money is owed.
    public var activeLoans = 0
    /// Loans paid off or renewed.
    public var closedLoans = 0
    /// Owed on active loans: the source's figure where it states one.
    public var outstanding = Money.zero
    /// Owed on active loans by our own computation.
    public var outstandingComputed = Money.zero
    /// Principal of the active loans, where it is known.
    public var capitalLent = Money.zero
    /// Active loans whose principal is not known.
    public var unknownPrincipals = 0
    /// Payments that stand.
    public var paymentsCount = 0
    /// Their sum.
    public var paymentsTotal = Money.zero
    /// Money due and not paid.
    public var overdueAmount = Money.zero
    /// Active loans with money due and not paid.
    public var overdueLoans = 0
    /// Active loans past their last due date (Vencidos).
    public var pastTerm = 0
    /// Active loans whose arrears cannot be told, because their terms are not known.
    public var unknownArrears = Bucket()
    /// Active loans by arrears, in the app's buckets.
    public private(set) var buckets = [Bucket](repeating: Bucket(), count: ArrearsBucket.allCases.count)

    /// No figures.
    public init() {}

    /// The source's balance less ours.
    public var difference: Money { outstanding - outstandingComputed }

    /// The loans and balances of `bucket`.
    public subscript(bucket: ArrearsBucket) -> Bucket {
        buckets[Self.index(of: bucket)]
    }

    mutating func count(_ customer: CustomerFacts) {
        customers += 1
        if customer.status != .active { withoutLoan += 1 }
        if customer.isHidden { hidden += 1 }
        if customer.isReported { reported += 1 }
    }

    mutating func count(_ loan: LoanFacts) {
        paymentsCount = paymentsCount.addingClamped(loan.paymentsCount)
        paymentsTotal += loan.paid
        guard loan.status == .active else {
            closedLoans += 1
            return
        }
        activeLoans += 1
        outstanding += loan.outstanding
        outstandingComputed += loan.outstandingComputed
        if let principal = loan.principal { capitalLent += principal } else { unknownPrincipals += 1 }
        if loan.isPastTerm == true { pastTerm += 1 }
        guard let arrears = loan.arrears else {
            unknownArrears.loans += 1
            unknownArrears.outstanding += loan.outstanding
            return
        }
        overdueAmount += arrears.overdueAmount
        if arrears.overdueAmount > .zero { overdueLoans += 1 }
        let index = Self.index(of: arrears.bucket)
        buckets[index].loans += 1
        buckets[index].outstanding += loan.outstanding
    }

    private static func index(of bucket: ArrearsBucket) -> Int {
        switch bucket {
        case .ahead: 0
        case .days0to1: 1
        case .days2to4: 2
        case .days5to9: 3
        case .days10to29: 4
        case .days30to59: 5
        case .days60plus: 6
        }
    }
}
