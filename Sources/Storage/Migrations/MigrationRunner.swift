/// One step of the schema, frozen once released.
public struct Migration: Hashable, Sendable {
    /// Its place in the order, such as `0001`.
    public let id: String
    /// What it does, in a few words.
    public let name: String
    /// Raw SQL in SQLite's words; see ``MigrationRunner`` for how PostgreSQL reads it.
    public let sql: String

    /// A migration.
    public init(id: String, name: String, sql: String) {
        self.id = id
        self.name = name
        self.sql = sql
    }
}

/// Brings a database to the schema of the program.
public struct MigrationRunner: Sendable {
    private let migrations: [Migration]

    /// A runner of `migrations`, which stand in the order of their ids.
    public init(_ migrations: [Migration]) {
        self.migrations = migrations
    }

    /// Applies what is missing and returns the ids of what was applied.
    /// `appliedAt` is the moment written beside each, in RFC 3339.
    /// - Throws: ``StorageError``.
    @discardableResult
    public func run(on database: Database, appliedAt: String) throws -> [String] {
        []
    }
}
