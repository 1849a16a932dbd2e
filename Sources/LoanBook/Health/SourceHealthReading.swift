import Lending
import Storage
import Wire

/// Puts together how each source of a tenant does, from what is kept of its copies, refusals and findings.
struct SourceHealthReading {
    private let connection: any Connection
    private let tenant: SQLValue
    private let today: CivilDate

    /// As it is at `now` for the tenant.
    init(_ connection: any Connection, tenant: TenantID, at now: Instant) throws {
        self.connection = connection
        self.tenant = .text(tenant.text)
        today = try BookMemory(connection: connection, tenant: tenant).today(at: now)
    }

    /// All of them, by source, name of the route and id.
    func all() throws -> [SourceHealth] {
        var sources: [String: SourceHealth] = [:]
        try readRoutes(&sources)
        try readDrift(&sources)
        try readFindings(&sources)
        try readRefusals(&sources)
        return sources.values.sorted { left, right in
            (left.source, left.routeName ?? "", left.routeID?.text ?? "")
                < (right.source, right.routeName ?? "", right.routeID?.text ?? "")
        }
    }

    private func readRoutes(_ sources: inout [String: SourceHealth]) throws {
        try connection.forEachRow(
            """
            SELECT route.document, source_read.snapshot_id, source_read.read_at, source_read.files
            FROM route LEFT JOIN source_read
                ON source_read.tenant_id = route.tenant_id AND source_read.route_id = route.id
                AND source_read.number = (
                    SELECT MAX(last.number) FROM source_read last
                    WHERE last.tenant_id = route.tenant_id AND last.route_id = route.id
                )
            WHERE route.tenant_id = $1 AND route.removed_seq IS NULL
            """,
            [tenant]
        ) { row in
            let route = try RouteDocument.read(try row.bytes(0))
            var health = SourceHealth(source: route.profile, routeID: route.id, routeName: route.name)
            health.businessDate = route.businessDate
            health.missedNights = missed(since: route)
            if !row.isNull(1) {
                health.snapshotID = SnapshotID(try row.text(1))
                health.readAt = Instant(microseconds: try row.integer(2))
                health.files = SourceRead.files(try row.bytes(3))
            }
            sources[route.id.text] = health
        }
    }

    /// Days between that of the last copy and today on which the route's calendar has work.
    private func missed(since route: Route) -> Int {
        let days = (route.businessDate.dayNumber + 1)..<max(today.dayNumber, route.businessDate.dayNumber + 1)
        let keepsHolidays = route.policies.contains { $0.name == "calendar" && $0.choice == "colombian_holidays" }
        guard keepsHolidays, days.count <= Limits.missedDaysCounted else { return days.count }
        return days.count { number in
            let day = CivilDate(dayNumber: number)
            return day.weekday != .sunday && !HolidayCalendar.colombia.isHoliday(day)
        }
    }

    private func readDrift(_ sources: inout [String: SourceHealth]) throws {
        try connection.forEachRow(
            """
            SELECT route_id, business_day, drift FROM source_read
            WHERE tenant_id = $1 AND drift IS NOT NULL AND number = (
                SELECT MAX(last.number) FROM source_read last
                WHERE last.tenant_id = source_read.tenant_id AND last.route_id = source_read.route_id
                    AND last.drift IS NOT NULL
            )
            """,
            [tenant]
        ) { row in
            let id = try row.text(0)
            sources[id]?.driftedOn = CivilDate(dayNumber: Int(try row.integer(1)))
            sources[id]?.drift = SourceRead.drift(try row.bytes(2))
        }
    }

    private func readFindings(_ sources: inout [String: SourceHealth]) throws {
        try connection.forEachRow(
            """
            SELECT route_id, code, id, detected_day FROM finding
            WHERE tenant_id = $1 AND status = 'open' AND code IN ($2, $3) AND route_id IS NOT NULL
            ORDER BY detected_day, id
            """,
            [tenant, .text(FindingCode.sourceDrift.rawValue), .text(FindingCode.snapshotOlder.rawValue)]
        ) { row in
            let id = try row.text(0)
            if try row.text(1) == FindingCode.sourceDrift.rawValue {
                sources[id]?.isDrifting = true
            } else {
                let day = CivilDate(dayNumber: Int(try row.integer(3)))
                sources[id]?.olderFile = SourceHealth.OlderFile(finding: FindingID(try row.text(2)), on: day)
            }
        }
    }

    private func readRefusals(_ sources: inout [String: SourceHealth]) throws {
        try connection.forEachRow(
            """
            SELECT source, route_id, route_name, refused_at, code, message FROM source_refusal
            WHERE tenant_id = $1
            """,
            [tenant]
        ) { row in
            let (source, id, name) = (try row.text(0), try row.text(1), try row.text(2))
            let refusal = SourceRefusal(
                source: source,
                routeID: id.isEmpty ? nil : RouteID(id),
                routeName: name.isEmpty ? nil : name,
                refusedAt: Instant(microseconds: try row.integer(3)),
                code: try row.text(4),
                message: try row.text(5)
            )
            if sources[id] != nil {
                sources[id]?.refusal = refusal
            } else if !isAnswered(refusal, by: sources) {
                var health = SourceHealth(source: source, routeID: refusal.routeID, routeName: refusal.routeName)
                health.refusal = refusal
                sources["\(source)/\(id)"] = health
            }
        }
    }

    /// Whether a copy of the source was taken since a refusal that does not tell its route.
    private func isAnswered(_ refusal: SourceRefusal, by sources: [String: SourceHealth]) -> Bool {
        sources.values.contains { health in
            health.source == refusal.source && (health.readAt?.microseconds ?? .min) >= refusal.refusedAt.microseconds
        }
    }
}
