/// One instalment (cuota) of a loan.
public struct Installment: Hashable, Sendable {
    /// 1 for the first.
    public var number: Int
    /// Day it falls due.
    public var dueOn: CivilDate
    /// What it asks for.
    public var amount: Money
    /// Part that returns principal.
    public var principalPart: Money
    /// Part that is interest.
    public var interestPart: Money

    /// An instalment with these parts.
    public init(number: Int, dueOn: CivilDate, amount: Money, principalPart: Money, interestPart: Money) {
        self.number = number
        self.dueOn = dueOn
        self.amount = amount
        self.principalPart = principalPart
        self.interestPart = interestPart
    }
}

/// Why a schedule cannot be listed.
public enum ScheduleError: String, Error, Sendable {
    /// First due date, frequency or instalment count is missing.
    case termsIncomplete = "schedule.terms_incomplete"
    /// Total, principal, count or instalment is not positive, or principal exceeds the total.
    case termsNotPositive = "schedule.terms_not_positive"
    /// More instalments than ``Schedule/maximumCount``.
    case tooMany = "schedule.too_many"
}

/// A loan's instalments, listed: amounts add up to the total and principal parts to the principal, to the minor unit.
public struct Schedule: Hashable, Sendable {
    /// Longest schedule listed: ten years of daily instalments.
    public static let maximumCount = 3660

    /// The instalments, first due first.
    public let installments: [Installment]

    /// Lists the schedule of `terms`; a principal that is not known leaves it all as principal.
    ///
    /// - Throws: ``ScheduleError`` when the terms do not say enough.
    public init(
        terms: LoanTerms,
        under policy: DuePolicy = .standard,
        split: InterestSplit = .proRata
    ) throws(ScheduleError) {
        guard terms.firstDueOn != nil, terms.frequency != nil, let count = terms.installmentCount else {
            throw .termsIncomplete
        }
        guard count <= Schedule.maximumCount else { throw .tooMany }
        let principal = terms.principal ?? terms.total
        guard let plan = terms.plan, principal >= .zero, principal <= terms.total else { throw .termsNotPositive }
        var installments: [Installment] = []
        installments.reserveCapacity(count)
        for number in 1...count {
            guard let dueOn = terms.dueDate(of: number, under: policy) else { throw .termsIncomplete }
            let amount = plan.amount(number)
            let parts = split.parts(
                of: amount,
                after: plan.cumulative(number - 1),
                principal: principal,
                total: terms.total
            )
            installments.append(
                Installment(
                    number: number,
                    dueOn: dueOn,
                    amount: amount,
                    principalPart: parts.principal,
                    interestPart: parts.interest
                )
            )
        }
        self.installments = installments
    }

    /// Number of instalments due up to and including `date`.
    public func dueCount(through date: CivilDate) -> Int {
        installments.count { $0.dueOn <= date }
    }

    /// Money due up to and including `date`.
    public func dueAmount(through date: CivilDate) -> Money {
        installments.reduce(.zero) { $1.dueOn <= date ? $0 + $1.amount : $0 }
    }
}
