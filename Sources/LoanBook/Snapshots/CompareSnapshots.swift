public import Lending
import Storage

extension Book {
    /// What changed between the snapshots `one` and `other`, in whichever order they are given, however many lie between.
    ///
    /// Of each kind at most `limit` records are listed; all are counted. What was undone in between is no change.
    /// - Throws: ``LoanBookError/unknownSnapshot(_:)``, ``LoanBookError/damaged(what:)`` or ``StorageError``.
    public func compare(
        _ one: SnapshotID,
        with other: SnapshotID,
        tenant: TenantID,
        limit: Int
    ) throws -> SnapshotComparison {
        try database.withReader { connection in
            let records = try [one, other].map { try Self.snapshot($0, of: tenant, on: connection) }
                .sorted { ($0.lastSeq, $0.number ?? 0) < ($1.lastSeq, $1.number ?? 0) }
            var comparison = SnapshotComparison(
                older: try SnapshotSummary(records[0]),
                newer: try SnapshotSummary(records[1])
            )
            let reader = RecordReader(connection, tenant: tenant)
            comparison.before = try reader.totals(upTo: records[0].lastSeq)
            comparison.after = try reader.totals(upTo: records[1].lastSeq)
            let walk = ChangeWalk(connection, tenant, from: records[0].lastSeq, to: records[1].lastSeq)
            comparison.kinds = try walk.kinds(limit: limit)
            return comparison
        }
    }

    private static func snapshot(
        _ id: SnapshotID,
        of tenant: TenantID,
        on connection: any Connection
    ) throws -> SnapshotRecord {
        let found = try connection.firstRow(
            """
            SELECT id, source, content_hash, business_day, recorded_at, first_seq, last_seq, document
            FROM snapshot WHERE tenant_id = $1 AND id = $2
            """,
            [.text(tenant.text), .text(id.text)],
            SnapshotRecord.read
        )
        guard let found else { throw LoanBookError.unknownSnapshot(id) }
        return found
    }
}

extension RecordReader {
    /// Sums over the book as it stood after the change `seq`.
    fileprivate func totals(upTo seq: Int64) throws -> SnapshotComparison.Totals {
        let moment = BookMoment(extent: .upTo(seq), replayed: [], day: nil)
        let routes = try routes(at: moment)
        var totals = SnapshotComparison.Totals()
        try forEachCustomer(at: moment, routes: routes) { _ in totals.customers += 1 }
        try forEachLoan(at: moment, routes: routes) { loan in
            totals.payments += loan.paymentsCount
            totals.paid += loan.paid
            guard loan.status == .active else { return }
            totals.activeLoans += 1
            totals.outstanding += loan.outstanding
        }
        return totals
    }
}

/// Walks over the records that a stretch of the log speaks of.
private struct ChangeWalk {
    /// A record with the entries at both ends of the stretch.
    fileprivate struct Ends {
        let kind: RecordKind
        let id: String
        /// The version before the stretch; 0 when there was none.
        let firstVersion: Int64
        let lastVersion: Int64
        let stood: Bool
        let stands: Bool
        let isSame: Bool
    }

    private let connection: any Connection
    private let tenant: SQLValue
    private let from: Int64
    private let to: Int64

    init(_ connection: any Connection, _ tenant: TenantID, from: Int64, to: Int64) {
        self.connection = connection
        self.tenant = .text(tenant.text)
        self.from = from
        self.to = to
    }

    func kinds(limit: Int) throws -> [SnapshotComparison.KindChanges] {
        var kinds = RecordKind.allCases.map { SnapshotComparison.KindChanges(kind: $0) }
        var listed: [Ends] = []
        try forEach { ends in
            guard let index = RecordKind.allCases.firstIndex(of: ends.kind), let what = ends.what else { return }
            if kinds[index].count < limit { listed.append(ends) }
            switch what {
            case .created: kinds[index].created += 1
            case .changed: kinds[index].changed += 1
            case .removed: kinds[index].removed += 1
            }
        }
        for ends in listed {
            guard let index = RecordKind.allCases.firstIndex(of: ends.kind) else { continue }
            if let change = try change(of: ends) { kinds[index].listed.append(change) }
        }
        return kinds
    }

