import Lending

/// Which days of a copy are believed: those that have come.
///
/// One mistyped year must not move the route's day, because every honest copy after it would then be an older one. The
/// clock only bounds: no day is ever taken from it, and it is not believed itself when the copy contradicts it.
struct BelievedDays {
    /// The last day that is believed; nil when all are.
    let until: CivilDate?

    /// The days of a copy that was read on `today`, which holds these.
    init(today: CivilDate, payments: [CivilDate: DayTotal], settlements: [CivilDate], box: CivilDate?) {
        var (all, later) = (0, 0)
        func count(_ day: CivilDate, _ times: Int = 1) {
            all += times
            if day > today { later += times }
        }
        for (day, total) in payments { count(day, total.count) }
        for day in settlements { count(day) }
        if let box { count(box) }
        let isClockWrong = later * 2 > all || later > max(Limits.slipsMin, all / Limits.slipsShare)
        until = isClockWrong ? nil : today
    }

    /// Whether all days up to `newest` are believed.
    func holds(_ newest: CivilDate?) -> Bool { newest.map(contains) ?? true }

    func contains(_ day: CivilDate) -> Bool { until.map { day <= $0 } ?? true }
}
