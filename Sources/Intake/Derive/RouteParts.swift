import Lending

/// The routes that one set of files turns out to hold: one, or as many as its rows name.
struct RouteParts {
    let source: RouteSource
    private let files: SourceCopy.Route
    private let stage: LedgerStage?
    /// The routes with their names as they came.
    let routes: [Part]

    /// One of the routes.
    struct Part {
        let route: NamedRoute
        /// The name in the rows; empty where they name none.
        fileprivate let key: String
    }

    /// Opens the files, and reads their rows where only those tell the routes; what cannot be read goes to `rejects`.
    /// - Throws: ``IntakeError``.
    init(_ files: SourceCopy.Route, profile: Profile, zone: BusinessZone, rejects: inout Rejects) throws {
        self.files = files
        source = try RouteSource(files.files, profile: profile, name: files.name, zone: zone)
        guard profile.records[.loans] != nil else {
            stage = nil
            routes = [Part(route: NamedRoute(name: files.name, naming: files.naming), key: "")]
            return
        }
        let stage = try LedgerStage(source, rejects: &rejects)
        self.stage = stage
        guard stage.tally.customerRows > 0 || rejects.rows == 0 else {
            throw IntakeError(
                .nothingMapped,
                "\(files.name): none of its rows of customers can be read as \(profile.name) says. "
                    + "Check that the file is of this layout."
            )
        }
        routes = try Self.parts(of: files, keys: profile.routeNaming == .field ? stage.routes() : [""])
    }

    /// How the customers of a part are read under the ids of the route's name in the book.
    /// - Throws: ``IntakeError``.
    func reading(_ part: Part, ids: RecordIDs) throws -> any CustomerReading {
        guard let stage else { return ClientRowReading(source: source, ids: ids) }
        return LedgerReading(ledger: try LedgerRoute(part.key, of: stage), ids: ids)
    }

    private static func parts(of files: SourceCopy.Route, keys: [String]) throws -> [Part] {
        let parts = keys.map { key in
            // A person who names the only route means it, whatever its rows say.
            let isOwn = key.isEmpty || keys.count == 1 && files.naming == .person
            let named =
                isOwn
                ? NamedRoute(name: files.name, naming: files.naming) : NamedRoute(name: key, naming: .folder)
            return Part(route: named, key: key)
        }
        guard files.naming == .person, keys.count > 1 else { return parts }
        let asked = FoldedName.of(files.name)
        let chosen = parts.filter { FoldedName.of($0.key) == asked }
        guard !chosen.isEmpty else {
            throw IntakeError(
                .unknownRoute,
                "The files have no route \"\(files.name)\". They have: \(Notices.list(keys.filter { !$0.isEmpty }))."
            )
        }
        return chosen
    }
}
