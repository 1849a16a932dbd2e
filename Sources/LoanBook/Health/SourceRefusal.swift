public import Lending
import Storage

/// Why a source's files were not taken, kept so that an owner who was not there can see it.
public struct SourceRefusal: Hashable, Sendable {
    /// The source system: the profile's name.
    public var source: String
    /// The route whose files they were; nil where it is not known.
    public var routeID: RouteID?
    /// What the files call it; nil where it is not known.
    public var routeName: String?
    /// When it was.
    public var refusedAt: Instant
    /// The stable code, listed in docs/errors.md.
    public var code: String
    /// One line; names no person.
    public var message: String

    /// A refusal of these parts.
    public init(
        source: String,
        routeID: RouteID? = nil,
        routeName: String? = nil,
        refusedAt: Instant,
        code: String,
        message: String
    ) {
        self.source = source
        self.routeID = routeID
        self.routeName = routeName
        self.refusedAt = refusedAt
        self.code = code
        self.message = message
    }
}

extension Book {
    /// Keeps a refusal as the last one of its source and route.
    ///
    /// It is no record of the book: neither the log nor a snapshot knows of it.
    /// - Throws: ``StorageError``.
    public func keep(_ refusal: SourceRefusal, of tenant: TenantID) throws {
        let message = refusal.message.split(whereSeparator: \.isNewline).joined(separator: " ")
        try database.withWriter { connection in
            _ = try connection.execute(
                """
                INSERT INTO source_refusal (tenant_id, source, route_id, route_name, refused_at, code, message)
                VALUES ($1, $2, $3, $4, $5, $6, $7)
                ON CONFLICT (tenant_id, source, route_id) DO UPDATE SET route_name = excluded.route_name,
                    refused_at = excluded.refused_at, code = excluded.code, message = excluded.message
                """,
                [
                    .text(tenant.text), .text(refusal.source), .text(refusal.routeID?.text ?? ""),
                    .text(refusal.routeName ?? ""), .integer(refusal.refusedAt.microseconds), .text(refusal.code),
                    .text(String(message.prefix(Limits.refusalCharacters))),
                ]
            )
        }
    }
}
