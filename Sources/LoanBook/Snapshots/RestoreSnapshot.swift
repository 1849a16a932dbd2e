import Foundation
public import Lending
import Storage

extension Book {
    /// Writes the archived files of `snapshot` below `folder`, under the names they were read by, and returns them.
    ///
    /// `file` picks one of them. Files are for their owner alone (0600), as are folders that have to be made. Nothing is
    /// overwritten: when one of the files is there already, none is written; when one cannot be written, or is not what
    /// was read, those before it are removed again.
    /// - Throws: ``LoanBookError`` that names the snapshot, the file or the path.
    public func restore(
        _ snapshot: SnapshotID,
        tenant: TenantID,
        file: String? = nil,
        to folder: String
    ) throws -> [ArchivedFile] {
        let files = try chosen(file, of: snapshot, tenant: tenant)
        for file in files { try checkName(file.name, of: snapshot) }
        let paths = files.map { "\(folder)/\($0.name)" }
        for path in paths where Self.exists(path) { throw LoanBookError.fileExists(path: path) }
        var written: [String] = []
        do {
            for (file, path) in zip(files, paths) {
                try Self.makeFolders(below: folder, for: file.name)
                try restoreFile(tenant: tenant, snapshot: snapshot, file: file.name, to: path)
                written.append(path)
            }
        } catch {
            for path in written { unlink(path) }
            throw error
        }
        return files
    }

    private func chosen(_ file: String?, of snapshot: SnapshotID, tenant: TenantID) throws -> [ArchivedFile] {
        let isKnown = try database.withReader { connection in
            try connection.firstRow(
                "SELECT 1 FROM snapshot WHERE tenant_id = $1 AND id = $2",
                [.text(tenant.text), .text(snapshot.text)]
            ) { _ in true }
        }
        guard isKnown ?? false else { throw LoanBookError.unknownSnapshot(snapshot) }
        let files = try files(of: snapshot, tenant: tenant)
        guard let file else { return files }
        guard let one = files.first(where: { $0.name == file }) else {
            throw LoanBookError.unknownFile(snapshot: snapshot, file: file)
        }
        return [one]
    }

    /// Names come from the book, which may have been tampered with: none may lead out of the folder.
    private func checkName(_ name: String, of snapshot: SnapshotID) throws {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }), !name.utf8.contains(0) else {
            throw LoanBookError.damaged(what: "snapshot \(snapshot.text) holds a file with an unsafe name")
        }
    }

    private static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// Makes `folder` and the folders of `name` in it, where they are not there.
    private static func makeFolders(below folder: String, for name: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw LoanBookError.notWritten(path: folder, reason: String(cString: strerror(errno)))
        }
        var path = folder
        for part in name.split(separator: "/").dropLast() {
            path += "/\(part)"
            guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
                throw LoanBookError.notWritten(path: path, reason: String(cString: strerror(errno)))
            }
        }
    }
}
