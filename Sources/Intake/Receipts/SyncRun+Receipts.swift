import Lending
import LoanBook

extension SyncRun {
    /// Reads the receipts of all sets of files; a profile of receipts knows nothing of routes but the one a person names.
    func writeReceipts(
        of routes: [SourceCopy.Route],
        to writer: SnapshotWriter,
        _ rejects: inout Rejects,
        _ notices: inout Notices
    ) throws {
        let before = rejects.rows
        var kept = 0
        for files in routes {
            let source = try RouteSource(files.files, profile: profile, name: files.name, zone: zone(writer))
            let route = files.naming == .person ? try self.route(called: files.name, writer.memory) : nil
            let reading = ReceiptReading(source: source, tenant: tenant)
            writer.take(try reading.receipts(rejects: &rejects), on: route)
            for file in files.files {
                kept += 1
                // The name of a chat's file is the customer's: what is kept is named by what it is.
                let ending = file.name.split(separator: ".").last.map { ".\($0)" } ?? ""
                try writer.keep(fileAt: file.path, as: "\(file.role)-\(kept)\(ending)")
            }
            for notice in source.allNotices { notices.add(notice) }
        }
        writer.reject(rows: rejects.rows - before)
    }

    /// The route of the book that a person names.
    private func route(called name: String, _ memory: BookMemory) throws -> RouteID {
        let asked = FoldedName.of(name)
        let routes = try memory.routes()
        if let route = routes.first(where: { FoldedName.of($0.name) == asked }) { return route.id }
        throw IntakeError(
            .unknownRoute,
            "The book has no route \"\(name)\". It has: \(Notices.list(routes.map(\.name)))."
        )
    }
}
