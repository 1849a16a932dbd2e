public import Lending

/// What to simulate: how large the lender is, how long its history, and how honest its collectors are.
///
/// Two equal values give the same rows on any machine; the generator is seeded by `seed` alone.
public struct SimulationOptions: Hashable, Sendable {
    /// Seed of the generator.
    public var seed: UInt64
    /// Number of routes; ignored when `targetLoans` is set.
    public var routes: Int
    /// Clients that a route reaches.
    public var clientsPerRoute: Int
    /// Routes are added until this many loans left a trace (active ones and reconstructible closed ones); nil for `routes`.
    public var targetLoans: Int?
    /// Length of the history in days, the last of them `endDate`.
    public var days: Int
    /// The day of the last backup.
    public var endDate: CivilDate
    /// How many of the last nights are written, so that a next-day difference exists.
    public var nights: Int
    /// Which dishonest collectors there are.
    public var dishonesty: Dishonesty
    /// Whether collectors stay at home on Colombian public holidays.
    public var observesHolidays: Bool
    /// Most payments a loan may take, for large books; nil for no bound.
    public var paymentsPerLoanMax: Int?

    /// Options with these parts; by default two honest routes over 90 days, one backup.
    public init(
        seed: UInt64 = 1,
        routes: Int = 2,
        clientsPerRoute: Int = 40,
        targetLoans: Int? = nil,
        days: Int = 90,
        endDate: CivilDate = CivilDate(dayNumber: 20_757),
        nights: Int = 1,
        dishonesty: Dishonesty = .none,
        observesHolidays: Bool = true,
        paymentsPerLoanMax: Int? = nil
    ) {
        self.seed = seed
        self.routes = routes
        self.clientsPerRoute = clientsPerRoute
        self.targetLoans = targetLoans
        self.days = days
        self.endDate = endDate
        self.nights = nights
        self.dishonesty = dishonesty
        self.observesHolidays = observesHolidays
        self.paymentsPerLoanMax = paymentsPerLoanMax
    }

    /// A book of at least `loans` loans for benchmarks: many routes, few payments a loan.
    public static func large(loans: Int, seed: UInt64 = 1) -> SimulationOptions {
        SimulationOptions(
            seed: seed,
            clientsPerRoute: 400,
            targetLoans: loans,
            days: 120,
            dishonesty: .fraction(percent: 5),
            paymentsPerLoanMax: 6
        )
    }

    /// The first day of the history.
    public var startDate: CivilDate { endDate.adding(days: 1 - days) }

    /// Checks that every part is within its limit.
    ///
    /// - Throws: ``SimulationError`` naming the option, its value and what is allowed.
    public func validate() throws(SimulationError) {
        try check("routes", routes, in: Limits.routes)
        try check("clients per route", clientsPerRoute, in: Limits.clientsPerRoute)
        try check("days", days, in: Limits.days)
        try check("nights", nights, in: 1...min(days, Limits.nightsMax))
        if let targetLoans { try check("loans", targetLoans, in: Limits.loans) }
        if let paymentsPerLoanMax { try check("payments per loan", paymentsPerLoanMax, in: Limits.paymentsPerLoan) }
        if case .fraction(let percent) = dishonesty { try check("percent dishonest", percent, in: 0...100) }
    }

    private func check(_ name: String, _ value: Int, in allowed: ClosedRange<Int>) throws(SimulationError) {
        guard allowed.contains(value) else { throw .optionOutOfRange(name: name, value: value, allowed: allowed) }
    }
}

/// Which collectors are dishonest.
public enum Dishonesty: Hashable, Sendable {
    /// None.
    case none
    /// Each pattern given is planted once, dealt over the routes in turn.
    case patterns(Set<FraudPattern>)
    /// This share of the routes, in percent, gets two or three patterns each.
    case fraction(percent: Int)

    /// Every pattern there is.
    public static var everything: Dishonesty { .patterns(Set(FraudPattern.allCases)) }
}
