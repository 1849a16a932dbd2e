import Lending
import LoanBook
import Machine
import Storage
import TestSupport

/// Writes a change log by hand, from what the documentation says of it: who can write the database can do as much.
struct LogForge {
    private let fixture: BookFixture

    init(_ fixture: BookFixture) {
        self.fixture = fixture
    }

    /// One entry as it stands in the log.
    private struct Entry {
        var seq: Int64
        var entity: String
        var id: String
        var version: Int64
        var event: String
        var fields: String
        var day: Int64
        var recordedAt: Int64
        var snapshot: String?
        var document: [UInt8]

        func hash(tenant: String, after previous: [UInt8]) -> [UInt8] {
            var hasher = Hasher256()
            hasher.updateField(tenant)
            hasher.updateField(seq)
            hasher.updateField(entity)
            hasher.updateField(id)
            hasher.updateField(version)
            hasher.updateField(event)
            hasher.updateField(fields)
            hasher.updateField(day)
            hasher.updateField(recordedAt)
            if let snapshot { hasher.updateField(snapshot) } else { hasher.updateAbsentField() }
            hasher.updateField(document)
            hasher.updateField(previous)
            return hasher.finalize()
        }
    }

    private var tenant: String { fixture.tenant.text }

    /// Chains all entries anew, as they stand.
    func chainAnew() throws {
        var previous = [UInt8](repeating: 0, count: 32)
        let entries = try entries()
        for entry in entries {
            let hash = entry.hash(tenant: tenant, after: previous)
            try fixture.execute(
                "UPDATE change SET previous_hash = $2, hash = $3 WHERE tenant_id = $4 AND seq = $1",
                [.integer(entry.seq), .bytes(previous), .bytes(hash), .text(tenant)]
            )
            previous = hash
        }
        try fixture.execute(
            "UPDATE tenant SET last_seq = $1, last_hash = $2 WHERE id = $3",
            [.integer(Int64(entries.count)), .bytes(previous), .text(tenant)]
        )
    }

    /// Logs the erasure of a customer whose personal parts are gone already.
    func erase(customer id: String) throws {
        let all = try entries()
        guard let last = all.last(where: { $0.id == id }) else { return }
        let seq = Int64(all.count + 1)
        try fixture.execute(
            """
            INSERT INTO change (tenant_id, seq, entity, entity_id, version, event, changed_fields, occurred_day,
                recorded_at, snapshot_id, document_hash, previous_hash, hash)
            VALUES ($1, $2, 'customer', $3, $4, 'customer.erased', '', $5, $6, NULL, $7, $7, $7)
            """,
            [
                .text(tenant), .integer(seq), .text(id), .integer(last.version + 1), .integer(last.day),
                .integer(last.recordedAt), .bytes(last.document),
            ]
        )
        try fixture.execute(
            """
            INSERT INTO version (tenant_id, entity, entity_id, version, from_seq, to_seq, document, personal,
                personal_hash)
            SELECT tenant_id, 'customer', id, version, changed_seq, $2, document, NULL, personal_hash
            FROM customer WHERE tenant_id = $3 AND id = $1
            """,
            [.text(id), .integer(seq), .text(tenant)]
        )
        try fixture.execute(
            "UPDATE customer SET version = version + 1, changed_seq = $2 WHERE tenant_id = $3 AND id = $1",
            [.text(id), .integer(seq), .text(tenant)]
        )
        try chainAnew()
    }

    /// Takes the numbers out of all snapshots, as those of earlier versions had none.
    func unnumberSnapshots() throws {
        let snapshots = try fixture.test.database.withReader { connection in
            try connection.rows(
                """
                SELECT id, source, content_hash, business_day, recorded_at, first_seq, last_seq, document
                FROM snapshot WHERE tenant_id = $1 AND business_day IS NOT NULL
                """,
                [.text(tenant)]
            ) { row in
                let document = try row.text(7)
                let plain = document.replacing(#/"number":\d+,/#, with: "")
                var hasher = Hasher256()
                hasher.updateField(try row.text(0))
                hasher.updateField(try row.text(1))
                hasher.updateField(try row.bytes(2))
                hasher.updateField(try row.integer(3))
                hasher.updateField(try row.integer(4))
                hasher.updateField(try row.integerOrNil(5) ?? 0)
                hasher.updateField(try row.integer(6))
                hasher.updateField(plain)
                return (id: try row.text(0), document: plain, seal: hasher.finalize())
            }
        }
        for snapshot in snapshots {
            try fixture.execute(
                "UPDATE snapshot SET document = $1, seal = $2 WHERE id = $3",
                [.text(snapshot.document), .bytes(snapshot.seal), .text(snapshot.id)]
            )
            try fixture.execute(
                "UPDATE change SET document_hash = $1 WHERE entity = 'snapshot' AND entity_id = $2",
                [.bytes(Digest.sha256(snapshot.document)), .text(snapshot.id)]
            )
        }
        try chainAnew()
    }

    private func entries() throws -> [Entry] {
        try fixture.test.database.withReader { connection in
            try connection.rows(
                """
                SELECT seq, entity, entity_id, version, event, changed_fields, occurred_day, recorded_at, snapshot_id,
                    document_hash
                FROM change WHERE tenant_id = $1 ORDER BY seq
                """,
                [.text(tenant)]
            ) { row in
                Entry(
                    seq: try row.integer(0),
                    entity: try row.text(1),
                    id: try row.text(2),
                    version: try row.integer(3),
                    event: try row.text(4),
                    fields: try row.text(5),
                    day: try row.integer(6),
                    recordedAt: try row.integer(7),
                    snapshot: try row.textOrNil(8),
                    document: try row.bytes(9)
                )
            }
        }
    }
}
