import Lending
import Machine
import Storage

/// Holds receipts against the books, one name at a time: each is matched to a payment, becomes one, waits, or
/// contradicts the books.
///
/// See docs/receipts.md.
final class ReceiptDesk {
    private let ledger: Ledger
    private(set) var counts = ReceiptCounts()
    private(set) var touched = RecordCounts()
    private var routes: [RouteID: KnownRouteRow] = [:]
    /// The latest day of a payment that was recorded, by route.
    private var recordedOn: [RouteID: CivilDate] = [:]

    /// A route as its row has it.
    private struct KnownRouteRow {
        let route: Route
        let stored: StoredRecord
    }

    init(_ ledger: Ledger) {
        self.ledger = ledger
    }

    /// Takes receipts that were read, on the customers of one route or of all.
    func take(_ receipts: [Receipt], on route: RouteID?) throws {
        var fresh: [(receipt: Receipt, stored: StoredRecord?)] = []
        var seen: Set<ReceiptID> = []
        for receipt in receipts {
            counts.read += 1
            guard seen.insert(receipt.id).inserted else {
                counts.repeated += 1
                continue
            }
            let stored = try ledger.receipts.find(receipt.id.text)
            if let stored, try KnownReceipt(stored).receipt.status != .waiting {
                counts.repeated += 1
                continue
            }
            fresh.append((receipt, stored))
        }
        try resolve(fresh.filter { $0.receipt.kind == .payment }, on: route)
        try ledger.flush()
        let summaries = DaySummaryDesk(ledger)
        for (receipt, stored) in fresh where receipt.kind == .daySummary {
            counts.add(try summaries.settle(receipt, stored, on: route))
        }
    }

    /// Tries again receipts that wait.
    func retry(_ known: [KnownReceipt]) throws {
        try resolve(known.map { ($0.receipt, $0.stored) }, on: nil)
    }

    private func resolve(_ receipts: [(receipt: Receipt, stored: StoredRecord?)], on route: RouteID?) throws {
        guard !receipts.isEmpty else { return }
        try ledger.flush()
        let names = ReceiptNames(receipts.map(\.receipt.person.name))
        let candidates = try names.candidates(tenant: ledger.tenant, route: route, on: ledger.connection)
        let groups = Dictionary(grouping: receipts, by: \.receipt.person.name)
        for name in groups.keys.sorted() {
            let group = (groups[name] ?? []).sorted { $0.receipt.isEarlier(than: $1.receipt) }
            try resolve(group, among: candidates[name] ?? [])
        }
        try markRoutes()
        try ledger.flush()
    }

    /// Resolves the receipts of one name: first those whose payment is there, so that no other takes it.
    private func resolve(
        _ group: [(receipt: Receipt, stored: StoredRecord?)],
        among candidates: [ReceiptNames.Candidate]
    ) throws {
        // Two names may mean one customer: what the last name changed must be seen.
        if !candidates.isEmpty { try ledger.flush() }
        let days = group.map(\.receipt.paidOn)
        guard let first = days.min(), let last = days.max() else { return }
        var accounts = try candidates.map {
            try ReceiptAccount($0, from: first, to: last, in: ledger, except: Set(group.map(\.receipt.id)))
        }
        var left = group
        for isSameAmount in [true, false] {
            left = try left.filter { entry in
                guard let (index, match) = Self.match(of: entry.receipt, among: accounts, isSameAmount) else {
                    return true
                }
                try settle(entry.receipt, entry.stored, by: match, &accounts[index])
                return false
            }
        }
        for (receipt, stored) in left { try place(receipt, stored, &accounts) }
    }

    /// The one customer whose payment answers best; nil when none does, or two do as well.
    private static func match(
        of receipt: Receipt,
        among accounts: [ReceiptAccount],
        _ isSameAmount: Bool
    ) -> (index: Int, match: ReceiptMatch)? {
        let found = accounts.indices.compactMap { index -> (index: Int, match: ReceiptMatch, weight: Int)? in
            guard let match = accounts[index].match(receipt), match.isSameAmount == isSameAmount else { return nil }
            return (index, match, match.closeness + (accounts[index].isWholeName ? 250 : 0))
        }
        guard let best = found.max(by: { $0.weight < $1.weight }) else { return nil }
        guard found.count(where: { $0.weight == best.weight }) == 1 else { return nil }
        return (best.index, best.match)
    }

    private func settle(
        _ given: Receipt,
        _ stored: StoredRecord?,
        by match: ReceiptMatch,
        _ account: inout ReceiptAccount
    ) throws {
        guard let payment = account.take(match.paymentID) else { return }
        var receipt = given
        receipt.assign(to: payment)
        receipt.status = match.isSameAmount ? .matched : .conflict
        receipt.reason = match.isSameAmount ? nil : .otherAmount
        if !match.isSameAmount {
            let findings = try findings(on: payment.routeID)
            try ledger.raise(
                findings?.receiptOtherAmount(receipt, booked: payment, of: .unnumbered(payment.customerID))
            )
        }
        try write(receipt, stored)
    }

