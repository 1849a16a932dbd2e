import Lending
import LoanBook

/// The facts of a route itself: its day, its box, its settlements, and what does not add up about them.
struct RouteBook {
    let facts: RouteFacts
    /// The checks of this route on this day.
    let findings: Findings
    /// The days that are believed.
    let days: BelievedDays

    /// The facts of `source` as they are read on `today`; `keys` are those that the book knows customers by.
    init(
        _ source: RouteSource,
        ids: RecordIDs,
        scan: RouteScan,
        keys: [String: String],
        today: CivilDate,
        rejects: inout Rejects
    ) throws {
        let reading = SettlementReading(source: source, ids: ids)
        let rows = try reading.settlements(rejects: &rejects)
        let read = LinkedSettlements(rows, netted: scan.netted, policies: source.profile.policies)
        let box = try reading.box(rejects: &rejects)
        let days = BelievedDays(
            today: today,
            payments: scan.payments,
            settlements: read.settlements.map(\.settledOn),
            box: box.date
        )
        let newest = scan.newestPayment(days)
        let day = try Self.businessDate(source, days) { day in
            switch (day.record, day.field) {
            case (.box, _): [box.date].compactMap(\.self)
            case (.settlements, .date): read.settlements.map(\.settledOn)
            case (.payments, .date): [newest?.day].compactMap(\.self) + (scan.stated[day] ?? [])
            default: Array(scan.stated[day] ?? [])
            }
        }
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
                    ? PolicyStatement(name: statement.name, choice: read.lent.rawValue) : statement
            },
            collectorName: scan.collector
        )
        self.findings = findings
        self.days = days
        facts = RouteFacts(
            route: route,
            settlements: read.settlements,
            settlementsExtent: reading.extent(of: rows),
            findings: Self.found(
                findings,
                route: route,
                settlements: read,
                source: source,
                scan: scan,
                newest: newest?.day
            ) + Self.sharedIdentities(findings, source: source, scan: scan) { ids.customer(keys[$0] ?? $0) },
            newestPaymentOn: newest?.day,
            newestPaymentAt: newest?.time,
            believedUntil: days.until
        )
    }

    private static func found(
        _ findings: Findings,
        route: Route,
        settlements: LinkedSettlements,
        source: RouteSource,
        scan: RouteScan,
        newest: CivilDate?
    ) -> [Finding] {
        var found = findings.settlements(settlements.settlements)
        if let stated = route.boxCash, let last = settlements.last {
            let place = source.fileName(of: .box)
            found += [findings.boxCash(stated: stated, computed: last.closing, place: place)].compactMap(\.self)
        }
        if source.has(.payments) {
            found += findings.collected(
                settlements.settlements,
                payments: scan.payments,
                except: settlements.uncertain
            )
        }
        if let last = settlements.last, let stated = last.portfolio, last.settledOn == route.businessDate,
            newest.map({ $0 <= last.settledOn }) ?? true
        {
            let place = source.fileName(of: .settlements)
            found += [findings.portfolio(stated: stated, computed: scan.outstanding, place: place)].compactMap(\.self)
        }
        return found
    }

    private static func sharedIdentities(
        _ findings: Findings,
        source: RouteSource,
        scan: RouteScan,
        id: (_ key: String) -> CustomerID
    ) -> [Finding] {
        let file = source.fileName(of: .customers)
        return scan.sharedIdentities.sorted { $0.key < $1.key }.compactMap { _, clients in
            findings.duplicateIdentity(
                clients.map { ClientRef(id: id($0.key), number: $0.label) },
                places: clients.map { "\(file)/cliente \($0.label)" }
            )
        }
    }

    /// The business day of the snapshot, by the first rule of the profile that gives one that is believed.
    private static func businessDate(
        _ source: RouteSource,
        _ days: BelievedDays,
        stated: (BusinessDateRule.Day) -> [CivilDate]
    ) throws -> CivilDate {
        for rule in source.profile.businessDate {
            let found: [CivilDate] =
                switch rule {
                case .field(let day): stated(day)
                case .latest(let days): days.flatMap(stated)
                case .fileModified: [source.modifiedOn].compactMap(\.self)
                }
            if let latest = found.filter(days.contains).max() { return latest }
        }
        throw IntakeError(
            .noBusinessDate,
            "\(source.name): nothing in its files says which day it is: no box, settlement or payment with a "
                + "date that has come. Make the copy after the first day of work."
        )
    }
}
