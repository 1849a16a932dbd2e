import Lending
import LoanBook

/// Tells whether the customers and payments of a route that came under a new name stand on a route already.
///
/// A customer is recognised by a payment of theirs (key and ticket, or key and moment), and by name where one of the two
/// sides has no payments. Many operators number their customers 1, 2, 3: a key alone proves nothing. Two routes may
/// share some customers; when half of the sample is known on one route, the files are that route's.
struct RouteRecognition {
    /// A route that a sample belongs to.
    struct Match {
        let route: String
        /// Customers of the sample that stand there.
        let known: Int
        /// Customers of the sample.
        let of: Int
        /// Whether the route came in the same sync.
        let isCompanion: Bool
    }

    let tenant: TenantID
    let memory: BookMemory
    /// Routes of the book before the sync, of the same profile.
    let routes: [Route]
    /// Which new route of this sync had a customer, by a fingerprint of what tells them.
    private var companions: [UInt64: Int] = [:]
    private var companionNames: [String] = []

    init(tenant: TenantID, memory: BookMemory, routes: [Route]) {
        self.tenant = tenant
        self.memory = memory
        self.routes = routes
    }

    /// The route that `sample` belongs to, if most of it stands on one.
    func match(_ sample: RouteSample) throws -> Match? {
        var best: Match?
        for route in routes {
            let known = try known(sample, on: route)
            if known > best?.known ?? 0 {
                best = Match(route: route.name, known: known, of: sample.clients.count, isCompanion: false)
            }
        }
        let companion = companion(sample)
        if let companion, companion.known > best?.known ?? 0 { best = companion }
        return best.flatMap { $0.known * 2 >= $0.of ? $0 : nil }
    }

    /// Remembers a new route of this sync, so that a second copy of it beside it is recognised.
    mutating func remember(_ sample: RouteSample, as name: String) {
        companionNames.append(name)
        for client in sample.clients {
            for print in Self.prints(client) { companions[print] = companionNames.count - 1 }
        }
    }

    private func known(_ sample: RouteSample, on route: Route) throws -> Int {
        let ids = RecordIDs(tenant: tenant, system: route.profile, route: route.sourceKey)
        let first = sample.clients.prefix(Limits.sampleProbes)
        let probed = try memory.known(first.map { ids.customer($0.key) })
        // A route that holds hardly any of the first ones is another; the rest need not be asked for.
        guard probed.count * 4 >= first.count else { return 0 }
        let held = try memory.known(sample.clients.map { ids.customer($0.key) })
        let candidates = sample.clients.filter { held.contains(ids.customer($0.key)) }
        let payments = try memory.known(
            candidates.flatMap { client in client.payments.map { ids.payment(of: client.key, key: $0) } }
        )
        return try candidates.count { client in
            if client.payments.contains(where: { payments.contains(ids.payment(of: client.key, key: $0)) }) {
                return true
            }
            let id = ids.customer(client.key)
            guard !client.name.isEmpty, try client.payments.isEmpty || !memory.hasPayments(id) else { return false }
            return try memory.customer(id).map { FoldedName.of($0.person.name) == client.name } ?? false
        }
    }

    private func companion(_ sample: RouteSample) -> Match? {
        var counts: [Int: Int] = [:]
        for client in sample.clients {
            for route in Set(Self.prints(client).compactMap { companions[$0] }) { counts[route, default: 0] += 1 }
        }
        guard let best = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { return nil }
        return Match(
            route: companionNames[best.key],
            known: best.value,
            of: sample.clients.count,
            isCompanion: true
        )
    }

    private static func prints(_ client: RouteSample.Client) -> [UInt64] {
        if !client.payments.isEmpty { return client.payments.map { TicketPrint.of("\(client.key)\n\($0)") } }
        return client.name.isEmpty ? [] : [TicketPrint.of("\(client.key)\n\n\(client.name)")]
    }
}
