import Codecs
import Lending
import Storage

/// Holds what owners were told about a day against the settlement of that day.
final class DaySummaryDesk {
    private let ledger: Ledger
    private var routes: [(words: [String], route: Route)] = []
    private var isRead = false
    private var settlements: [RouteID: [Settlement]] = [:]

    init(_ ledger: Ledger) {
        self.ledger = ledger
    }

    /// Settles a summary on its route, or on `route` when that is known, and says how it stands.
    @discardableResult
    func settle(_ given: Receipt, _ stored: StoredRecord?, on id: RouteID?) throws -> Receipt.Status {
        var summary = given
        guard let route = try route(of: summary, id) else {
            summary.reason = .unknownRoute
            try ledger.write(summary, over: stored, occurredOn: summary.paidOn)
            return summary.status
        }
        summary.routeID = route.id
        try judge(&summary, route)
        try ledger.write(summary, over: stored, occurredOn: stored == nil ? summary.paidOn : route.businessDate)
        return summary.status
    }

    private func judge(_ summary: inout Receipt, _ route: Route) throws {
        guard let match = DaySummaryMatch(summary, among: try settlements(on: route.id)) else {
            summary.status = .waiting
            summary.reason = .notSettled
            summary.settlementID = nil
            return try ledger.resolveFindings(about: summary.id.text, on: route.businessDate)
        }
        summary.settlementID = match.settlement.id
        summary.status = match.isAgreed ? .matched : .conflict
        summary.reason = match.isAgreed ? nil : .otherAmount
        if match.isAgreed {
            try ledger.resolveFindings(about: summary.id.text, on: route.businessDate)
        } else {
            let findings = HistoryFindings(tenant: ledger.tenant, route: route).changes
            try ledger.raise(findings.receiptDayDiffers(summary, settled: match.settlement))
        }
    }

    private func route(of summary: Receipt, _ id: RouteID?) throws -> Route? {
        if !isRead {
            let all = try ledger.connection.rows(
                "SELECT document FROM route WHERE tenant_id = $1 AND removed_seq IS NULL ORDER BY id",
                [.text(ledger.tenant.text)]
            ) { try RouteRecords.read(try $0.bytes(0), personal: nil) }
            routes = all.map { (PersonWords.of($0.name), $0) }
            isRead = true
        }
        if let id = id ?? summary.routeID { return routes.first { $0.route.id == id }?.route }
        let words = PersonWords.of(summary.person.name)
        let named = routes.filter { $0.words == words }
        return named.count == 1 ? named[0].route : nil
    }

    private func settlements(on route: RouteID) throws -> [Settlement] {
        if let known = settlements[route] { return known }
        let all = try ledger.connection.rows(
            "SELECT document FROM settlement WHERE tenant_id = $1 AND route_id = $2 AND removed_seq IS NULL",
            [.text(ledger.tenant.text), .text(route.text)]
        ) { try SettlementRecords.read(try $0.bytes(0), personal: nil) }
        settlements[route] = all
        return all
    }
}
