import Lending
import Storage

/// What is known of the route that is being written.
final class OpenRoute {
    let route: Route
    /// The book did not hold the route, so nothing under it needs to be looked up.
    let isNew: Bool
    /// What the book held before.
    let known: KnownRoute?
    /// Every customer the book ever held on the route, by id.
    var customers: [String: KnownCustomer]
    /// Open findings drawn from snapshots of the route, by id.
    let openFindings: [String: StoredRecord]
    /// Receipts that this snapshot must look at, by the id of their customer.
    let receipts: [String: [KnownReceipt]]
    /// Whether the tenant has receipts at all.
    let holdsReceipts: Bool
    /// Receipts that this snapshot has held against their customer's payments.
    var settledReceipts: Set<ReceiptID> = []
    /// Payments whose change this snapshot explains by a receipt, so that it is no finding of its own.
    var confirmedPayments: Set<PaymentID> = []
    /// Ids of findings that this snapshot shows.
    var shownFindings: Set<String> = []
    /// Ids of findings that this snapshot cannot end, because what they rest on cannot be read from it.
    var retainedFindings: Set<String> = []
    var withholdsRemovals = false
    var voidedCount = 0
    var voidedAmount = Money.zero
    var historyFindings = 0

    init(
        route: Route,
        known: KnownRoute?,
        customers: [String: KnownCustomer] = [:],
        openFindings: [String: StoredRecord] = [:],
        receipts: [KnownReceipt] = [],
        holdsReceipts: Bool = false
    ) {
        self.route = route
        self.known = known
        isNew = known == nil
        self.customers = customers
        self.openFindings = openFindings
        self.receipts = Dictionary(grouping: receipts) { $0.receipt.customerID?.text ?? "" }
        self.holdsReceipts = holdsReceipts
    }

    /// Ids of the open findings about each customer, by the id as it stands in a document.
    ///
    /// Made once: a file of which no row can be read asks for every customer.
    private(set) lazy var findingsByCustomer: [ArraySlice<UInt8>: [String]] = {
        var found: [ArraySlice<UInt8>: [String]] = [:]
        for (id, stored) in openFindings {
            guard let customer = DocumentFields(stored.document)?["customer_id"] else { continue }
            found[customer, default: []].append(id)
        }
        return found
    }()

    /// The ids under which the book knows payments that came from a receipt first, by those that the source alone gives.
    private(set) lazy var keptPayments: [String: String] = {
        var kept: [String: String] = [:]
        for receipt in receipts.values.joined().map(\.receipt) {
            guard let own = receipt.sourcePaymentID, let id = receipt.paymentID else { continue }
            kept[own.text] = id.text
        }
        return kept
    }()

    /// The settlement that, before this snapshot, had closed `day`.
    func settlement(closing day: CivilDate) -> SettlementID? {
        closings.first { $0.day >= day }?.id
    }

    private lazy var closings: [(day: CivilDate, id: SettlementID)] = {
        let stored = known?.settlements.values.filter { !$0.isRemoved } ?? []
        // A settlement that cannot be read is `verify`'s to report; here it only closes no day.
        let settlements = stored.compactMap { try? SettlementRecords.read($0.document, personal: nil) }
        return settlements.map { ($0.settledOn, $0.id) }.sorted { $0 < $1 }
    }()
}

/// A route as the book held it before the snapshot.
struct KnownRoute {
    var stored: StoredRecord
    var businessDate: CivilDate
    /// Payments that stand on loans of the route.
    var standingPayments: Int
    /// Its settlements, tombstones included, by id.
    var settlements: [String: StoredRecord]
}
