import Lending
import Storage
import Wire

/// The records of a route's first snapshot, replayed back to a day before it.
///
/// See docs/decisions/0004-as-of.md.
///
/// What the snapshot does not date cannot be told for an earlier day: late interest is left out, and a customer appears
/// with the first dated record of theirs.
final class BookReplay {
    private let reader: RecordReader
    private let moment: BookMoment
    private let day: CivilDate
    private var payments: (customer: CustomerID, all: [Payment])?

    /// Replays what `moment` says is to be replayed; nil when that is nothing.
    init?(_ reader: RecordReader, moment: BookMoment) {
        guard !moment.replayed.isEmpty, let day = moment.day else { return nil }
        self.reader = reader
        self.moment = moment
        self.day = day
    }

    /// Whether `document`, which stood at the moment, is of a route that is to be replayed.
    func covers(_ kind: RecordKind, _ document: UnsafeRawBufferPointer) -> Bool {
        let id = DocumentScan.text(of: kind == .routes ? "id" : "route_id", in: document)
        return id.map { moment.replayed.contains(RouteID($0)) } ?? false
    }

    /// The document as it would have stood on the day; nil when the record was not there yet.
    func document(_ kind: RecordKind, _ stored: UnsafeRawBufferPointer) throws -> [UInt8]? {
        switch kind {
        case .loans: return try loan(LoanDocument.read(stored)).map(LoanDocument.write)
        case .customers: return try customer(CustomerDocument.read(Array(stored))).map(CustomerDocument.write)
        case .routes: return try RouteDocument.write(route(RouteDocument.read(Array(stored))))
        case .payments: return try PaymentDocument.read(stored).paidOn <= day ? Array(stored) : nil
        case .settlements: return try SettlementDocument.read(stored).settledOn <= day ? Array(stored) : nil
        // They come when they come: before the first snapshot none was held against anything.
        case .findings, .receipts: return nil
        }
    }

    /// The loan on the day; nil when it was not handed over yet, or was a tombstone.
    func loan(_ known: Loan) throws -> Loan? {
        guard known.status != .removed else { return nil }
        let paid = try standing(of: known).filter { $0.loanID == known.id && $0.paidOn <= day }
        guard known.terms.disbursedOn.map({ $0 <= day }) ?? false || !paid.isEmpty else { return nil }
        var loan = known
        loan.paid = paid.reduce(Money.zero) { $0 + $1.amount }
        loan.paymentsCount = paid.count
        loan.firstPaymentOn = paid.first?.paidOn
        loan.lastPaymentOn = paid.last?.paidOn
        loan.lateInterestOwed = nil
        loan.lateInterestPaid = nil
        if let closedOn = known.closedOn, closedOn <= day { return loan }
        loan.status = .active
        loan.closedOn = nil
        loan.outstandingSource = paid.last?.balanceAfter
        loan.outstandingComputed = known.terms.total - loan.paid
        return loan
    }

    private func customer(_ known: Customer) throws -> Customer? {
        guard known.status != .removed else { return nil }
        var filter = RecordFilter(.loans)
        try filter.require("customer_id", known.id.text)
        var loans: [Loan] = []
        try reader.forEachDocument(RecordQuery(filter), at: moment.recorded(of: known.routeID)) {
            loans.append(try LoanDocument.read($0))
        }
        let standing = try loans.compactMap { try loan($0) }
        guard !standing.isEmpty else { return nil }
        var customer = known
        customer.status = standing.contains { $0.status == .active } ? .active : .idle
        return customer
    }

    private func route(_ known: Route) throws -> Route {
        var filter = RecordFilter(.settlements)
        try filter.require("route_id", known.id.text)
        var last: Settlement?
        try reader.forEachDocument(RecordQuery(filter), at: moment.recorded(of: known.id)) { document in
            let settlement = try SettlementDocument.read(document)
            let isLater = last.map { SettlementChain.isBefore($0, settlement) } ?? true
            if settlement.settledOn <= day, isLater { last = settlement }
        }
        var route = known
        route.businessDate = min(known.businessDate, day)
        route.boxCash = last?.closing
        route.boxCashComputed = last?.closingExpected
        return route
    }

    /// The payments of the customer of `loan` that stand, oldest first; those of the last one asked for are kept.
    private func standing(of loan: Loan) throws -> [Payment] {
        let customer = loan.customerID
        if let payments, payments.customer == customer { return payments.all }
        var filter = RecordFilter(.payments)
        try filter.require("customer_id", customer.text)
        var all: [Payment] = []
        try reader.forEachDocument(RecordQuery(filter), at: moment.recorded(of: loan.routeID)) {
            all.append(try PaymentDocument.read($0))
        }
        all.sort { ($0.paidOn, $0.sequence) < ($1.paidOn, $1.sequence) }
        payments = (customer, all)
        return all
    }
}
