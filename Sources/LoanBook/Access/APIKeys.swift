public import Lending
public import Machine
public import Storage
import Synchronization

/// The keys that programs read the book with: made, listed, revoked, and checked at each request.
///
/// A key's text is shown once, when it is made. The book keeps a hash of it and its first characters, so neither a copy
/// of the database nor its operator can use it. It guards the days' last uses with a lock.
public final class APIKeys: Sendable {
    /// Longest label.
    public static let labelMax = 100
    /// Microseconds between two notes of a key's use.
    static let useInterval: Int64 = 60_000_000
    /// Characters of the text that lists show, so that an owner tells keys apart: 9 of 36, which leaves 125 secret bits.
    static let prefixCount = 12

    private let database: Database
    private let notes: Database
    private let clock: any Clock
    private let lastUses = Mutex<[String: Int64]>([:])

    /// The keys kept in `database`.
    ///
    /// Uses are noted through `notes`: a server gives a second opening of the same database with little patience, so that
    /// no reader waits for a sync that holds the writer. Without one, `database` notes them.
    public init(_ database: Database, notingUsesIn notes: Database? = nil, clock: any Clock = SystemClock()) {
        self.database = database
        self.notes = notes ?? database
        self.clock = clock
    }

    /// Makes a key for `tenant` with `scopes`, which ends with the instant `expiresAt` when one is given.
    /// - Returns: the key as listed, and its text, which cannot be read again.
    /// - Throws: ``AccessError`` or ``StorageError``.
    public func create(
        tenant: TenantID,
        label: String,
        scopes: Set<APIScope>,
        expiresAt: Instant? = nil
    ) throws -> (key: APIKeyRecord, text: APIKeyText) {
        let now = Instant(microseconds: clock.microseconds())
        guard !label.isEmpty, label.count <= Self.labelMax, label.unicodeScalars.allSatisfy({ $0.value >= 0x20 }) else {
            throw AccessError.badLabel
        }
        guard !scopes.isEmpty else { throw AccessError.unknownScope }
        if let expiresAt, expiresAt <= now { throw AccessError.expiresInThePast }
        let text = APIKeyText.generate()
        let key = APIKeyRecord(
            id: RandomID.text(prefix: "ky"),
            tenant: tenant,
            label: label,
            prefix: String(text.text.prefix(Self.prefixCount)),
            scopes: scopes,
            createdAt: now,
            expiresAt: expiresAt
        )
        _ = try database.withWriter { connection in
            try connection.execute(
                """
                INSERT INTO api_key (tenant_id, key_id, label, prefix, key_hash, scopes, created_at, expires_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                """,
                [
                    .text(tenant.text), .text(key.id), .text(label), .text(key.prefix), .bytes(Self.hash(of: text)),
                    .text(key.scopeText), .integer(now.microseconds),
                    expiresAt.map { .integer($0.microseconds) } ?? .null,
                ]
            )
        }
        return (key, text)
    }

    /// Who speaks with the key written `text`.
    ///
    /// The use is noted at most once a minute, and not at all while a sync holds the book for longer than notes wait.
    /// - Throws: ``AccessError/notAuthenticated`` for any key that is not good, whatever the reason.
    public func authenticate(_ text: String) async throws -> APIPrincipal {
        guard let key = APIKeyText(text) else { throw AccessError.notAuthenticated }
        let hash = Self.hash(of: key)
        let record = try await database.read { connection in
            try connection.firstRow(
                """
                SELECT key_id, tenant_id, label, prefix, scopes, created_at, expires_at, revoked_at, last_used_at, key_hash
                FROM api_key WHERE key_hash = $1
                """,
                [.bytes(hash)]
            ) { row in
                Self.isEqual(try row.bytes(9), hash) ? try APIKeyRecord(row) : nil
            } ?? nil
        }
        let now = Instant(microseconds: clock.microseconds())
        guard let record, record.isGood(at: now) else { throw AccessError.notAuthenticated }
        try await note(use: record, at: now)
        return APIPrincipal(tenant: record.tenant, keyID: record.id, scopes: record.scopes)
    }

    /// The keys of `tenant`, newest first, at most a thousand.
    /// - Throws: ``StorageError``.
    public func list(tenant: TenantID) throws -> [APIKeyRecord] {
        try database.withReader { connection in
            try connection.rows(
                """
                SELECT key_id, tenant_id, label, prefix, scopes, created_at, expires_at, revoked_at, last_used_at
                FROM api_key WHERE tenant_id = $1 ORDER BY created_at DESC, key_id LIMIT 1000
                """,
                [.text(tenant.text)],
                APIKeyRecord.init
            )
        }
    }

    /// Ends the key `id` of `tenant` now; a key that was ended before stays as it was.
    /// - Throws: ``AccessError/unknownKey(id:)``, or ``StorageError``.
    public func revoke(_ id: String, tenant: TenantID) throws {
        let now = clock.microseconds()
        let touched = try database.withWriter { connection in
            try connection.execute(
                "UPDATE api_key SET revoked_at = COALESCE(revoked_at, $3) WHERE tenant_id = $1 AND key_id = $2",
                [.text(tenant.text), .text(id), .integer(now)]
            )
        }
        guard touched == 1 else { throw AccessError.unknownKey(id: id) }
    }

    private func note(use key: APIKeyRecord, at now: Instant) async throws {
        let isDue = lastUses.withLock { uses in
            let last = max(uses[key.id] ?? .min, key.lastUsedAt?.microseconds ?? .min)
            guard last == .min || now.microseconds - last >= Self.useInterval else { return false }
            uses[key.id] = now.microseconds
            return true
        }
        guard isDue else { return }
        do {
            try await notes.write { connection in
                _ = try connection.execute(
                    "UPDATE api_key SET last_used_at = $3 WHERE tenant_id = $1 AND key_id = $2",
                    [.text(key.tenant.text), .text(key.id), .integer(now.microseconds)]
                )
            }
        } catch let error as StorageError where error.code == .busy || error.code == .full {
            // The note is a convenience: a full disk or a running sync must not refuse a reader. It is tried again
            // in a minute.
        }
    }

    /// The hash that is stored.
    ///
    /// The key has 178 random bits, so a fast hash cannot be searched; the leading field keeps
    /// it apart from any other hash of the same text.
    static func hash(of key: APIKeyText) -> [UInt8] {
        var hasher = Hasher256()
        hasher.updateField("recaudo.api_key.1")
        hasher.updateField(key.text)
        return hasher.finalize()
    }

    /// Compares in a time that depends on the lengths alone.
    static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for index in left.indices { difference |= left[index] ^ right[index] }
        return difference == 0
    }
}
