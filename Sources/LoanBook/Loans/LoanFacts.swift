public import Lending
import Storage
import Wire

/// What a report counts of one loan.
public struct LoanFacts: Sendable {
    /// Number of the loan's route among the routes the scan was given; nil when it is none of them.
    public var route: Int?
    /// Where the loan stands.
    public var status: Loan.Status
    /// Capital lent; nil when not known.
    public var principal: Money?
    /// Balance to report: the source's where it states one, else ours.
    public var outstanding: Money
    /// Balance recomputed.
    public var outstandingComputed: Money
    /// Sum of its payments that stand.
    public var paid: Money
    /// Number of its payments that stand.
    public var paymentsCount: Int
    /// How far behind it is on its route's day; nil when it is closed or its terms are not known.
    public var arrears: Arrears?
    /// Whether its last due date has passed with money owed; nil when not known.
    public var isPastTerm: Bool?
}

/// What a report counts of one customer.
public struct CustomerFacts: Sendable {
    /// Number of the customer's route among the routes the scan was given; nil when it is none of them.
    public var route: Int?
    /// Whether the customer owes now.
    public var status: Customer.Status
    /// The source hides the client.
    public var isHidden: Bool
    /// The source carries a report on the client.
    public var isReported: Bool
}

/// Single passes over a whole book, in memory that does not grow with it.
extension RecordReader {
    /// Lets `body` see what counts of each loan that stands in the state `moment`, in no order.
    /// - Throws: ``StorageError``, ``WireError``, or what `body` throws.
    public func forEachLoan(
        at moment: BookMoment,
        routes: [Route],
        _ body: (LoanFacts) throws -> Void
    ) throws {
        var clocks = RouteClocks(routes)
        guard moment.isCurrent else {
            return try forEachDocument(RecordQuery(RecordFilter(.loans)), at: moment) { document in
                let loan = try LoanDocument.read(document)
                var routeID = loan.routeID.text
                try body(LoanFacts(loan, on: routeID.withUTF8 { clocks.clock(of: UnsafeRawBufferPointer($0)) }))
            }
        }
        var rules = CollectionRules()
        let own = LoanFacts.columns.count
        let columns = (LoanFacts.columns + LoanFigures.columns).joined(separator: ", ")
        try scan("SELECT \(columns) FROM loan r") { row in
            let place = try row.withBytes(own) { clocks.clock(of: $0) }
            try body(try LoanFacts(row, own: own, on: place, rules: &rules))
        }
    }

    /// Lets `body` see what counts of each customer that stands in the state `moment`, in no order.
    /// - Throws: ``StorageError``, ``WireError``, or what `body` throws.
    public func forEachCustomer(
        at moment: BookMoment,
        routes: [Route],
        _ body: (CustomerFacts) throws -> Void
    ) throws {
        var clocks = RouteClocks(routes)
        guard moment.isCurrent else {
            return try forEachDocument(RecordQuery(RecordFilter(.customers)), at: moment) { document in
                let customer = try CustomerDocument.read(Array(document))
                var routeID = customer.routeID.text
                let facts = CustomerFacts(
                    route: routeID.withUTF8 { clocks.clock(of: UnsafeRawBufferPointer($0)) }?.index,
                    status: customer.status,
                    isHidden: customer.isHidden,
                    isReported: customer.isReported
                )
                try body(facts)
            }
        }
        try scan("SELECT route_id, status, hidden, reported FROM customer r") { row in
            let facts = CustomerFacts(
                route: try row.withBytes(0) { clocks.clock(of: $0) }?.index,
                status: try row.withBytes(1) { $0.elementsEqual("active".utf8) ? .active : .idle },
                isHidden: try row.integer(2) == 1,
                isReported: try row.integer(3) == 1
            )
            try body(facts)
        }
    }

    /// Reads all current rows that stand; a large table front to back, a small tenant's through its key.
    private func scan(_ select: String, _ body: (any RowCursor) throws -> Void) throws {
        let plus = try isLarge() && connection.engine == .sqlite ? "+" : ""
        let sql = "\(select) WHERE \(plus)r.tenant_id = $1 AND r.removed_seq IS NULL"
        try connection.forEachRow(sql, [.text(tenant.text)], body)
    }
}

extension LoanFacts {
    /// Columns that stand before those of ``LoanFigures``.
    static let columns = ["principal_minor", "outstanding_computed_minor", "paid_minor", "payments_count"]

    fileprivate init(
        _ row: any RowCursor,
        own: Int,
        on place: (index: Int, clock: RouteClock)?,
        rules: inout CollectionRules
    ) throws {
        status = try row.withBytes(own + 1) { Loan.Status(rawValue: String(decoding: $0, as: UTF8.self)) ?? .removed }
        principal = try row.integerOrNil(0).map(Money.init(minorUnits:))
        outstanding = Money(minorUnits: try row.integer(own + 3))
        outstandingComputed = Money(minorUnits: try row.integer(1))
        paid = Money(minorUnits: try row.integer(2))
        paymentsCount = Int(try row.integer(3))
        route = place?.index
        isPastTerm = false
        guard status == .active, let clock = place?.clock else { return }
        let figures = try LoanFigures(row, from: own, rules: &rules)
        arrears = figures.arrears(on: clock)
        isPastTerm = figures.isPastTerm(on: clock)
    }

    fileprivate init(_ loan: Loan, on place: (index: Int, clock: RouteClock)?) {
        status = loan.status
        principal = loan.terms.principal
        outstanding = loan.outstanding
        outstandingComputed = loan.outstandingComputed
        paid = loan.paid
        paymentsCount = loan.paymentsCount
        route = place?.index
        isPastTerm = false
        guard loan.status == .active, let clock = place?.clock else { return }
        let figures = LoanFigures(loan)
        arrears = figures.arrears(on: clock)
        isPastTerm = figures.isPastTerm(on: clock)
    }
}
