import Codecs
import Lending
import Machine
import Storage

extension SnapshotWriter {
    /// Keeps what the files of the open route are like, and says what is different from the last copy that was taken.
    ///
    /// What is different from the first copy under the same profile stands as a finding until it is as it was, or until the
    /// profile was changed for it.
    /// - Parameters:
    ///   - shape: their tables and columns.
    ///   - files: their names, as people know them.
    ///   - profile: the fingerprint of the profile, 32 bytes.
    /// - Throws: `StorageError`, ``LoanBookError``.
    public func take(shape: SourceShape, of files: [String], profile: [UInt8]) throws {
        let last = try lastRead(of: open.route.id)
        let hash = shape.hash
        let baseline = last.flatMap { $0.profile == profile ? $0.baseline : nil } ?? hash
        var changes: [SourceDrift] = []
        if let last, last.shape != hash { changes = try shape.changes(since: self.shape(last.shape)) }
        for index in changes.indices { changes[index].route = open.route.name }
        drift += changes
        let standing = baseline == hash ? [] : try shape.changes(since: self.shape(baseline))
        if !standing.isEmpty { try note(HistoryFindings(tenant: ledger.tenant, route: open.route).drift(standing)) }
        try keep(shape, hash)
        try ledger.connection.execute(
            """
            INSERT INTO source_read (tenant_id, route_id, number, snapshot_id, business_day, read_at, files,
                profile_hash, baseline_hash, shape_hash, drift)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            [
                .text(ledger.tenant.text), .text(open.route.id.text), .integer((last?.number ?? 0) + 1),
                .text(snapshotID.text), .day(open.route.businessDate), .integer(recordedAt.microseconds),
                .utf8(SourceRead.bytes(of: files)), .bytes(profile), .bytes(baseline), .bytes(hash),
                changes.isEmpty ? .null : .utf8(SourceRead.bytes(of: changes)),
            ]
        )
    }

    private func lastRead(
        of route: RouteID
    ) throws -> (number: Int64, profile: [UInt8], baseline: [UInt8], shape: [UInt8])? {
        try ledger.connection.firstRow(
            """
            SELECT number, profile_hash, baseline_hash, shape_hash FROM source_read
            WHERE tenant_id = $1 AND route_id = $2 ORDER BY number DESC LIMIT 1
            """,
            [.text(ledger.tenant.text), .text(route.text)]
        ) { (try $0.integer(0), try $0.bytes(1), try $0.bytes(2), try $0.bytes(3)) }
    }

    private func shape(_ hash: [UInt8]) throws -> SourceShape {
        let bytes = try ledger.connection.firstRow(
            "SELECT shape FROM source_shape WHERE tenant_id = $1 AND hash = $2",
            [.text(ledger.tenant.text), .bytes(hash)]
        ) { try $0.bytes(0) }
        guard let bytes else { throw LoanBookError.damaged(what: "the kept shape of a source is gone") }
        return try SourceShape(bytes: bytes)
    }

    private func keep(_ shape: SourceShape, _ hash: [UInt8]) throws {
        try ledger.connection.execute(
            "INSERT INTO source_shape (tenant_id, hash, shape) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            [.text(ledger.tenant.text), .bytes(hash), .utf8(shape.bytes)]
        )
    }
}

/// How the small lists of a copy that was taken are kept.
enum SourceRead {
    /// Names as JSON.
    static func bytes(of names: [String]) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("files", names)
        writer.endObject()
        return writer.bytes
    }

    /// Changes as JSON.
    static func bytes(of drift: [SourceDrift]) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.beginArray("drift")
        for change in drift { change.write(to: &writer) }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }

    /// The names that ``bytes(of:)`` wrote.
    static func files(_ bytes: [UInt8]) -> [String] {
        // `try?`: they are for people to read; without them the rest is still true.
        (try? JSONValue.parse(bytes))?["files"]?.elements?.compactMap(\.text) ?? []
    }

    /// The changes that ``bytes(of:)`` wrote.
    static func drift(_ bytes: [UInt8]) -> [SourceDrift] {
        // `try?`: as for the names.
        ((try? JSONValue.parse(bytes))?["drift"]?.elements ?? []).compactMap(SourceDrift.init)
    }
}
