public import Lending

/// The rules under which a source's figures are computed and compared.
///
/// Sources disagree, so each profile states its own.
public struct SourcePolicies: Sendable {
    /// Each policy and the choice made, by wire name, in the order of the language; published with each route.
    public let statements: [PolicyStatement]
    /// Whether Colombian public holidays are skipped.
    public let skipsHolidays: Bool
    /// When instalments fall due.
    public let due: DuePolicy
    /// Which part of a payment is interest.
    public let interestSplit: InterestSplit
    /// How arrears are counted.
    public let arrears: ArrearsPolicy
    /// What a renewal means.
    public let renewal: RenewalPolicy
    /// Whether a settlement counts a renewal in full as lent, or only what left the box.
    public let renewalLent: RenewalLent
    /// What moves the cash box.
    public let box: BoxPolicy

    /// How a settlement counts a renewal that closed an old balance without money.
    public enum RenewalLent: String, Sendable, CaseIterable {
        /// The new loan in full; the closed balance did not leave the box and is taken back in.
        case gross
        /// The difference only.
        case net
        /// Whichever of the two balances more of a route's settlements with renewals; gross when both balance as many.
        case detect
    }

    /// One policy: its name, its choices, and the one taken when a profile says nothing (nil: it must say).
    struct Choice {
        let name: String
        let choices: [String]
        let standard: String?
    }

    static let choices: [Choice] = [
        Choice(name: "calendar", choices: ["every_day", "colombian_holidays"], standard: nil),
        Choice(
            name: "first_due",
            choices: DuePolicy.First.allCases.map(\.rawValue),
            standard: DuePolicy.standard.first.rawValue
        ),
        Choice(
            name: "off_day",
            choices: DuePolicy.OffDay.allCases.map(\.rawValue),
            standard: DuePolicy.standard.offDay.rawValue
        ),
        Choice(name: "rounding", choices: ["up", "down", "spread"], standard: nil),
        Choice(name: "interest_split", choices: InterestSplit.allCases.map(\.rawValue), standard: nil),
        Choice(name: "arrears", choices: ArrearsPolicy.Method.allCases.map(\.rawValue), standard: nil),
        Choice(
            name: "arrears_basis",
            choices: ArrearsPolicy.Basis.allCases.map(\.rawValue),
            standard: ArrearsPolicy.Basis.throughToday.rawValue
        ),
        Choice(
            name: "arrears_cap",
            choices: ArrearsPolicy.Cap.allCases.map(\.rawValue),
            standard: ArrearsPolicy.Cap.none.rawValue
        ),
        Choice(name: "renewal", choices: RenewalPolicy.allCases.map(\.rawValue), standard: nil),
        Choice(
            name: "renewal_lent",
            choices: RenewalLent.allCases.map(\.rawValue),
            standard: RenewalLent.detect.rawValue
        ),
        Choice(name: "box", choices: BoxPolicy.all.map(\.name), standard: nil),
    ]

    /// Reads the block of a profile; problems are noted there.
    init(_ block: ProfileBlock?) {
        var statements: [PolicyStatement] = []
        var taken: [String: String] = [:]
        for policy in Self.choices {
            let word = block?.text(policy.name, isNeeded: policy.standard == nil) ?? policy.standard
            guard let word, let choice = block?.choice(word, of: policy.choices, at: policy.name) else { continue }
            taken[policy.name] = choice
            statements.append(PolicyStatement(name: policy.name, choice: choice))
        }
        self.statements = statements
        skipsHolidays = taken["calendar"] == "colombian_holidays"
        due = DuePolicy(
            first: taken["first_due"].flatMap(DuePolicy.First.init) ?? DuePolicy.standard.first,
            offDay: taken["off_day"].flatMap(DuePolicy.OffDay.init) ?? DuePolicy.standard.offDay
        )
        interestSplit = taken["interest_split"].flatMap(InterestSplit.init) ?? .proRata
        arrears = ArrearsPolicy(
            method: taken["arrears"].flatMap(ArrearsPolicy.Method.init) ?? .byAmount,
            basis: taken["arrears_basis"].flatMap(ArrearsPolicy.Basis.init) ?? .throughToday,
            cap: taken["arrears_cap"].flatMap(ArrearsPolicy.Cap.init) ?? .none
        )
        renewal = taken["renewal"].flatMap(RenewalPolicy.init) ?? .netting
        renewalLent = taken["renewal_lent"].flatMap(RenewalLent.init) ?? .detect
        box = taken["box"].flatMap(BoxPolicy.named) ?? .running
    }

    static var names: [String] { choices.map(\.name) }

    /// Each policy with the choices that a profile may make.
    public static var vocabulary: [(name: String, choices: [String])] { choices.map { ($0.name, $0.choices) } }
}
