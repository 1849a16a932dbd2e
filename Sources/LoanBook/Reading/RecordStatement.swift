import Lending
import Storage

/// The SQL of one question over one kind of record.
///
/// Its text is put together from constants and placeholders alone; what
/// a request brings is bound.
struct RecordStatement {
    private(set) var sql = ""
    private(set) var values: [SQLValue] = []

    /// Places of the columns that every question selects; a kind's own columns follow.
    enum Column {
        static let id = 0
        static let lead = 1
        static let document = 2
        static let personal = 3
        static let own = 4
    }

    /// In which order rows come.
    enum Sequence: Hashable {
        /// The order of a list, from behind `after`.
        case listed(after: PageCursor?)
        /// As the engine stores them: the fastest way through a whole table.
        case stored
        /// The one record with this id.
        case single(id: String)
    }

    init(_ query: RecordQuery, tenant: TenantID, moment: BookMoment, sequence: Sequence, engine: Engine) {
        let tenantPlace = bind(.text(tenant.text))
        let seq = seqPlace(moment)
        select(query, moment: moment, seq: seq, sequence: sequence)
        // The unary plus keeps SQLite from fetching a whole table through an index; PostgreSQL goes by its statistics.
        let plus = sequence == .stored && engine == .sqlite ? "+" : ""
        sql += "\nWHERE \(plus)r.tenant_id = \(tenantPlace)"
        if case .single(let id) = sequence {
            sql += " AND r.id = \(bind(.text(id)))"
        } else {
            filter(query, moment: moment, seq: seq)
        }
        if let seq { sql += "\n  AND (r.changed_seq <= \(seq) OR v.entity_id IS NOT NULL)" }
        if case .listed(let cursor) = sequence { order(query.kind.listing.order, after: cursor) }
    }

    /// Adds a limit to the number of rows.
    mutating func limit(_ count: Int) {
        sql += "\nLIMIT \(bind(.integer(count)))"
    }

    /// What stands for the last change that counts of a row: a value, or a column where each route has its own; nil when
    /// the current rows answer.
    private mutating func seqPlace(_ moment: BookMoment) -> String? {
        switch moment.extent {
        case .whole: return nil
        case .upTo(let seq): return bind(.integer(seq))
        case .byRoute(let seqs):
            let rows = seqs.sorted { $0.key < $1.key }.map { route, seq in
                "(\(bind(.text(route.text))), \(bind(.integer(seq))))"
            }
            sql = "WITH moment (route_id, seq) AS (VALUES \(rows.joined(separator: ", ")))\n"
            return "m.seq"
        }
    }

    private mutating func select(_ query: RecordQuery, moment: BookMoment, seq: String?, sequence: Sequence) {
        let listing = query.kind.listing
        let lead = listing.order.column.map { "r.\($0)" } ?? "CAST(0 AS BIGINT)"
        guard let seq else {
            let own = query.kind == .loans ? LoanFigures.columns.map { ", r.\($0)" }.joined() : ""
            let personal = query.showsPeople ? "r.personal" : "NULL"
            // A whole table has no pages, and so no use for the places of its rows.
            let place = sequence == .stored ? "NULL, NULL" : "r.id, \(lead)"
            sql = "SELECT \(place), r.document, \(personal)\(own)\nFROM \(listing.table) r"
            return
        }
        let isNew = "r.changed_seq <= \(seq)"
        let personal = query.showsPeople ? "CASE WHEN \(isNew) THEN r.personal ELSE v.personal END" : "NULL"
        sql += """
            SELECT r.id, \(lead), CASE WHEN \(isNew) THEN r.document ELSE v.document END, \(personal)
            FROM \(listing.table) r
            """
        // A left join, because SQLite would else begin with the moments and sort the list behind them.
        if case .byRoute = moment.extent {
            sql += "\nLEFT JOIN moment m ON m.route_id = r.\(query.kind == .routes ? "id" : "route_id")"
        }
        // The sum keeps both engines on the key of the version: by its end they would read all later ones for each row.
        sql += """

            LEFT JOIN version v ON v.tenant_id = r.tenant_id AND v.entity = '\(query.kind.entity)' AND v.entity_id = r.id
                AND r.changed_seq > \(seq) AND v.from_seq <= \(seq) AND v.to_seq + 0 > \(seq)
            """
    }

    /// The conditions that the current row can judge.
    ///
    /// Of an earlier state it can judge only what never changes in a
    /// record's life; the rest is read off the document.
    private mutating func filter(_ query: RecordQuery, moment: BookMoment, seq: String?) {
        for (field, value) in query.filter.conditions {
            guard let column = field.column else {
                if moment.isCurrent, value == .integer(Int64(1)) { sql += " AND r.status = 'active'" }
                continue
            }
            guard moment.isCurrent || field.isLifelong else { continue }
            sql += " AND r.\(column) \(field.comparison.rawValue) \(bind(value))"
        }
        guard !query.filter.namesStatus else { return }
        if query.kind == .findings {
            if moment.isCurrent { sql += " AND r.status = 'open'" }
        } else if let seq {
            sql += " AND (r.removed_seq IS NULL OR r.removed_seq > \(seq))"
            // The document of a settlement has no word for being removed, so one that came back is asked for in the log.
            if query.kind == .settlements {
                sql += """
                     AND NOT EXISTS (SELECT 1 FROM change c
                        WHERE c.tenant_id = r.tenant_id AND c.seq = v.from_seq AND c.event = 'cash_box.removed')
                    """
            }
        } else {
            sql += " AND r.removed_seq IS NULL"
        }
    }

    private mutating func order(_ order: RecordListing.Order, after cursor: PageCursor?) {
        let sign = order.isDescending ? "<" : ">"
        let direction = order.isDescending ? " DESC" : ""
        if let column = order.column {
            if let cursor {
                let lead = bind(.integer(cursor.lead))
                sql += "\n  AND (r.\(column), r.id) \(sign) (\(lead), \(bind(.text(cursor.id))))"
            }
            sql += "\nORDER BY r.\(column)\(direction), r.id\(direction)"
        } else {
            if let cursor { sql += "\n  AND r.id \(sign) \(bind(.text(cursor.id)))" }
            sql += "\nORDER BY r.id\(direction)"
        }
    }

    /// Takes a value and returns its placeholder.
    private mutating func bind(_ value: SQLValue) -> String {
        values.append(value)
        return "$\(values.count)"
    }
}
