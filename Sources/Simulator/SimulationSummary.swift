public import Lending

/// What was written.
public struct SimulationSummary: Hashable, Sendable {
    /// The nights written, oldest first.
    public var nights: [Night]

    /// One night's backup of all routes.
    public struct Night: Hashable, Sendable {
        /// Folder that holds one folder per route and `truth.json`.
        public var path: String
        /// The night's business day.
        public var date: CivilDate
        /// Figures of all routes.
        public var total: RouteFigures
        /// Frauds that show in this night's files or against the night before.
        public var frauds: [PlantedFraud]
    }
}

/// The true figures of one route, or of all, on one night.
public struct RouteFigures: Hashable, Sendable {
    /// Client rows.
    public var customers = 0
    /// Clients hidden from the app's lists.
    public var hidden = 0
    /// Clients that carry a report.
    public var reported = 0
    /// Client rows with a balance.
    public var activeLoans = 0
    /// Sum of those balances.
    public var outstanding = Money.zero
    /// Loans that ended, by pay-off or renewal.
    public var closedLoans = 0
    /// Those of them that a renewal ended while money was owed.
    public var renewedLoans = 0
    /// Ended loans that the payment tables still show.
    public var reconstructibleClosed = 0
    /// Payment rows.
    public var payments = 0
    /// Sum of their amounts.
    public var paid = Money.zero
    /// Cash in the box.
    public var boxCash = Money.zero
    /// Settlement rows.
    public var settlements = 0
    /// Sum of what they say was collected.
    public var collectedBySettlements = Money.zero

    /// Nothing.
    public init() {}

    /// Loans that left a trace: the active ones and the reconstructible closed ones.
    public var tracedLoans: Int { activeLoans + reconstructibleClosed }
}
