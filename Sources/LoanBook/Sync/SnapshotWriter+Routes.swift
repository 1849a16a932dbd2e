import Lending
import Storage

extension SnapshotWriter {
    private var tenant: SQLValue { .text(ledger.tenant.text) }

    /// What the book holds of a route, or nil when it is new.
    func knownRoute(_ id: RouteID) throws -> KnownRoute? {
        guard let stored = try ledger.routes.find(id.text) else { return nil }
        let route = try RouteRecords.read(stored.document, personal: nil)
        var known = KnownRoute(
            stored: stored,
            businessDate: route.businessDate,
            standingPayments: 0,
            settlements: try ledger.settlements.find("route_id", is: id.text)
        )
        _ = try ledger.connection.firstRow(
            """
            SELECT CAST(COALESCE(SUM(payments_count), 0) AS BIGINT)
            FROM loan WHERE tenant_id = $1 AND route_id = $2 AND removed_seq IS NULL
            """,
            [tenant, .text(id.text)]
        ) { known.standingPayments = Int(try $0.integer(0)) }
        return known
    }

    /// Every customer the book ever held on a route.
    func knownCustomers(of route: RouteID) throws -> [String: KnownCustomer] {
        var known: [String: KnownCustomer] = [:]
        try ledger.connection.forEachRow(
            """
            SELECT customer.id, customer.removed_seq, dossier.hash
            FROM customer LEFT JOIN dossier
                ON dossier.tenant_id = customer.tenant_id AND dossier.customer_id = customer.id
            WHERE customer.tenant_id = $1 AND customer.route_id = $2
            """,
            [tenant, .text(route.text)]
        ) { row in
            known[try row.text(0)] = KnownCustomer(
                mark: row.isNull(2) ? .none : DossierMark(try row.bytes(2)),
                isRemoved: !row.isNull(1)
            )
        }
        return known
    }

    /// Open findings of a route that a snapshot showed.
    func openFindings(of route: RouteID) throws -> [String: StoredRecord] {
        try ledger.findings.find("route_id", is: route.text, onlyIf: "status = 'open' AND basis = 'snapshot'")
    }

    /// Writes the route itself.
    func write(_ route: Route, over stored: StoredRecord?) throws {
        counts.seen += 1
        let document = RouteRecords.document(route)
        let personal = RouteRecords.personal(route)
        guard let stored else {
            counts.created += 1
            try ledger.routes.insert(
                route,
                document: document,
                personal: personal,
                event: "route.created",
                occurredOn: route.businessDate
            )
            return try ledger.routes.flush()
        }
        guard stored.document != document || stored.personal != personal else { return }
        counts.changed += 1
        try ledger.routes.update(
            stored,
            to: route,
            document: document,
            personal: personal,
            event: "route.updated",
            occurredOn: route.businessDate
        )
    }
}
