import Lending
import LoanBook

/// The facts of a route itself: its day, its box, its settlements, and what does not add up about them.
struct RouteBook {
    let facts: RouteFacts
    /// The checks of this route on this day.
    let findings: Findings

    init(_ source: RouteSource, ids: RecordIDs, scan: RouteScan, rejects: inout Rejects) throws {
        let reading = SettlementReading(source: source, ids: ids)
        let (read, lent) = try reading.settlements(netted: scan.netted, rejects: &rejects)
        let box = try reading.box(rejects: &rejects)
        let day = try Self.businessDate(source, box: box.date, settlements: read, scan: scan)
        let findings = Findings(
            routeID: ids.routeID,
            routeName: source.name,
            detectedOn: day,
            makeID: { ids.finding($0, $1) }
        )
        let route = Route(
            id: ids.routeID,
            sourceKey: source.name,
            name: source.name,
            businessDate: day,
            boxCash: box.cash,
            boxCashComputed: read.last.map { $0.closingExpected ?? $0.closing },
            profile: source.profile.name,
            profileStatus: source.profile.status,
            policies: source.profile.policies.statements.map { statement in
                statement.name == "renewal_lent"
                    ? PolicyStatement(name: statement.name, choice: lent.rawValue) : statement
            },
            collectorName: scan.collector
        )
        self.findings = findings
        facts = RouteFacts(
            route: route,
            settlements: read,
            findings: Self.found(findings, route: route, settlements: read, source: source, scan: scan),
            newestPaymentOn: scan.newestPaymentOn,
            newestPaymentAt: scan.newestPaymentAt
        )
    }

    private static func found(
        _ findings: Findings,
        route: Route,
        settlements: [Settlement],
        source: RouteSource,
        scan: RouteScan
    ) -> [Finding] {
        var found = findings.settlements(settlements)
        if let stated = route.boxCash, let last = settlements.last {
            let place = source.fileName(of: .box)
            found += [findings.boxCash(stated: stated, computed: last.closing, place: place)].compactMap(\.self)
        }
        if source.has(.payments) { found += findings.collected(settlements, payments: scan.payments) }
        if let last = settlements.last, let stated = last.portfolio, last.settledOn == route.businessDate,
            scan.newestPaymentOn.map({ $0 <= last.settledOn }) ?? true
        {
            let place = source.fileName(of: .settlements)
            found += [findings.portfolio(stated: stated, computed: scan.outstanding, place: place)].compactMap(\.self)
        }
        for (_, clients) in scan.sharedIdentities.sorted(by: { $0.key < $1.key }) {
            let file = source.fileName(of: .customers)
            let places = clients.map { "\(file)/cliente \($0.number)" }
            found += [findings.duplicateIdentity(clients, places: places)].compactMap(\.self)
        }
        return found
    }

    /// The business day of the snapshot, by the first rule of the profile that gives one.
    private static func businessDate(
        _ source: RouteSource,
        box: CivilDate?,
        settlements: [Settlement],
        scan: RouteScan
    ) throws -> CivilDate {
        for rule in source.profile.businessDate {
            switch rule {
            case .field: if let box { return box }
            case .latest(let records):
                let days = records.compactMap { record -> CivilDate? in
                    switch record {
                    case .settlements: settlements.map(\.settledOn).max()
                    case .payments: scan.newestPaymentOn
                    case .box: box
                    case .customers: nil
                    }
                }
                if let latest = days.max() { return latest }
            }
        }
        throw IntakeError(
            .noBusinessDate,
            "\(source.name): nothing in its files says which day it is: no box, settlement or payment with a date. "
                + "Make the copy after the first day of work."
        )
    }
}
