import Codecs
import Lending
import Machine
import Storage

extension Verification {
    /// Each snapshot's row, its change, and the list of its files.
    func checkSnapshots() throws {
        var lists: [(id: String, document: [UInt8])] = []
        var numbers: [SnapshotNumber] = []
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
            numbers.append(SnapshotNumber(number: record.number, id: id, lastSeq: record.lastSeq))
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
        try checkNumbers(numbers)
        for list in lists { try checkFiles(of: list.id, document: list.document) }
    }

    private struct SnapshotNumber {
        /// Nil of a snapshot from before they were numbered.
        var number: Int64?
        var id: String
        var lastSeq: Int64
    }

    /// Snapshots are counted, because those that changed nothing are not in the log: a row that was deleted leaves a gap.
    private func checkNumbers(_ found: [SnapshotNumber]) throws {
        let counted = try connection.firstRow("SELECT snapshots FROM tenant WHERE id = $1", [key]) {
            try $0.integer(0)
        }
        guard let counted else { return }
        let numbered = found.compactMap { snapshot in snapshot.number.map { (number: $0, snapshot) } }
            .sorted { $0.number < $1.number }
        let before = (numbered.first?.number ?? counted + 1) - 1
        let unnumbered = Int64(found.count - numbered.count)
        if unnumbered != before {
            note(
                .missing,
                "snapshot",
                numbered.first.map(\.1.id) ?? "",
                seq: numbered.first?.1.lastSeq,
                what: "of \(before) snapshots before it, \(unnumbered) are there"
            )
        }
        var expected = before + 1
        for (number, snapshot) in numbered {
            if number != expected {
                note(
                    .missing,
                    "snapshot",
                    snapshot.id,
                    seq: snapshot.lastSeq,
                    what: "it is snapshot number \(number), and the one before it is number \(expected - 1)"
                )
            }
            expected = number + 1
        }
        if numbered.last.map({ $0.number != counted }) ?? false {
            note(
                .missing,
                "snapshot",
                "number \(counted)",
                what: "the tenant's row counts \(counted) snapshots, the last one there is number \(expected - 1)"
            )
        }
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
        var damaged: [[UInt8]] = []
        try connection.forEachRow("SELECT sha256, raw_size, deflated FROM archive_part WHERE tenant_id = $1", [key]) {
            row in
            report.archivedParts += 1
            let hash = try row.bytes(0)
            // Whatever inflating finds wrong, the part is not the one that was read.
            let raw = try? ArchivePart.inflate(try row.bytes(2), rawSize: Int(try row.integer(1)))
            guard let raw, raw.count == Int(try row.integer(1)), Digest.sha256(raw) == hash else {
                return damaged.append(hash)
            }
        }
        for hash in damaged {
            let name = Hex.encode(Array(hash.prefix(8)))
            let file = try fileOf(part: hash) ?? "an archived file"
            note(.archive, "archive_part", name, what: "\(file) is not what was read; restore a copy of the book")
        }
        try checkArchiveIsWhole()
    }

    /// Which file a part belongs to; of several the first.
    private func fileOf(part: [UInt8]) throws -> String? {
        let users = try connection.rows(
            """
            SELECT snapshot_id, name, part FROM snapshot_part WHERE tenant_id = $1 AND sha256 = $2
            ORDER BY snapshot_id, name, part LIMIT 100
            """,
            [key, .bytes(part)]
        ) { "part \(try $0.integer(2)) of file \(try $0.text(1)) of snapshot \(try $0.text(0))" }
        guard let first = users.first else { return nil }
        return users.count == 1 ? first : "\(first) (and of \(users.count - 1) more files)"
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