    /// Each record once: its version before the first entry of the stretch, and its last entry in it.
    private func forEach(_ body: (Ends) throws -> Void) throws {
        let entities = Dictionary(uniqueKeysWithValues: RecordKind.allCases.map { ($0.entity, $0) })
        try connection.forEachRow(
            """
            SELECT g.entity, g.entity_id, g.first_version, e.version, e.event, b.event, e.document_hash, b.document_hash
            FROM (
                SELECT entity, entity_id, MIN(version) AS first_version, MAX(seq) AS last_seq
                FROM change WHERE tenant_id = $1 AND seq > $2 AND seq <= $3
                GROUP BY entity, entity_id
            ) g
            JOIN change e ON e.tenant_id = $1 AND e.seq = g.last_seq
            LEFT JOIN version v ON v.tenant_id = $1 AND v.entity = g.entity AND v.entity_id = g.entity_id
                AND v.version = g.first_version - 1
            LEFT JOIN change b ON b.tenant_id = $1 AND b.seq = v.from_seq
            ORDER BY g.entity, g.entity_id
            """,
            [tenant, .integer(from), .integer(to)]
        ) { row in
            guard let kind = entities[try row.text(0)] else { return }
            let earlier = try row.textOrNil(5)
            let isSame = try earlier != nil && row.bytes(6) == row.bytes(7)
            try body(
                Ends(
                    kind: kind,
                    id: try row.text(1),
                    firstVersion: try row.integer(2) - 1,
                    lastVersion: try row.integer(3),
                    stood: earlier.map(Self.isStanding) ?? false,
                    stands: Self.isStanding(try row.text(4)),
                    isSame: isSame
                )
            )
        }
    }

    /// Whether a record stands after an event of this name.
    private static func isStanding(_ event: String) -> Bool {
        ![".removed", ".voided", ".resolved"].contains { event.hasSuffix($0) }
    }

    private func change(of ends: Ends) throws -> SnapshotComparison.RecordChange? {
        guard let what = ends.what else { return nil }
        let old = ends.stood ? try document(ends, version: ends.firstVersion) : nil
        let new = ends.stands ? try document(ends, version: ends.lastVersion) : nil
        let (before, after) = (old.flatMap { DocumentFields($0.bytes) }, new.flatMap { DocumentFields($0.bytes) })
        let names =
            if what == .changed, let before, let after {
                after.fields.map(\.name) + before.fields.map(\.name).filter { after[$0] == nil }
            } else {
                [ends.kind.moneyField].compactMap(\.self)
            }
        let fields = names.compactMap { name -> SnapshotComparison.FieldChange? in
            let values = (before?[name].map(Array.init), after?[name].map(Array.init))
            guard values.0 != values.1 else { return nil }
            return SnapshotComparison.FieldChange(name: name, before: values.0, after: values.1)
        }
        return SnapshotComparison.RecordChange(
            id: ends.id,
            what: what,
            fields: fields,
            isPersonChanged: what == .changed && old?.personalHash != new?.personalHash
        )
    }

    /// The document of one version, kept or current, and the hash of its personal part.
    private func document(_ ends: Ends, version: Int64) throws -> (bytes: [UInt8], personalHash: [UInt8]?) {
        let kept = try connection.firstRow(
            """
            SELECT document, personal_hash FROM version
            WHERE tenant_id = $1 AND entity = $2 AND entity_id = $3 AND version = $4
            """,
            [tenant, .text(ends.kind.entity), .text(ends.id), .integer(version)],
            Self.read
        )
        if let kept { return kept }
        let hash = ends.kind.hasPersonalHash ? "personal_hash" : "NULL"
        let current = try connection.firstRow(
            "SELECT document, \(hash) FROM \(ends.kind.listing.table) WHERE tenant_id = $1 AND id = $2",
            [tenant, .text(ends.id)],
            Self.read
        )
        guard let current else {
            throw LoanBookError.damaged(what: "\(ends.kind.entity) \(ends.id) of the log is not in the book")
        }
        return current
    }

    private static func read(_ row: any RowCursor) throws -> (bytes: [UInt8], personalHash: [UInt8]?) {
        (try row.bytes(0), row.isNull(1) ? nil : try row.bytes(1))
    }
}

extension ChangeWalk.Ends {
    /// What became of the record; nil when it ended as it began.
    fileprivate var what: SnapshotComparison.RecordChange.What? {
        switch (stood, stands) {
        case (false, true): .created
        case (true, false): .removed
        case (true, true): isSame ? nil : .changed
        case (false, false): nil
        }
    }
}

extension RecordKind {
    /// The field of a document that says how much money a record is about.
    fileprivate var moneyField: String? {
        switch self {
        case .routes: "box_cash"
        case .customers: nil
        case .loans: "outstanding"
        case .payments, .findings, .receipts: "amount"
        case .settlements: "closing"
        }
    }

    /// Whether its table keeps the hash of a personal part.
    fileprivate var hasPersonalHash: Bool {
        switch self {
        case .routes, .customers, .receipts: true
        case .loans, .payments, .settlements, .findings: false
        }
    }
}
