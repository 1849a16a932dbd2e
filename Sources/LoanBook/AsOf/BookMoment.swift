public import Lending
public import Storage

/// Which state of the book a question is about.
///
/// See docs/decisions/0004-as-of.md.
public enum BookMoment: Hashable, Sendable {
    /// The current rows.
    case current
    /// The book as it was recorded up to this change.
    case recorded(seq: Int64)
    /// The day lies before the first snapshot: the records of that snapshot (up to this change), replayed to the day.
    case replayed(seq: Int64, to: CivilDate)

    /// The state of `tenant`'s book on `day`, or now when no day is asked for.
    /// - Throws: ``StorageError``.
    public static func of(
        _ day: CivilDate?,
        tenant: TenantID,
        on connection: any Connection
    ) throws -> BookMoment {
        guard let day else { return .current }
        let book: [SQLValue] = [.text(tenant.text)]
        let recorded = try connection.firstRow(
            """
            SELECT last_seq FROM snapshot WHERE tenant_id = $1 AND business_day <= $2 AND last_seq > 0
            ORDER BY last_seq DESC LIMIT 1
            """,
            book + [.integer(day.dayNumber)]
        ) { try $0.integer(0) }
        if let recorded {
            let last = try connection.firstRow("SELECT last_seq FROM tenant WHERE id = $1", book) { try $0.integer(0) }
            return last == recorded ? .current : .recorded(seq: recorded)
        }
        // A lender's routes may have come one by one, so all snapshots of the first day count as the first one.
        let first = try connection.firstRow(
            """
            SELECT last_seq FROM snapshot
            WHERE tenant_id = $1 AND business_day = (
                SELECT MIN(business_day) FROM snapshot WHERE tenant_id = $1 AND business_day IS NOT NULL
            )
            ORDER BY last_seq DESC LIMIT 1
            """,
            book
        ) { try $0.integer(0) }
        return first.map { .replayed(seq: $0, to: day) } ?? .current
    }

    /// The last change that counts; nil for the current rows.
    var seq: Int64? {
        switch self {
        case .current: nil
        case .recorded(let seq), .replayed(let seq, _): seq
        }
    }
}
