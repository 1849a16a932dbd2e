/// What lender and borrower agreed.
///
/// Fields that the source does not hold are nil, never guessed.
public struct LoanTerms: Hashable, Sendable {
    /// How the principal is known.
    public enum PrincipalBasis: String, Sendable {
        /// Stated by the source.
        case stated
        /// total / (1 + flat rate), and the division is exact.
        case derived
        /// total / (1 + flat rate), rounded to the minor unit because it is not exact.
        case derivedRounded = "derived_rounded"
        /// Not known.
        case unknown
    }

    /// Capital lent.
    public var principal: Money?
    /// How `principal` is known.
    public var principalBasis: PrincipalBasis
    /// Flat charge on the principal for the whole loan, in hundredths of a percent (2000 = 20 %).
    public var flatRateBasisPoints: Int?
    /// Flat interest in money: total less principal.
    public var interest: Money?
    /// Principal and interest: what is owed at disbursement.
    public var total: Money
    /// Amount of one instalment.
    public var installmentAmount: Money?
    /// Number of instalments.
    public var installmentCount: Int?
    /// How often an instalment falls due.
    public var frequency: Frequency?
    /// Day the money was handed over.
    public var disbursedOn: CivilDate?
    /// Day the first instalment is due.
    public var firstDueOn: CivilDate?
    /// Day the last instalment is due.
    public var lastDueOn: CivilDate?
    /// Which days are collected.
    public var collection: CollectionRule

    /// Terms with these parts.
    public init(
        principal: Money? = nil,
        principalBasis: PrincipalBasis = .unknown,
        flatRateBasisPoints: Int? = nil,
        interest: Money? = nil,
        total: Money,
        installmentAmount: Money? = nil,
        installmentCount: Int? = nil,
        frequency: Frequency? = nil,
        disbursedOn: CivilDate? = nil,
        firstDueOn: CivilDate? = nil,
        lastDueOn: CivilDate? = nil,
        collection: CollectionRule = CollectionRule()
    ) {
        self.principal = principal
        self.principalBasis = principalBasis
        self.flatRateBasisPoints = flatRateBasisPoints
        self.interest = interest
        self.total = total
        self.installmentAmount = installmentAmount
        self.installmentCount = installmentCount
        self.frequency = frequency
        self.disbursedOn = disbursedOn
        self.firstDueOn = firstDueOn
        self.lastDueOn = lastDueOn
        self.collection = collection
    }
}

/// How often an instalment falls due.
public enum Frequency: Hashable, Sendable {
    /// Each collected day (Diario).
    case daily
    /// Every second collected day (Interdiario).
    case everyOtherDay
    /// Every 7 days (Semanal).
    case weekly
    /// Every 15 days (Quincenal).
    case biweekly
    /// Every 30 days (Mensual).
    case monthly
    /// Every so many days (Personalizado).
    case custom(days: Int)

    /// Length of one period in days: 1, 2, 7, 15, 30 or the custom number.
    public var periodDays: Int {
        switch self {
        case .daily: 1
        case .everyOtherDay: 2
        case .weekly: 7
        case .biweekly: 15
        case .monthly: 30
        case .custom(let days): days
        }
    }

    /// The name on the wire: `daily`, `every_other_day`, `weekly`, `biweekly`, `monthly`, `custom`.
    public var wireName: String {
        switch self {
        case .daily: "daily"
        case .everyOtherDay: "every_other_day"
        case .weekly: "weekly"
        case .biweekly: "biweekly"
        case .monthly: "monthly"
        case .custom: "custom"
        }
    }

    /// The frequency with this wire name and period; nil when the name is unknown.
    public init?(wireName: String, periodDays: Int) {
        switch wireName {
        case "daily": self = .daily
        case "every_other_day": self = .everyOtherDay
        case "weekly": self = .weekly
        case "biweekly": self = .biweekly
        case "monthly": self = .monthly
        case "custom": self = .custom(days: periodDays)
        default: return nil
        }
    }
}

/// Which days count as collected on a loan.
public struct CollectionRule: Hashable, Sendable {
    /// Weekdays on which nothing is collected.
    public var skippedWeekdays: Set<Weekday>
    /// Whether Colombian public holidays are skipped as well.
    public var skipsHolidays: Bool
    /// Days the lender forgave by hand; they lower the count of elapsed days (PrestaCOP `descontar_dias`).
    public var forgivenDays: Int

    /// A rule with these parts; by default each day is collected.
    public init(
        skippedWeekdays: Set<Weekday> = [],
        skipsHolidays: Bool = false,
        forgivenDays: Int = 0
    ) {
        self.skippedWeekdays = skippedWeekdays
        self.skipsHolidays = skipsHolidays
        self.forgivenDays = forgivenDays
    }
}
