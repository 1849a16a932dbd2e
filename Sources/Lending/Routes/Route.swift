/// A collection route: the unit that owns a cash box and, in PrestaCOP, one pair of backup files.
public struct Route: Hashable, Sendable, Noun {
    /// `rt`.
    public static let idPrefix = "rt"

    /// Deterministic id.
    public var id: RouteID
    /// The key in the source: the route's name.
    public var sourceKey: String
    /// Name shown to people.
    public var name: String
    /// Business day of the last snapshot: the latest day the source itself speaks of.
    public var businessDate: CivilDate
    /// Cash in the box as the source states it.
    public var boxCash: Money?
    /// Cash in the box recomputed along the chain of settlements.
    public var boxCashComputed: Money?
    /// Name of the profile that mapped it.
    public var profile: String
    /// How far the source's layout is confirmed, such as `assumed (E1, E2)`.
    public var profileStatus: String
    /// Policies under which its figures are computed, such as `arrears: fractional`.
    public var policies: [PolicyStatement]
    /// The collector as the source names them: personal data, kept apart.
    public var collectorName: String?

    /// A route with these parts.
    public init(
        id: RouteID,
        sourceKey: String,
        name: String,
        businessDate: CivilDate,
        boxCash: Money? = nil,
        boxCashComputed: Money? = nil,
        profile: String,
        profileStatus: String,
        policies: [PolicyStatement] = [],
        collectorName: String? = nil
    ) {
        self.id = id
        self.sourceKey = sourceKey
        self.name = name
        self.businessDate = businessDate
        self.boxCash = boxCash
        self.boxCashComputed = boxCashComputed
        self.profile = profile
        self.profileStatus = profileStatus
        self.policies = policies
        self.collectorName = collectorName
    }
}

/// One policy of a source and the choice made for it, both by wire name.
public struct PolicyStatement: Hashable, Sendable {
    /// What is decided, such as `arrears`.
    public var name: String
    /// The choice, such as `fractional`.
    public var choice: String

    /// A statement of `choice` for `name`.
    public init(name: String, choice: String) {
        self.name = name
        self.choice = choice
    }
}
