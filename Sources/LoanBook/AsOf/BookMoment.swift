public import Lending
public import Storage

/// Which state of the book a question is about; each route stands at a moment of its own.
///
/// See docs/decisions/0004-as-of.md.
public struct BookMoment: Hashable, Sendable {
    /// The current rows.
    public static let current = BookMoment(extent: .whole, replayed: [], day: nil)

    /// How much of the log counts.
    enum Extent: Hashable, Sendable {
        /// All of it: the current rows.
        case whole
        /// What was recorded up to this change, on all routes.
        case upTo(Int64)
        /// What was recorded up to a change of each route's own.
        case byRoute([RouteID: Int64])
    }

    let extent: Extent
    /// The routes whose first snapshot is of a later day: its records are replayed to ``day``.
    let replayed: Set<RouteID>
    /// The day asked for; nil for the current rows.
    let day: CivilDate?

    /// Whether the current rows answer.
    var isCurrent: Bool { extent == .whole }

    /// The state of `tenant`'s book on `day`, or now when no day is asked for.
    ///
    /// A route stands where the last snapshot left it before its first one of a day after `day`, counted from the first
    /// time that it stood at `day`, or at the latest day before that it ever stood at. So a day that has a snapshot of
    /// its own is closed by the next one, and no late route, roll-back or new route moves it again.
    /// - Throws: ``StorageError``.
    public static func of(
        _ day: CivilDate?,
        tenant: TenantID,
        on connection: any Connection
    ) throws -> BookMoment {
        guard let day else { return .current }
        let routes = try connection.rows(RouteTurn.sql, [.text(tenant.text), .integer(day.dayNumber)], RouteTurn.init)
        guard let first = routes.first else { return .current }
        let replayed = Set(routes.filter(\.isReplayed).map(\.route))
        guard routes.allSatisfy({ $0.lastSeq == first.lastSeq }) else {
            let seqs = routes.map { ($0.route, $0.lastSeq) }
            return BookMoment(extent: .byRoute(Dictionary(uniqueKeysWithValues: seqs)), replayed: replayed, day: day)
        }
        return BookMoment(extent: Self.extent(first.lastSeq), replayed: replayed, day: day)
    }

    /// How SQLite would find the moments of the routes: the lines of its query plan, for the tests of hot queries.
    package static func plan(tenant: TenantID, on connection: any Connection) throws -> [String] {
        let values: [SQLValue] = [.text(tenant.text), .integer(0)]
        return try connection.rows("EXPLAIN QUERY PLAN \(RouteTurn.sql)", values) { try $0.text(3) }
    }

    /// What was recorded of `route`, not replayed.
    func recorded(of route: RouteID) -> BookMoment {
        guard case .byRoute(let seqs) = extent else { return BookMoment(extent: extent, replayed: [], day: day) }
        return BookMoment(extent: Self.extent(seqs[route] ?? 0), replayed: [], day: day)
    }

    private static func extent(_ seq: Int64) -> Extent { seq == .max ? .whole : .upTo(seq) }
}

/// Where the history of a route's days turns past the day asked for.
private struct RouteTurn {
    let route: RouteID
    /// Every snapshot of the route is of a later day.
    let isReplayed: Bool
    /// The last change that counts; the largest number when the route's history has not passed the day.
    let lastSeq: Int64

    /// Finds the turn of each route of $1 on the day $2.
    ///
    /// The route's entries in the log give its days: `since` is the first at the latest day up to $2, `turn` the first
    /// after it that lies beyond $2, or the route's first of all when it never stood at such a day. The plus signs keep
    /// both engines from walking the whole log in the order of its numbers.
    static let sql = """
        SELECT stood.id, stood.since, snapshot.first_seq, snapshot.last_seq
        FROM (
            SELECT route.id AS id, (
                SELECT MIN(+seq) FROM change
                WHERE tenant_id = $1 AND entity = 'route' AND entity_id = route.id AND occurred_day = (
                    SELECT MAX(occurred_day) FROM change
                    WHERE tenant_id = $1 AND entity = 'route' AND entity_id = route.id AND occurred_day <= $2
                )
            ) AS since
            FROM route WHERE route.tenant_id = $1
        ) stood
        LEFT JOIN change turn ON turn.tenant_id = $1 AND turn.seq = (
            SELECT MIN(+seq) FROM change
            WHERE tenant_id = $1 AND entity = 'route' AND entity_id = stood.id
                AND occurred_day > $2 AND +seq > COALESCE(stood.since, 0)
        )
        LEFT JOIN snapshot ON snapshot.tenant_id = $1 AND snapshot.id = turn.snapshot_id
        """

    init(row: any RowCursor) throws {
        route = RouteID(try row.text(0))
        isReplayed = row.isNull(1)
        if isReplayed {
            lastSeq = try row.integer(3)
        } else {
            lastSeq = try row.integerOrNil(2).map { $0 - 1 } ?? .max
        }
    }
}
