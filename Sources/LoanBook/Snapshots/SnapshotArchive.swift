import Codecs
import Foundation
import Lending
import Machine
import Storage

/// Keeps the bytes of a snapshot's files: parts of 32 KiB, each stored once per tenant by its SHA-256, deflated by a thread
/// beside the one that reads records.
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
    private let press = PartPress()
    /// Parts that are stored or on their way.
    private var known: Set<[UInt8]> = []

    init(connection: any Connection, tenant: TenantID) {
        self.connection = connection
        self.tenant = .text(tenant.text)
    }

    /// Reads the file at `path` part by part and has the parts deflated that are new.
    ///
    /// The file must stay as it is until ``finish(snapshot:)``.
    func keep(fileAt path: String, as name: String) throws {
        guard !files.contains(where: { $0.name == name }) else {
            throw LoanBookError.duplicateRecord(entity: "snapshot_file", id: name)
        }
        let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? handle.close() }  // Opened for reading: nothing can be lost by a failing close.
        var file = File(name: name, size: 0, sha256: [], parts: [])
        var first: [UInt8] = []
        var whole: Hasher256?
        while let data = try handle.read(upToCount: Limits.archiveCutBytes), !data.isEmpty {
            let part = [UInt8](data)
            // The hash of a file of one part is that part's.
            if file.parts.isEmpty {
                first = part
            } else {
                var hasher = whole ?? Hasher256()
                if whole == nil { hasher.update(first) }
                hasher.update(part)
                whole = hasher
                first = []
            }
            let hash = Digest.sha256(part)
            let place = PartPress.Part(path: path, offset: file.size, bytes: part.count, sha256: hash)
            if try isNew(hash) { press.add(place) }
            file.size += Int64(part.count)
            file.parts.append(hash)
        }
        file.sha256 = whole?.finalize() ?? file.parts.first ?? Digest.sha256([UInt8]())
        files.append(file)
        files.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// Stores the parts that are ready by now, when they are many: each waits for rows that are being written beside.
    func storeReady() throws {
        guard press.readyCount >= Limits.archivePartsAhead / 2 else { return }
        while let part = try press.ready() { try store(part) }
    }

    private func isNew(_ hash: [UInt8]) throws -> Bool {
        guard known.insert(hash).inserted else { return false }
        let stored = try connection.firstRow(
            "SELECT 1 FROM archive_part WHERE tenant_id = $1 AND sha256 = $2",
            [tenant, .bytes(hash)]
        ) { _ in true }
        return stored == nil
    }

    private func store(_ part: PartPress.Pressed) throws {
        try connection.execute(
            "INSERT INTO archive_part (tenant_id, sha256, raw_size, deflated) VALUES ($1, $2, $3, $4)",
            [tenant, .bytes(part.sha256), .integer(part.rawSize), .bytes(part.deflated)]
        )
    }

    /// Writes the rows of the files, once the snapshot's own row stands.
    func finish(snapshot: SnapshotID) throws {
        while let part = try press.next() { try store(part) }
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
