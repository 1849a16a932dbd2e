/// One movement that may touch a cash box.
public struct BoxMovement: Hashable, Sendable {
    /// What moved.
    public enum Kind: String, Sendable, CaseIterable {
        /// A payment collected.
        case collection
        /// Late interest collected beside payments.
        case lateInterest = "late_interest"
        /// A loan handed out.
        case loan
        /// An expense that the owner bears.
        case ownerExpense = "owner_expense"
        /// An expense that the collector bears.
        case collectorExpense = "collector_expense"
        /// Money put in by the owner.
        case injection
        /// Money taken out by the owner.
        case withdrawal
        /// Insurance sold with a loan.
        case insurance
        /// Money from another box.
        case transferIn = "transfer_in"
        /// Money to another box.
        case transferOut = "transfer_out"
    }

    /// What moved.
    public var kind: Kind
    /// How much; the kind says which way.
    public var amount: Money
    /// By which means.
    public var method: PaymentMethod

    /// A movement of `amount` by `method`.
    public init(_ kind: Kind, _ amount: Money, by method: PaymentMethod = .cash) {
        self.kind = kind
        self.amount = amount
        self.method = method
    }
}

/// A cash box over one span: what it should hold, what was reported, what was counted.
public struct CashBox: Hashable, Sendable {
    /// The policy it is computed under.
    public let policy: BoxPolicy
    /// Cash at the start.
    public let opening: Money
    /// Cash that should be there at the end.
    public let expected: Money
    /// Collected by all methods, netting included: the figure apps report.
    public let collected: Money
    /// Lent by all methods, netting included: gross.
    public let lent: Money

    /// The box that starts with `opening` and sees `movements`.
    public init(opening: Money, movements: some Sequence<BoxMovement>, policy: BoxPolicy) {
        var expected = opening
        var collected = Money.zero
        var lent = Money.zero
        for movement in movements {
            expected += policy.effect(of: movement)
            if movement.kind == .collection { collected += movement.amount }
            if movement.kind == .loan { lent += movement.amount }
        }
        self.policy = policy
        self.opening = opening
        self.expected = expected
        self.collected = collected
        self.lent = lent
    }

    /// Counted less expected: below zero is a shortage.
    public func difference(counted: Money) -> Money { counted - expected }

    /// What the count says.
    public func verdict(counted: Money) -> BoxVerdict { BoxVerdict(difference: counted - expected) }
}

extension BoxPolicy {
    /// Cash only, all expenses, owner's movements counted, insurance apart.
    public static let cashOnly = BoxPolicy(name: "cash_only")
    /// A running box of an app without methods: collected less lent less expenses; manual movements stand outside.
    public static let running = BoxPolicy(
        name: "running",
        methods: Set(PaymentMethod.allCases),
        lateInterest: .included,
        countsInjections: false,
        countsWithdrawals: false
    )
    /// A running box that adds late interest a second time.
    public static let runningLateTwice = BoxPolicy(
        name: "running_late_twice",
        methods: Set(PaymentMethod.allCases),
        lateInterest: .twice,
        countsInjections: false,
        countsWithdrawals: false
    )
    /// All methods mixed.
    public static let allMethods = BoxPolicy(name: "all_methods", methods: Set(PaymentMethod.allCases))
    /// Only the owner's expenses are taken off.
    public static let ownerExpenses = BoxPolicy(name: "owner_expenses", expenses: .ownerOnly)
    /// Expenses and withdrawals are not taken off.
    public static let collectionsAndLoans = BoxPolicy(
        name: "collections_and_loans",
        expenses: .none,
        countsWithdrawals: false
    )
    /// Insurance goes into the same box.
    public static let insuranceInside = BoxPolicy(name: "insurance_inside", countsInsurance: true)

    /// The shipped policies.
    public static let all: [BoxPolicy] = [
        .cashOnly, .running, .runningLateTwice, .allMethods, .ownerExpenses, .collectionsAndLoans, .insuranceInside,
    ]

    /// The shipped policy called `name`; nil when there is none.
    public static func named(_ name: String) -> BoxPolicy? { all.first { $0.name == name } }

    /// What `movement` does to the box: above zero puts money in.
    public func effect(of movement: BoxMovement) -> Money {
        guard methods.contains(movement.method) else { return .zero }
        let amount = movement.amount
        return switch movement.kind {
        case .collection, .transferIn: amount
        case .lateInterest: late(amount)
        case .loan, .transferOut: -amount
        case .ownerExpense: expenses == .none ? .zero : -amount
        case .collectorExpense: expenses == .all ? -amount : .zero
        case .injection: countsInjections ? amount : .zero
        case .withdrawal: countsWithdrawals ? -amount : .zero
        case .insurance: countsInsurance ? amount : .zero
        }
    }

    /// Closing expected of a settlement that states only its sums.
    ///
    /// - Parameter late: late interest of the span, if the source states it apart.
    public func closing(
        from opening: Money,
        collected: Money,
        lent: Money,
        expenses: Money,
        late: Money = .zero
    ) -> Money {
        opening + collected + self.late(late) - lent - (self.expenses == .none ? .zero : expenses)
    }

    /// What late interest adds to the box beside the collected figure.
    private func late(_ amount: Money) -> Money {
        switch lateInterest {
        case .included: .zero
        case .once, .twice: amount
        }
    }
}
