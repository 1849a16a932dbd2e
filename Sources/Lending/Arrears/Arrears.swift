/// How far behind a loan is on a day, under a stated policy.
public struct Arrears: Hashable, Sendable {
    /// The policy of the count.
    public let policy: ArrearsPolicy
    /// The day.
    public let asOf: CivilDate
    /// Instalments due.
    public let installmentsDue: Int
    /// Instalments covered, in hundredths.
    public let coveredHundredths: Int
    /// Instalments overdue, in hundredths, after the policy's cap; below zero when paid ahead.
    public let overdueHundredths: Int
    /// Money due and not paid; never below zero.
    public let overdueAmount: Money
    /// Calendar days since the oldest instalment not covered in money fell due: the true days past due.
    public let daysPastDue: Int
    /// Length of a period in days, for the app's own day count.
    public let periodDays: Int

    /// Overdue instalments as text with two places, `"2.50"`; below zero when paid ahead.
    public var overdueText: String { Money(minorUnits: Int64(overdueHundredths)).decimalText }

    /// Covered instalments as text with two places, `"4.50"`.
    public var coveredText: String { Money(minorUnits: Int64(coveredHundredths)).decimalText }

    /// The day count that the app shows: overdue instalments times period days, a started day not counted.
    ///
    /// Below zero only when paid ahead by a whole day or more; ``bucket`` looks at hundredths.
    public var appDays: Int { overdueHundredths * periodDays / 100 }

    /// The app's bucket: ahead as soon as anything is paid ahead, else by ``appDays``.
    public var bucket: ArrearsBucket {
        overdueHundredths < 0 ? .ahead : ArrearsBucket(days: appDays)
    }

    /// The arrears of a loan of `terms` on `date` after `payments`; later ones are left out.
    ///
    /// Nil when the terms lack the first due date, the frequency or the instalment count.
    public static func of(
        _ terms: LoanTerms,
        payments: some Sequence<PaidAmount>,
        on date: CivilDate,
        under policy: ArrearsPolicy = .canonical,
        due: DuePolicy = .standard
    ) -> Arrears? {
        let counted = payments.filter { $0.on <= date && $0.amount > .zero }
        let paid = counted.reduce(Money.zero) { $0 + $1.amount }
        let covered: Int? =
            switch policy.method {
            case .byPresence: Set(counted.map(\.on)).count
            case .byInstallment: terms.plan.map { tagged(counted, over: $0) }
            case .byAmount, .fractional, .carryOver: nil
            }
        return of(terms, paid: paid, covered: covered, on: date, under: policy, due: due)
    }

    /// The arrears of a loan of `terms` on `date` when `paid` was paid in all: arithmetic only, for reports over a book.
    ///
    /// - Parameter covered: instalments covered, for the policies that do not count money: days with a payment, or
    ///   instalments reached by tagged payments. Nil counts money.
    public static func of(
        _ terms: LoanTerms,
        paid: Money,
        covered: Int? = nil,
        on date: CivilDate,
        under policy: ArrearsPolicy = .canonical,
        due: DuePolicy = .standard
    ) -> Arrears? {
        let forgiven = policy.honoursForgivenDays ? min(max(terms.collection.forgivenDays, 0), forgivenMax) : 0
        let last = policy.basis == .throughToday ? date : date.adding(days: -1)
        guard let plan = terms.plan, let frequency = terms.frequency,
            let dueCount = terms.dueCount(through: last, under: due, forgiving: forgiven)
        else { return nil }
        let amount = max(.zero, plan.cumulative(dueCount) - paid)
        let hundredths = coveredHundredths(plan, paid: paid, covered: covered, due: dueCount, method: policy.method)
        var daysPastDue = 0
        if amount > .zero,
            let oldest = terms.dueDate(of: plan.covered(by: paid) + 1, under: due, forgiving: forgiven)
        {
            daysPastDue = max(0, date.days(since: oldest))
        }
        return Arrears(
            policy: policy,
            asOf: date,
            installmentsDue: dueCount,
            coveredHundredths: hundredths,
            overdueHundredths: policy.cap.applied(to: dueCount * 100 - hundredths, count: plan.count),
            overdueAmount: amount,
            daysPastDue: daysPastDue,
            periodDays: frequency.calendarStep
        )
    }

    /// The most days that are forgiven: ten years.
    private static let forgivenMax = 3660
    /// The most that is counted, in hundredths: ten million million instalments.
    private static let hundredthsMax = 1_000_000_000_000_000

    private static func coveredHundredths(
        _ plan: InstallmentPlan,
        paid: Money,
        covered: Int?,
        due: Int,
        method: ArrearsPolicy.Method
    ) -> Int {
        switch method {
        case .byAmount: return plan.covered(by: paid) * 100
        case .fractional:
            let balance = max(0, (plan.total - paid).minorUnits)
            let open = Int(balance.scaled(by: 100, over: plan.nominal.minorUnits, .up))
            return plan.count * 100 - min(open, hundredthsMax)
        case .byPresence, .byInstallment: return (covered ?? plan.covered(by: paid)) * 100
        case .carryOver:
            return paid < plan.cumulative(due) ? (due - 1) * 100 : plan.covered(by: paid) * 100
        }
    }

    /// Instalments that tagged payments reach; money without a tag then fills the oldest ones still short.
    private static func tagged(_ payments: [PaidAmount], over plan: InstallmentPlan) -> Int {
        guard plan.count <= Schedule.maximumCount else { return 0 }
        var missing = (1...plan.count).map(plan.amount)
        var untagged = Money.zero
        for payment in payments {
            guard let number = payment.installment, (1...missing.count).contains(number) else {
                untagged += payment.amount
                continue
            }
            missing[number - 1] -= payment.amount
        }
        for index in missing.indices where untagged > .zero && missing[index] > .zero {
            let share = min(untagged, missing[index])
            missing[index] -= share
            untagged -= share
        }
        return missing.count { $0 <= .zero }
    }
}

extension InstallmentPlan {
    /// The instalment that counts are made in: the level amount, or the first of a spread plan.
    var nominal: Money {
        switch shape {
        case .level(let amount): amount
        case .spread: amount(1)
        }
    }
}

extension ArrearsPolicy.Cap {
    /// `hundredths` cut down to the cap of a loan of `count` instalments.
    func applied(to hundredths: Int, count: Int) -> Int {
        switch self {
        case .none: hundredths
        case .installments: min(hundredths, count * 100)
        case .installmentsLessOne: min(hundredths, (count - 1) * 100)
        }
    }
}

extension Loan {
    /// The loan's arrears on `date`, from its reported balance; nil when it is closed or its terms are not known.
    public func arrears(
        on date: CivilDate,
        under policy: ArrearsPolicy = .canonical,
        due: DuePolicy = .standard
    ) -> Arrears? {
        guard status == .active else { return nil }
        return Arrears.of(terms, paid: terms.total - outstanding, on: date, under: policy, due: due)
    }

    /// Whether the loan is past its last due date (vencido) on `date` and still open.
    public func isPastTerm(on date: CivilDate, due: DuePolicy = .standard) -> Bool {
        status == .active && terms.isPastTerm(on: date, balance: outstanding, under: due)
    }
}