    /// Resolves a receipt whose payment the book does not hold.
    private func place(_ given: Receipt, _ stored: StoredRecord?, _ accounts: inout [ReceiptAccount]) throws {
        var receipt = given
        receipt.status = .waiting
        guard let index = Self.payer(of: receipt, among: accounts) else {
            receipt.reason = accounts.isEmpty ? .unknownCustomer : .severalCustomers
            return try write(receipt, stored)
        }
        let account = accounts[index]
        receipt.routeID = account.route
        receipt.customerID = account.customer
        guard let known = try row(of: account.route) else { return try write(receipt, stored) }
        if receipt.paidOn < known.route.businessDate {
            try judge(&receipt, account)
        } else if let loan = account.loan(for: receipt) {
            try record(&receipt, on: loan, &accounts[index])
        } else {
            receipt.reason = .noOpenLoan
        }
        try write(receipt, stored)
    }

    /// The one customer who can have paid: by whole name or by what only their loan explains.
    private static func payer(of receipt: Receipt, among accounts: [ReceiptAccount]) -> Int? {
        let vouched = accounts.indices.filter { accounts[$0].isVouched(for: receipt) }
        if vouched.count == 1 { return vouched[0] }
        let whole = accounts.indices.filter { accounts[$0].isWholeName }
        if whole.count == 1, vouched.isEmpty || vouched.contains(whole[0]) { return whole[0] }
        return nil
    }

    /// The book reaches past the receipt's day: where it holds the customer's payments of then, this one is missing.
    private func judge(_ receipt: inout Receipt, _ account: ReceiptAccount) throws {
        guard let since = account.knownSince, since <= receipt.paidOn else {
            receipt.reason = .beforeBook
            return
        }
        receipt.status = .conflict
        receipt.reason = .notInBook
        let findings = try findings(on: account.route)
        try ledger.raise(findings?.receiptNotInBook(receipt, of: .unnumbered(account.customer)))
    }

    /// The books do not reach the receipt's day yet: it becomes a payment until they do.
    private func record(_ receipt: inout Receipt, on loan: Loan, _ account: inout ReceiptAccount) throws {
        let payment = account.payment(of: receipt, on: loan, tenant: ledger.tenant)
        receipt.assign(to: payment)
        receipt.status = .recorded
        receipt.reason = nil
        try ledger.payments.insert(
            payment,
            document: PaymentRecords.document(payment),
            event: "payment.received",
            occurredOn: payment.paidOn
        )
        touched.created += 1
        try account.add(payment, in: ledger, &touched)
        recordedOn[account.route] = max(recordedOn[account.route] ?? payment.paidOn, payment.paidOn)
    }

    private func write(_ receipt: Receipt, _ stored: StoredRecord?) throws {
        counts.add(receipt.status)
        try ledger.write(receipt, over: stored, occurredOn: receipt.paidOn)
        try ledger.flushIfFull()
    }

    private func row(of id: RouteID) throws -> KnownRouteRow? {
        if let known = routes[id] { return known }
        guard let stored = try ledger.routes.find(id.text) else { return nil }
        let known = KnownRouteRow(
            route: try RouteRecords.read(stored.document, personal: stored.personal),
            stored: stored
        )
        routes[id] = known
        return known
    }

    private func findings(on route: RouteID) throws -> Findings? {
        try row(of: route).map { HistoryFindings(tenant: ledger.tenant, route: $0.route).changes }
    }

    /// Notes in the log that a route has payments of a later day than its books, so that its earlier days stay closed.
    private func markRoutes() throws {
        for (id, day) in recordedOn.sorted(by: { $0.key < $1.key }) {
            guard let known = try row(of: id), day > known.route.businessDate else { continue }
            try ledger.routes.update(
                known.stored,
                to: known.route,
                document: known.stored.document,
                personal: known.stored.personal,
                event: "route.receipts_recorded",
                occurredOn: day
            )
            routes[id] = nil
        }
        recordedOn = [:]
    }
}

/// What became of receipts in one sync.
public struct ReceiptCounts: Hashable, Sendable {
    /// Receipts read.
    public var read = 0
    /// Read before, and nothing new about them.
    public var repeated = 0
    /// Matched to a payment of the books.
    public var matched = 0
    /// Became a payment, because the books do not reach their day yet.
    public var recorded = 0
    /// Nothing can be said of them yet.
    public var waiting = 0
    /// Contradict the books.
    public var conflicts = 0

    /// No receipts.
    public init() {}

    mutating func add(_ status: Receipt.Status) {
        switch status {
        case .matched: matched += 1
        case .recorded: recorded += 1
        case .waiting: waiting += 1
        case .conflict: conflicts += 1
        }
    }
}

extension Receipt {
    /// Points the receipt to the payment that it is evidence of.
    mutating func assign(to payment: Payment) {
        routeID = payment.routeID
        customerID = payment.customerID
        loanID = payment.loanID
        paymentID = payment.id
    }
}

extension ClientRef {
    /// A customer whose row number is not known here: named by the end of the id.
    static func unnumbered(_ id: CustomerID) -> ClientRef {
        ClientRef(id: id, number: String(id.text.suffix(6)))
    }
}
