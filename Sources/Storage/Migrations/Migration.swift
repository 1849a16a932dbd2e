internal import Machine

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

    /// SHA-256 of the SQL in hexadecimal; tells whether a released migration was changed.
    public var checksum: String {
        Digest.sha256(sql).map { byte in
            let text = String(byte, radix: 16)
            return byte < 16 ? "0\(text)" : text
        }.joined()
    }
}
