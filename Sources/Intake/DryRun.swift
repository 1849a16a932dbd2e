public import Lending
import LoanBook
public import Machine

/// What a source would bring into a book, without a book: for an owner to hold against the phone before the first sync.
public struct DryRun: Sendable {
    /// Customers that would be written.
    public private(set) var customers = 0
    /// Loans that would be written, open and closed.
    public private(set) var loans = 0
    /// Loans of which money is owed.
    public private(set) var activeLoans = 0
    /// Sum of what was lent, where it is known.
    public private(set) var principal = Money.zero
    /// Sum of what is owed on open loans, interest included.
    public private(set) var outstanding = Money.zero
    /// Payments that would be written.
    public private(set) var payments = 0
    /// Sum of the payments; where the source holds none as rows, what the loans' balances say was paid.
    public private(set) var paid = Money.zero
    /// The routes in name order, as the files call them.
    public private(set) var routes: [String] = []
    /// The latest business day of the routes.
    public private(set) var businessDate: CivilDate?
    /// What could not be read.
    public private(set) var rejects = Rejects()
    /// What an owner should know although nothing was refused.
    public private(set) var notices: [String] = []

    /// Reads all of `copy` for a lender whose days are told in `timeZone`.
    /// - Throws: ``IntakeError`` when the source would be refused.
    public init(
        _ copy: SourceCopy,
        timeZone: String = "America/Bogota",
        clock: some Clock = SystemClock()
    ) throws {
        let zone = BusinessZone(timeZone)
        let today = zone.moment(clock.microseconds() / 1_000_000)?.day ?? .latest
        var noted = Notices()
        for route in copy.routes {
            let parts = try RouteParts(route, profile: copy.profile, zone: zone, rejects: &rejects)
            for part in parts.routes {
                parts.source.name = part.route.name
                // Any tenant will do: the ids are thrown away.
                let ids = RecordIDs(tenant: TenantID("tn_dry"), system: copy.profile.name, route: part.route.name)
                let customers = try parts.reading(part, ids: ids)
                let reading = RouteReading(source: parts.source, ids: ids, customers: customers)
                let count = CountingSink(hasPayments: parts.source.has(.payments))
                let facts = try reading.count(into: count, today: today, rejects: &rejects)
                routes.append(part.route.name)
                businessDate = max(businessDate ?? facts.route.businessDate, facts.route.businessDate)
                add(count)
            }
            for notice in parts.source.allNotices { noted.add(notice) }
        }
        notices = noted.all
    }

    private mutating func add(_ count: CountingSink) {
        customers += count.customers
        loans += count.loans
        activeLoans += count.activeLoans
        principal += count.principal
        outstanding += count.outstanding
        payments += count.payments
        paid += count.paid
    }
}

/// Counts what it is handed and keeps nothing.
private final class CountingSink: DossierSink {
    private(set) var customers = 0
    private(set) var loans = 0
    private(set) var activeLoans = 0
    private(set) var principal = Money.zero
    private(set) var outstanding = Money.zero
    private(set) var payments = 0
    private(set) var paid = Money.zero
    private let hasPayments: Bool
    let isCounting = true

    init(hasPayments: Bool) {
        self.hasPayments = hasPayments
    }

    func apply(_ dossier: Dossier) {
        customers += 1
        loans += dossier.loans.count
        for loan in dossier.loans {
            principal += loan.terms.principal ?? .zero
            payments += loan.paymentsCount
            paid += loan.paid
            let owed = loan.status == .active ? loan.outstanding : .zero
            if loan.status == .active {
                activeLoans += 1
                outstanding += owed
            }
            if !hasPayments { paid += loan.terms.total - owed }
        }
    }

    func holds(_ customer: CustomerID, rows: [UInt8]) -> Bool { false }
    func passOver(_ customer: CustomerID) {}
    func note(_ finding: Finding) {}
    func retain(_ customer: CustomerID) {}
    func withholdRemovals() {}
}
