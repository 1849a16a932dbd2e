public import Lending
import Storage

/// A key as lists show it: everything but its text.
public struct APIKeyRecord: Hashable, Sendable {
    /// Random id, `ky_…`.
    public let id: String
    /// Whose book it opens.
    public let tenant: TenantID
    /// Who uses it, in the owner's words.
    public let label: String
    /// The first characters of its text.
    public let prefix: String
    /// What it may read.
    public let scopes: Set<APIScope>
    /// When it was made.
    public let createdAt: Instant
    /// When it ends; nil when it does not.
    public let expiresAt: Instant?
    /// When it was ended by hand.
    public let revokedAt: Instant?
    /// When it was last used, to the minute.
    public let lastUsedAt: Instant?

    init(
        id: String,
        tenant: TenantID,
        label: String,
        prefix: String,
        scopes: Set<APIScope>,
        createdAt: Instant,
        expiresAt: Instant?
    ) {
        self.id = id
        self.tenant = tenant
        self.label = label
        self.prefix = prefix
        self.scopes = scopes
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        revokedAt = nil
        lastUsedAt = nil
    }

    /// A row of key_id, tenant_id, label, prefix, scopes, created_at, expires_at, revoked_at, last_used_at.
    init(_ row: any RowCursor) throws {
        id = try row.text(0)
        tenant = TenantID(try row.text(1))
        label = try row.text(2)
        prefix = try row.text(3)
        // A scope that a later version wrote and this one does not know opens nothing here.
        scopes = Set(try row.text(4).split(separator: " ").compactMap { APIScope(rawValue: String($0)) })
        createdAt = Instant(microseconds: try row.integer(5))
        expiresAt = try row.integerOrNil(6).map { Instant(microseconds: $0) }
        revokedAt = try row.integerOrNil(7).map { Instant(microseconds: $0) }
        lastUsedAt = try row.integerOrNil(8).map { Instant(microseconds: $0) }
    }

    /// Scopes as stored: their names in order, separated by spaces.
    public var scopeText: String { scopes.map(\.rawValue).sorted().joined(separator: " ") }

    /// Whether it opens anything at `now`.
    public func isGood(at now: Instant) -> Bool {
        revokedAt == nil && expiresAt.map { now < $0 } ?? true
    }
}

/// Who makes a request: a tenant's key and what it opens.
public struct APIPrincipal: Hashable, Sendable {
    /// Whose book it reads.
    public let tenant: TenantID
    /// The key's id, fit for a log.
    public let keyID: String
    /// What it may read.
    public let scopes: Set<APIScope>

    /// A principal of these parts.
    public init(tenant: TenantID, keyID: String, scopes: Set<APIScope>) {
        self.tenant = tenant
        self.keyID = keyID
        self.scopes = scopes
    }

    /// Whether it may see who people are.
    public var seesPeople: Bool { scopes.contains(.personalRead) }

    /// Asks for `scope`.
    /// - Throws: ``AccessError/missingScope(_:)``.
    public func require(_ scope: APIScope) throws(AccessError) {
        guard scopes.contains(scope) else { throw .missingScope(scope) }
    }
}
