public import Lending
import Storage

/// What a book knows of the files of a copy.
public struct KnownFiles: Hashable, Sendable {
    /// A snapshot that was read from all of them, under these names.
    public var snapshot: SnapshotID?
    /// The names under which the same bytes were read before, in any snapshot.
    public var names: Set<String>
}

extension Book {
    /// Whether `files` were read from `source` before, by their names and contents alone.
    ///
    /// Neither the rules nor the profile they were read by count, so that a copy which lies in a folder for years is known
    /// after every upgrade.
    /// - Throws: ``StorageError``.
    public func known(
        _ files: [(name: String, sha256: [UInt8])],
        source: String,
        tenant: TenantID
    ) throws -> KnownFiles {
        try database.withReader { connection in
            var names: Set<String> = []
            var all: Set<String>?
            for file in files {
                let snapshots = try connection.rows(
                    """
                    SELECT f.snapshot_id
                    FROM snapshot_file f JOIN snapshot s ON s.tenant_id = f.tenant_id AND s.id = f.snapshot_id
                    WHERE f.tenant_id = $1 AND f.name = $2 AND f.sha256 = $3 AND s.source = $4
                    ORDER BY s.recorded_at DESC, f.snapshot_id
                    """,
                    [.text(tenant.text), .text(file.name), .bytes(file.sha256), .text(source)]
                ) { try $0.text(0) }
                if !snapshots.isEmpty { names.insert(file.name) }
                all = all.map { $0.intersection(snapshots) } ?? Set(snapshots)
            }
            return KnownFiles(snapshot: all?.max().map { SnapshotID($0) }, names: names)
        }
    }
}
