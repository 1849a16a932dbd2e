import Lending
import LoanBook

/// Rows of settlements as their table gave them, the readable ones with what stood unreadable between them.
struct SettlementRows {
    private(set) var settlements: [Settlement] = []
    private(set) var unreadable = 0
    /// Readable ones after which, in the table, an unreadable row came; nil for one before the first.
    private(set) var gapsAfter: Set<SettlementID?> = []
    /// Readable ones before which an unreadable row came.
    private(set) var gapsBefore: Set<SettlementID> = []
    private var isBehindGap = false

    mutating func add(_ settlement: Settlement) {
        if isBehindGap { gapsBefore.insert(settlement.id) }
        isBehindGap = false
        settlements.append(settlement)
    }

    mutating func addUnreadable() {
        unreadable += 1
        gapsAfter.insert(settlements.last?.id)
        isBehindGap = true
    }
}

/// The settlements of a route in order, linked into a chain where nothing unreadable stands between.
struct LinkedSettlements {
    /// In order, each opening with what the one before it left; without an opening where that cannot be known.
    let settlements: [Settlement]
    /// How the source counts a renewal as lent.
    let lent: SourcePolicies.RenewalLent
    /// Settlements beside one that cannot be read, so that the days they answer for are not known.
    let uncertain: Set<SettlementID>
    /// The route's last settlement; nil when there is none or it may be one that cannot be read.
    let last: Settlement?

    /// Puts `rows` in order and links them.
    ///
    /// `netted` are balances closed by renewals without money, by day. Where the source counts the new loan in full as
    /// lent, only the difference left the box, so the closing expected takes them back in.
    init(_ rows: SettlementRows, netted: [CivilDate: Money], policies: SourcePolicies) {
        let ordered = rows.settlements.sorted(by: SettlementChain.isBefore)
        let breaks = Self.breaks(of: rows, in: ordered)
        let renewed = SettlementChain.sums(of: netted, over: ordered)
        func link(takingBack amounts: [Money]) -> [Settlement] {
            Self.link(ordered, at: breaks, takingBack: amounts, under: policies.box)
        }
        let gross = link(takingBack: renewed)
        let net = link(takingBack: ordered.map { _ in .zero })
        func balanced(_ settlements: [Settlement]) -> Int {
            zip(settlements, renewed).count { $1 != .zero && $0.difference == .zero }
        }
        switch policies.renewalLent {
        case .gross: (settlements, lent) = (gross, .gross)
        case .net: (settlements, lent) = (net, .net)
        case .detect: (settlements, lent) = balanced(net) > balanced(gross) ? (net, .net) : (gross, .gross)
        }
        uncertain = Set(
            ordered.indices.filter { breaks.contains($0) || breaks.contains($0 + 1) }.map { ordered[$0].id }
        )
        last = breaks.contains(ordered.count) ? nil : settlements.last
    }

    /// Positions before which a settlement may be missing; `ordered.count` when one may be missing at the end.
    private static func breaks(of rows: SettlementRows, in ordered: [Settlement]) -> Set<Int> {
        guard rows.unreadable > 0 else { return [] }
        var breaks: Set<Int> = rows.gapsAfter.contains(nil) ? [0] : []
        for (index, settlement) in ordered.enumerated() {
            if rows.gapsAfter.contains(settlement.id) { breaks.insert(index + 1) }
            if rows.gapsBefore.contains(settlement.id) { breaks.insert(index) }
        }
        return breaks
    }

    /// Links each run between two breaks by itself, with `amounts` taken back out of what was lent.
    private static func link(
        _ ordered: [Settlement],
        at breaks: Set<Int>,
        takingBack amounts: [Money],
        under policy: BoxPolicy
    ) -> [Settlement] {
        var linked: [Settlement] = []
        var run: [Settlement] = []
        for (index, settlement) in ordered.enumerated() {
            if breaks.contains(index) {
                linked += SettlementChain.linked(run, under: policy)
                run = []
            }
            var cash = settlement
            cash.lent -= amounts[index]
            run.append(cash)
        }
        linked += SettlementChain.linked(run, under: policy)
        for index in linked.indices { linked[index].lent = ordered[index].lent }
        return linked
    }
}
