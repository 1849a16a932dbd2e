/// The settlements of a route as a chain: each opens with what the one before it left.
public enum SettlementChain {
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
