/// The settlements of a route as a chain: each opens with what the one before it left.
public enum SettlementChain {
    /// Whether `first` stands before `second`: by day, then number, then source key.
    ///
    /// Every reader of a route's settlements goes by this order.
    public static func isBefore(_ first: Settlement, _ second: Settlement) -> Bool {
        if first.settledOn != second.settledOn { return first.settledOn < second.settledOn }
        if first.number != second.number { return first.number < second.number }
        return first.sourceKey.utf8.lexicographicallyPrecedes(second.sourceKey.utf8)
    }

    /// The days that a settlement of `day` answers for, as day numbers.
    ///
    /// They are those after `previous`, the day of the settlement before it, up to its own; its own alone when it is the
    /// route's first; none when `previous` is the same day, because that one took them.
    public static func days(after previous: CivilDate?, upTo day: CivilDate) -> Range<Int> {
        let first = previous.map { $0.dayNumber + 1 } ?? day.dayNumber
        return min(first, day.dayNumber + 1)..<(day.dayNumber + 1)
    }

    /// For each of `settlements`, in order, the sum of the `amounts` of the days it answers for.
    public static func sums(of amounts: [CivilDate: Money], over settlements: [Settlement]) -> [Money] {
        var previous: CivilDate?
        return settlements.map { settlement in
            defer { previous = settlement.settledOn }
            let days = days(after: previous, upTo: settlement.settledOn)
            return days.reduce(Money.zero) { $0 + (amounts[CivilDate(dayNumber: $1)] ?? .zero) }
        }
    }

    /// `settlements`, in order, with openings and expected closings filled in under `policy`.
    ///
    /// An opening that the source states is kept, so that a break shows; the first one has neither unless stated.
    public static func linked(_ settlements: [Settlement], under policy: BoxPolicy) -> [Settlement] {
        var previous: Money?
        return settlements.map { settlement in
            var linked = settlement
            linked.opening = settlement.opening ?? previous
            linked.closingExpected = linked.opening.map {
                policy.closing(
                    from: $0,
                    collected: settlement.collected,
                    lent: settlement.lent,
                    expenses: settlement.expenses
                )
            }
            previous = settlement.closing
            return linked
        }
    }

    /// Positions of the settlements that do not open with the closing before them.
    public static func breaks(in settlements: [Settlement]) -> [Int] {
        settlements.indices.dropFirst().filter { index in
            settlements[index].opening.map { $0 != settlements[index - 1].closing } ?? false
        }
    }

    /// Positions of the settlements whose closing is not what their own figures give.
    public static func mismatches(in settlements: [Settlement]) -> [Int] {
        settlements.indices.filter { (settlements[$0].difference ?? .zero) != .zero }
    }
}
