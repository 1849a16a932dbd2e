import Foundation
public import Lending
import Machine
import Storage

/// A file that a snapshot was read from.
public struct ArchivedFile: Hashable, Sendable {
    /// Its name below the path that was synced.
    public var name: String
    /// Bytes in it.
    public var size: Int64
    /// SHA-256 of its bytes.
    public var sha256: [UInt8]
}

extension Book {
    /// The files that `snapshot` was read from, by name.
    /// - Throws: ``StorageError``.
    public func files(of snapshot: SnapshotID, tenant: TenantID) throws -> [ArchivedFile] {
        try database.withReader { connection in
            try connection.rows(
                """
                SELECT name, size, sha256 FROM snapshot_file
                WHERE tenant_id = $1 AND snapshot_id = $2 ORDER BY name
                """,
                [.text(tenant.text), .text(snapshot.text)]
            ) { ArchivedFile(name: try $0.text(0), size: try $0.integer(1), sha256: try $0.bytes(2)) }
        }
    }

    /// Writes the archived file `file` of `snapshot` to `path`, which must not exist, in memory of one part.
    /// - Throws: ``LoanBookError/fileExists(path:)``, ``LoanBookError/notWritten(path:reason:)``,
    ///   ``LoanBookError/unknownFile(snapshot:file:)``, or ``LoanBookError/damaged(what:)`` when its bytes are not those
    ///   that were read; then nothing is left at `path`.
    public func restoreFile(tenant: TenantID, snapshot: SnapshotID, file: String, to path: String) throws {
        let descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else {
            let reason = errno
            throw reason == EEXIST
                ? LoanBookError.fileExists(path: path)
                : LoanBookError.notWritten(path: path, reason: String(cString: strerror(reason)))
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try database.withReader { connection in
                try write(file, of: snapshot, tenant: tenant, to: handle, on: connection)
            }
            try handle.synchronize()
            try handle.close()
        } catch {
            unlink(path)
            guard error is CocoaError else { throw error }
            throw LoanBookError.notWritten(path: path, reason: (error as NSError).localizedDescription)
        }
    }

    private func write(
        _ file: String,
        of snapshot: SnapshotID,
        tenant: TenantID,
        to handle: FileHandle,
        on connection: any Connection
    ) throws {
        let key: [SQLValue] = [.text(tenant.text), .text(snapshot.text), .text(file)]
        let expected = try connection.firstRow(
            "SELECT sha256 FROM snapshot_file WHERE tenant_id = $1 AND snapshot_id = $2 AND name = $3",
            key
        ) { try $0.bytes(0) }
        guard let expected else { throw LoanBookError.unknownFile(snapshot: snapshot, file: file) }
        var hasher = Hasher256()
        // Most faults of a part (its size, its compression) show before its hash does.
        let damaged = LoanBookError.damaged(what: "file \"\(file)\" of snapshot \(snapshot.text) is not what was read")
        try connection.forEachRow(
            """
            SELECT a.raw_size, a.deflated
            FROM snapshot_part JOIN archive_part a
                ON a.tenant_id = snapshot_part.tenant_id AND a.sha256 = snapshot_part.sha256
            WHERE snapshot_part.tenant_id = $1 AND snapshot_part.snapshot_id = $2 AND snapshot_part.name = $3
            ORDER BY snapshot_part.part
            """,
            key
        ) { row in
            guard let part = try? ArchivePart.inflate(try row.bytes(1), rawSize: Int(try row.integer(0))) else {
                throw damaged
            }
            hasher.update(part)
            try handle.write(contentsOf: Data(part))
        }
        guard hasher.finalize() == expected else { throw damaged }
    }
}
