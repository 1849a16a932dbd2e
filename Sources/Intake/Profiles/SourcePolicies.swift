public import Lending

/// The rules under which a source's figures are computed and compared. Sources disagree, so each profile states its own.
public struct SourcePolicies: Sendable {
    /// Each policy and the choice made, by wire name, in the order of the language.
    public let statements: [PolicyStatement]
    /// What is added to and taken from the opening of the cash box to give its closing.
    public let box: [BoxLeg]

    /// Whether public holidays are skipped.
    public var skipsHolidays: Bool { choice(of: "calendar") == "colombian_holidays" }

    /// The choice made for the policy `name`.
    public func choice(of name: String) -> String? {
        statements.first { $0.name == name }?.choice
    }

    /// One leg of the cash box.
    public struct BoxLeg: Hashable, Sendable {
        /// The field of a settlement.
        public let field: Field
        /// Whether it is added or taken off.
        public let sign: Sign

        /// Which way money moves.
        public enum Sign: String, Sendable {
            /// Into the box.
            case added = "+"
            /// Out of the box.
            case taken = "-"
        }
    }

    static let names = choices.map(\.name) + ["box"]

    /// The choices of each policy; docs/profiles.md says what they mean.
    private static let choices: [(name: String, choices: [String])] = [
        ("calendar", ["every_day", "colombian_holidays"]),
        ("rounding", ["half_even", "up"]),
        ("interest_split", ["pro_rata", "interest_first", "principal_first"]),
        ("arrears", ["fractional", "by_amount", "by_presence", "by_installment"]),
        ("renewal", ["netting", "capitalising", "pay_off_first"]),
    ]

    init(_ block: ProfileBlock?) {
        guard let block else {
            statements = []
            box = []
            return
        }
        var statements: [PolicyStatement] = []
        for (name, choices) in Self.choices {
            guard let word = block.text(name, isNeeded: true) else { continue }
            guard let choice = block.choice(word, of: choices, at: name) else { continue }
            statements.append(PolicyStatement(name: name, choice: choice))
        }
        box = Self.box(block)
        if block.node("box") != nil {
            let legs = box.map { $0.sign.rawValue + $0.field.name }.joined()
            statements.append(PolicyStatement(name: "box", choice: "opening" + legs))
        }
        self.statements = statements
    }

    private static func box(_ block: ProfileBlock) -> [BoxLeg] {
        let fields: [Field] = [.collected, .lent, .expenses]
        let known = fields.flatMap { ["+\($0.name)", "-\($0.name)"] }
        let words = block.texts("box")
        if block.node("box") != nil, words.first != "opening" {
            block.problem("box", "expected `opening` first", "Write e.g. `box: [opening, +collected, -lent]`")
        }
        return words.dropFirst().compactMap { word in
            let sign = word.first.flatMap { BoxLeg.Sign(rawValue: String($0)) }
            guard let sign, let field = fields.first(where: { $0.name == word.dropFirst() }) else {
                block.problem("box", "\"\(word)\" is no leg", Suggestion.remedy(for: word, among: known))
                return nil
            }
            return BoxLeg(field: field, sign: sign)
        }
    }
}
