import Codecs
import Lending
import Machine
import Storage

extension Verification {
    /// Each loan against its payments: what was paid, how often, and what is still owed.
    func checkLoans() throws {
        try connection.forEachRow(
            """
            SELECT loan.id, loan.changed_seq, loan.status, loan.total_minor, loan.paid_minor, loan.payments_count,
                loan.outstanding_computed_minor, CAST(COALESCE(SUM(payment.amount_minor), 0) AS BIGINT),
                COUNT(payment.id), loan.outstanding_source_minor
            FROM loan LEFT JOIN payment ON payment.tenant_id = loan.tenant_id AND payment.loan_id = loan.id
                AND payment.status = 'received'
            WHERE loan.tenant_id = $1
            GROUP BY loan.tenant_id, loan.id
            """,
            [key]
        ) { row in
            report.identities += 1
            try checkLoan(row)
        }
    }

    private func checkLoan(_ row: any RowCursor) throws {
        let id = try row.text(0)
        let seq = try row.integer(1)
        let status = try row.text(2)
        let total = try row.integer(3)
        let computed = try row.integer(6)
        let sum = try row.integer(7)
        let count = try row.integer(8)
        guard status != Loan.Status.removed.rawValue else {
            if count > 0 { note(.identity, "loan", id, seq: seq, what: "a removed loan has payments that stand") }
            return
        }
        if try row.integer(4) != sum {
            note(.identity, "loan", id, seq: seq, what: "paid is not the sum of its payments")
        }
        if try row.integer(5) != count {
            note(.identity, "loan", id, seq: seq, what: "payments_count is not the number of its payments")
        }
        let (owed, overflows) = total.subtractingReportingOverflow(sum)
        let isClosed = status != Loan.Status.active.rawValue
        // Of a route that came without its payments only the source's balance is known, and it is taken.
        let isTaken = try count == 0 && row.integerOrNil(9) == computed
        if overflows || (computed != owed && !(isClosed && computed == 0) && !isTaken) {
            note(.identity, "loan", id, seq: seq, what: "outstanding_computed is not total less payments")
        }
    }

    /// Each snapshot's row, its change, and the list of its files.
    func checkSnapshots() throws {
        var lists: [(id: String, document: [UInt8])] = []
        try connection.forEachRow(
            """
            SELECT s.id, s.source, s.content_hash, s.business_day, s.recorded_at, s.first_seq, s.last_seq, s.document,
                s.seal, c.entity, c.entity_id, c.document_hash
            FROM snapshot s LEFT JOIN change c ON c.tenant_id = s.tenant_id AND c.seq = s.last_seq
                AND s.first_seq IS NOT NULL
            WHERE s.tenant_id = $1
            """,
            [key]
        ) { row in
            report.documents += 1
            let record = try SnapshotRecord.read(row)
            let id = record.id.text
            lists.append((id, record.document))
            if try row.bytes(8) != record.seal {
                note(.document, "snapshot", id, seq: record.lastSeq, what: "the row is not what was written")
            }
            guard record.firstSeq != nil else { return }
            documents["snapshot", default: 0] += 1
            if row.isNull(9) {
                note(.missing, "snapshot", id, seq: record.lastSeq, what: "the snapshot has no change in the log")
            } else if try row.text(9) != "snapshot" || row.text(10) != id
                || row.bytes(11) != DocumentHash.of(record.document)
            {
                note(.document, "snapshot", id, seq: record.lastSeq, what: "it is not what its change committed to")
            }
        }
        for list in lists { try checkFiles(of: list.id, document: list.document) }
    }

    private func checkFiles(of snapshot: String, document: [UInt8]) throws {
        var files: [SnapshotArchive.File] = []
        try connection.forEachRow(
            """
            SELECT f.name, f.size, f.sha256, p.part, p.sha256
            FROM snapshot_file f LEFT JOIN snapshot_part p
                ON p.tenant_id = f.tenant_id AND p.snapshot_id = f.snapshot_id AND p.name = f.name
            WHERE f.tenant_id = $1 AND f.snapshot_id = $2
            ORDER BY f.name, p.part
            """,
            [key, .text(snapshot)]
        ) { row in
            let name = try row.text(0)
            if files.last?.name != name {
                let size = try row.integer(1)
                files.append(SnapshotArchive.File(name: name, size: size, sha256: try row.bytes(2), parts: []))
            }
            guard !row.isNull(3), let last = files.indices.last else { return }
            if try row.integer(3) == files[last].parts.count { files[last].parts.append(try row.bytes(4)) }
        }
        files.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        if DocumentFields(document)?["files"] != SnapshotDocument.list(files)[...] {
            note(.archive, "snapshot", snapshot, what: "its list of files is not what was read")
        }
    }

    /// Each archived part against its hash.
    func checkArchive() throws {
        try connection.forEachRow("SELECT sha256, raw_size, deflated FROM archive_part WHERE tenant_id = $1", [key]) {
            row in
            report.archivedParts += 1
            let hash = try row.bytes(0)
            // Whatever inflating finds wrong, the part is not the one that was read.
            let raw = try? ArchivePart.inflate(try row.bytes(2), rawSize: Int(try row.integer(1)))
            guard let raw, raw.count == Int(try row.integer(1)), Digest.sha256(raw) == hash else {
                let name = Hex.encode(Array(hash.prefix(8)))
                return note(.archive, "archive_part", name, what: "an archived part of a file is not what was read")
            }
        }
        try checkArchiveIsWhole()
    }

    private func checkArchiveIsWhole() throws {
        try connection.forEachRow(
            """
            SELECT s.snapshot_id, s.name, s.part FROM snapshot_part s
            LEFT JOIN archive_part a ON a.tenant_id = s.tenant_id AND a.sha256 = s.sha256
            WHERE s.tenant_id = $1 AND a.sha256 IS NULL
            ORDER BY s.snapshot_id, s.name, s.part
            """,
            [key]
        ) { row in
            let what = "part \(try row.integer(2)) of its archived file \(try row.text(1)) is missing"
            note(.archive, "snapshot", try row.text(0), what: what)
        }
    }
}
