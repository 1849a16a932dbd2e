public import Lending

/// Why the book refuses something.
public enum LoanBookError: Error, Hashable, Sendable {
    /// No tenant has this name.
    case unknownTenant(name: String)
    /// A tenant of this name exists.
    case tenantExists(name: String)
    /// A tenant's name, currency or time zone is not usable; `expected` says what is.
    case badTenant(field: String, expected: String)
    /// The files of these routes are older than what the book knows of them, so they would undo newer history.
    case olderSnapshot([OlderRoute])
    /// The snapshot holds the record twice, or under two customers.
    case duplicateRecord(entity: String, id: String)
    /// The dossier names a route or customer that is not the one being read, or a loan it does not hold.
    case foreignRecord(entity: String, id: String)
    /// The tenant has no such snapshot.
    case unknownSnapshot(SnapshotID)
    /// The snapshot has no such file.
    case unknownFile(snapshot: SnapshotID, file: String)
    /// There is a file where an archived one would be written.
    case fileExists(path: String)
    /// An archived file cannot be written there.
    case notWritten(path: String, reason: String)
    /// What is stored is not what was written; `verify` says more.
    case damaged(what: String)

    /// The stable code.
    public var code: String {
        switch self {
        case .unknownTenant: "tenant.unknown"
        case .tenantExists: "tenant.exists"
        case .badTenant: "tenant.not_usable"
        case .olderSnapshot: "snapshot.older_than_book"
        case .duplicateRecord: "snapshot.duplicate_record"
        case .foreignRecord: "snapshot.foreign_record"
        case .unknownSnapshot: "snapshot.unknown"
        case .unknownFile: "snapshot.unknown_file"
        case .fileExists: "restore.file_exists"
        case .notWritten: "restore.not_written"
        case .damaged: "book.damaged"
        }
    }
}

/// A route whose file is older than what the book knows of it.
public struct OlderRoute: Hashable, Sendable {
    /// The route.
    public var route: RouteID
    /// Its name.
    public var name: String
    /// The business day the book stands at.
    public var known: CivilDate
    /// The business day of the file; the same day when only its newest payment tells that it is older.
    public var given: CivilDate

    /// A route of these parts.
    public init(route: RouteID, name: String, known: CivilDate, given: CivilDate) {
        self.route = route
        self.name = name
        self.known = known
        self.given = given
    }

    fileprivate var description: String {
        given == known
            ? "route \"\(name)\" is of \(given.isoText), as the book is, but lacks its newest payments"
            : "route \"\(name)\" is of \(given.isoText), and the book stands at \(known.isoText)"
    }
}

extension LoanBookError: CustomStringConvertible {
    /// One sentence that says what, where and what to do.
    public var description: String {
        switch self {
        case .unknownTenant(let name):
            "There is no tenant named \"\(name)\". Create it with --create, or check the name."
        case .tenantExists(let name):
            "A tenant named \"\(name)\" exists already. Use it, or choose another name."
        case .badTenant(let field, let expected):
            "The tenant's \(field) is not usable: expected \(expected)."
        case .olderSnapshot(let routes):
            "The backup is older than the book: \(routes.map(\.description).joined(separator: "; ")). No record was "
                + "changed, and the refusal is kept as a finding. Sync the newest backup; to roll back on purpose, add "
                + "--accept-older."
        case .duplicateRecord(let entity, let id):
            "The snapshot holds \(entity) \(id) twice. Nothing was written; the profile must give each a key of its own."
        case .foreignRecord(let entity, let id):
            "The snapshot gives \(entity) \(id) outside its route, customer or loan. Nothing was written."
        case .unknownSnapshot(let snapshot):
            "There is no snapshot \(snapshot.text.prefix(40)). List them with recaudo snapshot list."
        case .unknownFile(let snapshot, let file):
            "Snapshot \(snapshot.text) holds no file \"\(file)\". List its files with recaudo snapshot list."
        case .fileExists(let path):
            "\(path) is there already, and nothing was written. Choose an empty folder, or move the file away."
        case .notWritten(let path, let reason):
            "\(path) cannot be written: \(reason). Choose a folder of your own on a disk with room."
        case .damaged(let what):
            "The book is damaged: \(what). Run verify and restore from a copy."
        }
    }
}
