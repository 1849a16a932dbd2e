/// Where a book lives: an SQLite file or a PostgreSQL database.
public enum DatabaseURL: Hashable, Sendable, CustomStringConvertible {
    /// The file at `path`.
    case sqlite(path: String)
    /// What libpq understands as a connection URI, `postgres://user@host/name`; may hold a password.
    case postgres(uri: String)

    /// Reads `sqlite:PATH`, `sqlite:///PATH` or `postgres://…`.
    /// - Throws: ``StorageError`` of kind `unavailable` that says what is expected; it does not repeat the text,
    ///   which may hold a password.
    public static func parse(_ text: String) throws -> DatabaseURL {
        if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
            return .postgres(uri: text)
        }
        guard text.hasPrefix("sqlite:") else {
            throw StorageError(
                .unavailable,
                "the database address is neither sqlite:PATH nor postgres://USER@HOST/NAME; correct it"
            )
        }
        var path = text.dropFirst("sqlite:".count)
        if path.hasPrefix("//") { path = path.dropFirst(2) }
        guard !path.isEmpty, path != ":memory:", !path.utf8.contains(0) else {
            throw StorageError(
                .unavailable,
                "the database address names no file; write sqlite:PATH, for example sqlite:recaudo.db"
            )
        }
        return .sqlite(path: String(path))
    }

    /// The engine it asks for.
    public var engine: Engine {
        switch self {
        case .sqlite: .sqlite
        case .postgres: .postgres
        }
    }

    /// The address without user and password, fit for a log.
    public var description: String {
        switch self {
        case .sqlite(let path):
            return "sqlite:\(path)"
        case .postgres(let uri):
            let rest = uri.drop { $0 != ":" }.dropFirst("://".count)
            let place = rest.prefix { $0 != "?" }
            let host = place.lastIndex(of: "@").map { place[place.index(after: $0)...] } ?? place
            return "postgres://\(host)"
        }
    }
}
