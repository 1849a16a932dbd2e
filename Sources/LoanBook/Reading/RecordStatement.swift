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
        select(query, moment: moment)
        // The unary plus keeps SQLite from fetching a whole table through an index; PostgreSQL goes by its statistics.
        let plus = sequence == .stored && engine == .sqlite ? "+" : ""
        sql += "\nWHERE \(plus)r.tenant_id = \(tenantPlace)"
        if case .single(let id) = sequence {
            sql += " AND r.id = \(bind(.text(id)))"
        } else {
            filter(query, moment: moment)
        }
        if moment.seq != nil { sql += "\n  AND (r.changed_seq <= $2 OR v.entity_id IS NOT NULL)" }
        if case .listed(let cursor) = sequence { order(query.kind.listing.order, after: cursor) }
    }

    /// Adds a limit to the number of rows.
    mutating func limit(_ count: Int) {
        sql += "\nLIMIT \(bind(.integer(count)))"
    }

    private mutating func select(_ query: RecordQuery, moment: BookMoment) {
        let listing = query.kind.listing
        let lead = listing.order.column.map { "r.\($0)" } ?? "CAST(0 AS BIGINT)"
        let own = query.kind == .loans && moment == .current ? LoanFigures.columns.map { ", r.\($0)" }.joined() : ""
        guard let seq = moment.seq else {
            let personal = query.showsPeople ? "r.personal" : "NULL"
            sql = "SELECT r.id, \(lead), r.document, \(personal)\(own)\nFROM \(listing.table) r"
            return
        }
        let seqPlace = bind(.integer(seq))
        let isNew = "r.changed_seq <= \(seqPlace)"
        let personal = query.showsPeople ? "CASE WHEN \(isNew) THEN r.personal ELSE v.personal END" : "NULL"
        // The sum keeps both engines on the key of the version: by its end they would read all later ones for each row.
        sql = """
            SELECT r.id, \(lead), CASE WHEN \(isNew) THEN r.document ELSE v.document END, \(personal)
            FROM \(listing.table) r
            LEFT JOIN version v ON v.tenant_id = r.tenant_id AND v.entity = '\(query.kind.entity)' AND v.entity_id = r.id
                AND r.changed_seq > \(seqPlace) AND v.from_seq <= \(seqPlace) AND v.to_seq + 0 > \(seqPlace)
            """
    }

    /// The conditions that the current row can judge.
    ///
    /// Of an earlier state it can judge only what never changes in a
    /// record's life; the rest is read off the document.
    private mutating func filter(_ query: RecordQuery, moment: BookMoment) {
        for (field, value) in query.filter.conditions {
            guard let column = field.column else {
                if moment == .current, value == .integer(Int64(1)) { sql += " AND r.status = 'active'" }
                continue
            }
            guard moment == .current || field.isLifelong else { continue }
            sql += " AND r.\(column) \(field.comparison.rawValue) \(bind(value))"
        }
        guard !query.filter.namesStatus else { return }
        if query.kind == .findings {
            if moment == .current { sql += " AND r.status = 'open'" }
        } else if let seq = moment.seq {
            sql += " AND (r.removed_seq IS NULL OR r.removed_seq > \(bind(.integer(seq))))"
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
