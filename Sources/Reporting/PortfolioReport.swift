public import Lending
public import LoanBook
public import Storage
import Wire

/// Where a lender stands: totals, arrears buckets, and the same for each route beside the app's own figures.
public struct PortfolioReport: Sendable {
    /// One route.
    public struct RouteSection: Sendable {
        /// The route as the book has it.
        public var route: Route
        /// Its figures.
        public var figures: PortfolioFigures
        /// What the app states.
        public var app: AppFigures
    }

    /// The lender.
    public let tenant: TenantRecord
    /// The day that was asked for; nil for the book as it is.
    public let askedFor: CivilDate?
    /// All routes together.
    public private(set) var figures = PortfolioFigures()
    /// Each route, by name.
    public private(set) var routes: [RouteSection]

    /// The latest business day among the routes: the day the report stands at; nil when there is no route.
    public var asOf: CivilDate? { routes.map(\.route.businessDate).max() }

    /// Cash in all boxes as the source states it; nil when no route states one.
    public var cashInBox: Money? {
        let stated = routes.compactMap(\.route.boxCash)
        return stated.isEmpty ? nil : stated.reduce(Money.zero, +)
    }

    /// The report on `tenant`'s book on `day`, or as it is, made in one pass on `connection`.
    /// - Throws: ``StorageError``, or an error that names the stored document that cannot be read.
    public init(tenant: TenantRecord, asOf day: CivilDate? = nil, on connection: any Connection) throws {
        self.tenant = tenant
        askedFor = day
        let reader = RecordReader(connection, tenant: tenant.id)
        let moment = try BookMoment.of(day, tenant: tenant.id, on: connection)
        let known = try reader.routes(at: moment)
        var sections = known.map { RouteSection(route: $0, figures: PortfolioFigures(), app: AppFigures()) }
        var all = PortfolioFigures()
        try reader.forEachCustomer(at: moment, routes: known) { customer in
            all.count(customer)
            if let route = customer.route { sections[route].figures.count(customer) }
        }
        try reader.forEachLoan(at: moment, routes: known) { loan in
            all.count(loan)
            if let route = loan.route { sections[route].figures.count(loan) }
        }
        let numbers = Dictionary(uniqueKeysWithValues: known.enumerated().map { ($0.element.id, $0.offset) })
        try reader.forEachDocument(RecordQuery(RecordFilter(.settlements)), at: moment) { document in
            let settlement = try SettlementDocument.read(document)
            if let route = numbers[settlement.routeID] { sections[route].app.count(settlement) }
        }
        figures = all
        routes = sections
    }
}

extension Database {
    /// The portfolio of `tenant` on `day`, or as it is, made on the database's own threads.
    /// - Throws: ``StorageError``, or an error that names the stored document that cannot be read.
    public func portfolio(of tenant: TenantRecord, asOf day: CivilDate? = nil) async throws -> PortfolioReport {
        try await read { try PortfolioReport(tenant: tenant, asOf: day, on: $0) }
    }
}
