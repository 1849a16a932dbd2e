/// When instalments fall due, where sources differ.
public struct DuePolicy: Hashable, Sendable {
    /// When the first instalment is due.
    public enum First: String, Sendable, CaseIterable {
        /// The first collected day after disbursement, whatever the frequency.
        case nextCollectedDay = "next_collected_day"
        /// The day of disbursement itself.
        case sameDay = "same_day"
        /// One period after disbursement: for a daily loan the next collected day.
        case onePeriodLater = "one_period_later"
    }

    /// What happens to an instalment of a calendar period (weekly or longer) that falls on a day not collected.
    public enum OffDay: String, Sendable, CaseIterable {
        /// It moves to the next collected day; later ones keep their calendar.
        case nextCollectedDay = "next_collected_day"
        /// It moves to the collected day before, but not before the first instalment.
        case previousCollectedDay = "previous_collected_day"
        /// It stays.
        case keep
    }

    /// When the first instalment is due.
    public var first: First
    /// What happens on a day that is not collected.
    public var offDay: OffDay

    /// One period after disbursement, moved on to a collected day.
    public static let standard = DuePolicy()

    /// A policy with these parts.
    public init(first: First = .onePeriodLater, offDay: OffDay = .nextCollectedDay) {
        self.first = first
        self.offDay = offDay
    }

    /// The first due date of a loan handed over on `disbursedOn`, to be stored with it.
    public func firstDue(after disbursedOn: CivilDate, frequency: Frequency, rule: CollectionRule) -> CivilDate {
        switch first {
        case .sameDay: return disbursedOn
        case .nextCollectedDay: return rule.collectedDay(1, after: disbursedOn)
        case .onePeriodLater:
            if let step = frequency.collectedDayStep { return rule.collectedDay(step, after: disbursedOn) }
            return moved(disbursedOn.adding(days: frequency.calendarStep), rule: rule, notBefore: disbursedOn)
        }
    }

    /// `date` moved off a day that is not collected.
    func moved(_ date: CivilDate, rule: CollectionRule, notBefore first: CivilDate) -> CivilDate {
        switch offDay {
        case .nextCollectedDay: rule.nextCollected(onOrAfter: date)
        case .previousCollectedDay: max(first, rule.previousCollected(onOrBefore: date))
        case .keep: date
        }
    }
}

extension Frequency {
    /// Collected days from one instalment to the next, for the frequencies that count them; nil for calendar ones.
    var collectedDayStep: Int? {
        switch self {
        case .daily: 1
        case .everyOtherDay: 2
        case .weekly, .biweekly, .monthly, .custom: nil
        }
    }

    /// Calendar days from one instalment to the next: at least 1, and at most ten years.
    var calendarStep: Int { min(max(1, periodDays), 3660) }
}
