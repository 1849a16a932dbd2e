import Lending

/// Reads the cash box of a route: its settlements and what is in it now.
struct SettlementReading {
    let source: RouteSource
    let ids: RecordIDs

    /// The settlements in order of day and number, each opening with what the one before it left.
    ///
    /// `netted` are balances closed by renewals without money, by day. Where the source counts the new loan in full as
    /// lent, only the difference left the box, so the closing expected takes them back in.
    func settlements(
        netted: [CivilDate: Money],
        rejects: inout Rejects
    ) throws -> (settlements: [Settlement], lent: SourcePolicies.RenewalLent) {
        var read: [Settlement] = []
        var keys: Set<String> = []
        try source.rows(.settlements) { raw, mapper in
            let place = source.place(.settlements, row: raw.number)
            switch mapper.map(raw) {
            case .rejected(let issues): rejects.add(issues, extent: .row, at: place)
            case .row(let row, let issues):
                if !issues.isEmpty { rejects.add(issues, extent: .cell, at: place) }
                if let settlement = settlement(row, &keys) { read.append(settlement) }
            }
        }
        read.sort { ($0.settledOn, $0.number) < ($1.settledOn, $1.number) }
        return linked(read, netted: netted)
    }

    /// What the single row of the box says; the first row when there are several.
    func box(rejects: inout Rejects) throws -> (date: CivilDate?, cash: Money?) {
        var box: (CivilDate?, Money?)?
        try source.rows(.box) { raw, mapper in
            guard box == nil else {
                source.note("\(source.name): the box has several rows; the first one was taken.")
                return
            }
            let place = source.place(.box, row: raw.number)
            switch mapper.map(raw) {
            case .rejected(let issues): rejects.add(issues, extent: .row, at: place)
            case .row(let row, let issues):
                if !issues.isEmpty { rejects.add(issues, extent: .cell, at: place) }
                box = (row.date(.date), row.money(.cash))
            }
        }
        return box ?? (nil, nil)
    }

    private func settlement(_ row: MappedRow, _ keys: inout Set<String>) -> Settlement? {
        // Required by the language of profiles, so they are there.
        guard let day = row.date(.date), let collected = row.money(.collected), let lent = row.money(.lent),
            let expenses = row.money(.expenses), let closing = row.money(.closing)
        else { return nil }
        let number = row.integer(.number) ?? row.number
        var key = String(number)
        if !keys.insert(key).inserted {
            key = "\(number)-\(row.number)"
            keys.insert(key)
        }
        return Settlement(
            id: ids.settlement(key),
            routeID: ids.routeID,
            sourceKey: key,
            number: number > 0 ? Int(clamping: number) : 1,
            settledOn: day,
            collected: collected,
            lent: lent,
            expenses: expenses,
            portfolio: row.money(.portfolio),
            paymentsCount: row.integer(.paymentsCount).flatMap { Int(exactly: $0) },
            closing: closing
        )
    }

    private func linked(
        _ settlements: [Settlement],
        netted: [CivilDate: Money]
    ) -> (settlements: [Settlement], lent: SourcePolicies.RenewalLent) {
        let gross = linked(settlements, takingBack: netted)
        switch source.profile.policies.renewalLent {
        case .gross: return (gross, .gross)
        case .net: return (linked(settlements, takingBack: [:]), .net)
        case .detect:
            let net = linked(settlements, takingBack: [:])
            return balanced(net, on: netted) > balanced(gross, on: netted) ? (net, .net) : (gross, .gross)
        }
    }

    private func linked(_ settlements: [Settlement], takingBack netted: [CivilDate: Money]) -> [Settlement] {
        var left = netted
        let cash = settlements.map { settlement in
            var cash = settlement
            // Of several settlements of one day the first takes them.
            cash.lent -= left.removeValue(forKey: settlement.settledOn) ?? .zero
            return cash
        }
        let linked = SettlementChain.linked(cash, under: source.profile.policies.box)
        return zip(settlements, linked).map { stated, linked in
            var settlement = linked
            settlement.lent = stated.lent
            return settlement
        }
    }

    /// How many settlements of days with netted renewals close as expected.
    private func balanced(_ settlements: [Settlement], on netted: [CivilDate: Money]) -> Int {
        settlements.count { netted[$0.settledOn] != nil && $0.difference == .zero }
    }
}
