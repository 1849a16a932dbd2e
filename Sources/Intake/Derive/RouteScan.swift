import Codecs
import Lending
import LoanBook

/// What must be known of a route before its first customer is written, gathered in one pass over its rows.
///
/// It holds sums, days, the identity numbers and the fingerprints of tickets, not customers or payments.
struct RouteScan {
    /// Rows of customers, read or not.
    var customerRows = 0
    /// Rows of customers that were read.
    var customers = 0
    /// The first collector named.
    var collector: String?
    /// Sum of the balances that customers' rows state.
    var outstanding = Money.zero
    /// What was paid on each day.
    var payments: [CivilDate: DayTotal] = [:]
    /// Balances closed by a renewal without money, by day.
    var netted: [CivilDate: Money] = [:]
    /// Rows of payments that were read, those of no customer left out.
    var paymentRows = 0
    /// The second of the newest payment of each day; -1 when it has no time.
    private var newest: [CivilDate: Int] = [:]
    /// Identity numbers that stand on several customers, with the keys that their rows give and what people call them.
    var sharedIdentities: [String: [(key: String, label: String)]] = [:]
    /// Fingerprints of tickets that stand on several payments.
    var repeatedTickets: Set<UInt64> = []
    /// Payments in tables that belong to no customer who could be read: a customer whose row is rejected has none here.
    var orphans = (tables: 0, payments: 0, amount: Money.zero)

    /// Customers that the book knows by the key that came.
    var seen: Set<CustomerID> = []
    /// Customers of a known route that the book does not know so.
    var newcomers: [Newcomer] = []
    /// Of those seen, the ones whose key was first another customer's, by that key.
    var contested: [String: Newcomer] = [:]

    /// What tells each customer's rows from those of another copy, in the order in which their rows are read.
    var clients: [ClientPrint] = []

    /// Days that stand in the fields where the profile looks for the business day.
    var stated: [BusinessDateRule.Day: Set<CivilDate>] = [:]

    private var firstByIdentity: [String: (key: String, label: String)] = [:]
    private var tickets = SeenTickets()

    /// Reads all rows of `source` once.
    ///
    /// `known` are the customers that the book holds on the route, `renamed` the first keys of those who changed them.
    init(_ source: RouteSource, ids: RecordIDs, known: KnownCustomers, renamed: Set<String>) throws {
        let reader = PaymentHistoryReader(source)
        var keys = ClientKeys(source.profile.records[.customers])
        var scan = Scan()
        let days = source.profile.businessDate.days.filter { $0.record == .customers }
        try source.rows(.customers) { raw, mapper in
            scan.customerRows += 1
            guard case .row(let row, _) = mapper.map(raw) else {
                if let key = keys.key(ofRejected: raw, mapper), !known.isEmpty {
                    let id = ids.customer(key)
                    if known.holds(id) {
                        scan.seen.insert(id)
                    } else {
                        scan.newcomers.append(Newcomer(unreadable: key))
                    }
                }
                return
            }
            let client = keys.next(row)
            let terms = ClientTerms(row, policies: source.profile.policies)
            if terms.fault == nil { scan.customers += 1 }
            for day in days { row.date(day.field).map { _ = scan.stated[day, default: []].insert($0) } }
            scan.take(client, balance: row.money(.balance))
            let outline = try reader.outline(of: client, row: raw, mapper)
            scan.clients.append(ClientPrint(cells: outline.cells, newest: outline.rows.last?.paidOn))
            let id = known.isEmpty ? nil : ids.customer(client.key)
            if let id, known.holds(id), !renamed.contains(client.key) {
                scan.seen.insert(id)
            } else if let id {
                scan.compare(client, try reader.history(of: client, reject: { _, _, _ in }), id, known, renamed)
            }
            scan.take(outline, terms: terms, profile: source.profile)
        }
        try reader.forEachOrphan { history in
            scan.orphans.tables += 1
            scan.takePaid(history.rows)
            scan.orphans.payments += history.entries.count
            scan.orphans.amount += history.rows.reduce(.zero) { $0 + $1.amount }
        }
        scan.forget()
        self = scan
    }

    /// Forgets what only the pass over the rows needed.
    mutating func forget() {
        firstByIdentity = [:]
        tickets = SeenTickets()
    }

    private typealias Scan = RouteScan

    init() {}

    mutating func compare(
        _ client: ClientRow,
        _ history: PaymentHistory,
        _ id: CustomerID,
        _ known: KnownCustomers,
        _ renamed: Set<String>
    ) {
        if known.holds(id) { seen.insert(id) } else { newcomers.append(Newcomer(client, history)) }
        if renamed.contains(client.key) { contested[client.key] = Newcomer(client, history) }
    }

    /// Takes a customer who owes `balance`.
    mutating func take(_ client: ClientRow, balance: Money?) {
        collector = collector ?? client.row.text(.collector)
        outstanding += balance ?? .zero
        guard let identity = client.document.flatMap(IdentityNumber.normalize) else { return }
        let reference = (client.key, client.label)
        guard let first = firstByIdentity[identity] else {
            firstByIdentity[identity] = reference
            return
        }
        sharedIdentities[identity, default: [first]].append(reference)
    }

    private mutating func take(_ outline: PaymentOutline, terms: ClientTerms, profile: Profile) {
        take(outline)
        guard profile.policies.renewal == .netting, profile.loans.isFromPaymentHistory else { return }
        let loans = LoanHistory(rows: outline.rows, current: terms.currentLoan)
        for (index, segment) in loans.segments.enumerated() where segment.endedBy == .renewed && segment.closing > .zero
        {
            let isLast = index == loans.segments.count - 1
            let lastPaid = outline.rows[segment.rows.upperBound - 1].paidOn
            let day = Renewals.day(after: lastPaid, next: isLast ? terms : nil)
            netted[day, default: .zero] += segment.closing
        }
    }

    /// Takes the payments of a customer.
    mutating func take(_ outline: PaymentOutline) {
        takePaid(outline.rows)
        paymentRows += outline.rows.count
        for row in outline.rows where row.amount > .zero {
            let second = row.paidAt?.secondOfDay ?? -1
            if newest[row.paidOn].map({ $0 < second }) ?? true { newest[row.paidOn] = second }
        }
        for ticket in outline.tickets where !tickets.insert(ticket) { repeatedTickets.insert(ticket) }
    }

    private mutating func takePaid(_ rows: [HistoryRow]) {
        for row in rows where row.amount > .zero { payments[row.paidOn, default: DayTotal()].add(row.amount) }
    }

    /// The newest payment of a customer on a day that is believed, with its time.
    func newestPayment(_ days: BelievedDays) -> (day: CivilDate, time: DayTime?)? {
        guard let (day, second) = newest.filter({ days.contains($0.key) }).max(by: { $0.key < $1.key }) else {
            return nil
        }
        return (day, second < 0 ? nil : DayTime(secondOfDay: second))
    }
}

/// When a loan was closed by the one after it.
enum Renewals {
    /// The day the next loan was handed over, where the customer's row still says so; else the day of the old loan's
    /// last payment, which is when collectors renew.
    static func day(after lastPaid: CivilDate, next: ClientTerms?) -> CivilDate {
        guard let handedOver = next?.disbursedOn, handedOver >= lastPaid else { return lastPaid }
        return handedOver
    }
}
