import Codecs
import Foundation
import Lending
import Machine
import Storage

/// Keeps the bytes of a snapshot's files: parts of 4 MiB, deflated, each stored once per tenant by its SHA-256.
final class SnapshotArchive {
    /// A file that was kept.
    struct File {
        var name: String
        var size: Int64
        var sha256: [UInt8]
        var parts: [[UInt8]]
    }

    private let connection: any Connection
    private let tenant: SQLValue
    private(set) var files: [File] = []

    init(connection: any Connection, tenant: TenantID) {
        self.connection = connection
        self.tenant = .text(tenant.text)
    }

    /// Reads the file at `path` part by part and keeps the parts that are new.
    func keep(fileAt path: String, as name: String) throws {
        guard !files.contains(where: { $0.name == name }) else {
            throw LoanBookError.duplicateRecord(entity: "snapshot_file", id: name)
        }
        let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? handle.close() }  // Opened for reading: nothing can be lost by a failing close.
        var file = File(name: name, size: 0, sha256: [], parts: [])
        var hasher = Hasher256()
        while let data = try handle.read(upToCount: Limits.archivePartBytes), !data.isEmpty {
            let part = [UInt8](data)
            hasher.update(part)
            file.size += Int64(part.count)
            file.parts.append(try keep(part))
        }
        file.sha256 = hasher.finalize()
        files.append(file)
        files.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    private func keep(_ part: [UInt8]) throws -> [UInt8] {
        let hash = Digest.sha256(part)
        let isKnown = try connection.firstRow(
            "SELECT 1 FROM archive_part WHERE tenant_id = $1 AND sha256 = $2",
            [tenant, .bytes(hash)]
        ) { _ in true }
        guard isKnown == nil else { return hash }
        try connection.execute(
            "INSERT INTO archive_part (tenant_id, sha256, raw_size, deflated) VALUES ($1, $2, $3, $4)",
            [tenant, .bytes(hash), .integer(part.count), .bytes(try ArchivePart.deflate(part))]
        )
        return hash
    }

    /// Writes the rows of the files, once the snapshot's own row stands.
    func finish(snapshot: SnapshotID) throws {
        for file in files {
            try connection.execute(
                """
                INSERT INTO snapshot_file (tenant_id, snapshot_id, name, size, sha256) VALUES ($1, $2, $3, $4, $5)
                """,
                [tenant, .text(snapshot.text), .text(file.name), .integer(file.size), .bytes(file.sha256)]
            )
            for (number, hash) in file.parts.enumerated() {
                try connection.execute(
                    """
                    INSERT INTO snapshot_part (tenant_id, snapshot_id, name, part, sha256) VALUES ($1, $2, $3, $4, $5)
                    """,
                    [tenant, .text(snapshot.text), .text(file.name), .integer(number), .bytes(hash)]
                )
            }
        }
    }
}
