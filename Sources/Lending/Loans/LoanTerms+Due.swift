/// Due dates and due amounts by arithmetic, without listing a schedule; ``Schedule`` lists the same ones.
///
/// Each answer is nil when the terms do not hold what it needs: first due date, frequency and instalment count.
/// `forgiving` days (the app's hand-made substitute for holidays) are taken off the elapsed days before periods are
/// counted, so each instalment falls due that much later.
extension LoanTerms {
    /// The amounts of the instalments: the stored instalment each time, the last one what is left; without a stored
    /// instalment, spread evenly.
    public var plan: InstallmentPlan? {
        guard let installmentCount else { return nil }
        return InstallmentPlan(
            total: total,
            count: installmentCount,
            shape: installmentAmount.map(InstallmentPlan.Shape.level) ?? .spread
        )
    }

    /// Number of instalments due up to and including `date`.
    public func dueCount(through date: CivilDate, under policy: DuePolicy = .standard, forgiving: Int = 0) -> Int? {
        guard let firstDueOn, let frequency, let installmentCount else { return nil }
        let count = Self.periodsDue(
            through: date,
            first: firstDueOn,
            frequency: frequency,
            rule: collection,
            offDay: policy.offDay,
            forgiving: forgiving
        )
        return min(max(0, count), max(0, min(installmentCount, InstallmentPlan.countMax)))
    }

    /// Money due up to and including `date`.
    public func dueAmount(through date: CivilDate, under policy: DuePolicy = .standard, forgiving: Int = 0) -> Money? {
        guard let plan, let count = dueCount(through: date, under: policy, forgiving: forgiving) else { return nil }
        return plan.cumulative(count)
    }

    /// Day on which instalment `number` (1 first) falls due.
    public func dueDate(of number: Int, under policy: DuePolicy = .standard, forgiving: Int = 0) -> CivilDate? {
        guard let firstDueOn, let frequency, number > 0 else { return nil }
        let steps = min(number, InstallmentPlan.countMax) - 1
        if let step = frequency.collectedDayStep {
            return collection.collectedDay(steps * step + forgiving, after: firstDueOn)
        }
        let plain = firstDueOn.adding(days: steps * frequency.calendarStep)
        let due = steps == 0 ? plain : policy.moved(plain, rule: collection, notBefore: firstDueOn)
        return due.adding(days: forgiving)
    }

    /// Day on which the last instalment falls due: the stored one, else by the terms.
    public func finalDueDate(under policy: DuePolicy = .standard) -> CivilDate? {
        lastDueOn ?? installmentCount.flatMap { dueDate(of: $0, under: policy) }
    }

    /// Whether `date` is after the last due date (vencido) while something is owed.
    public func isPastTerm(on date: CivilDate, balance: Money, under policy: DuePolicy = .standard) -> Bool {
        guard balance > .zero, let last = finalDueDate(under: policy) else { return false }
        return date > last
    }

    private static func periodsDue(
        through date: CivilDate,
        first: CivilDate,
        frequency: Frequency,
        rule: CollectionRule,
        offDay: DuePolicy.OffDay,
        forgiving: Int
    ) -> Int {
        if let step = frequency.collectedDayStep {
            guard date >= first else { return 0 }
            return 1 + floorDiv(rule.collectedDays(after: first, through: date) - forgiving, step)
        }
        let date = date.adding(days: -forgiving)
        guard date >= first else { return 0 }
        // The last calendar day whose instalment, moved or not, is due by `date`.
        let reach =
            switch offDay {
            case .keep: date
            case .nextCollectedDay: rule.previousCollected(onOrBefore: date)
            case .previousCollectedDay: rule.nextCollected(onOrAfter: date.adding(days: 1)).adding(days: -1)
            }
        return 1 + max(0, reach.days(since: first)) / frequency.calendarStep
    }
}
