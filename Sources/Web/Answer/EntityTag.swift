import Codecs
import HTTPTypes
import Hummingbird
import Lending
import LoanBook
import Machine

/// The strong ETag of an answer: it changes when the tenant's book does, and differs by what was asked and by whom.
///
/// What an answer holds follows from the log up to the tenant's last change, the request and the key's scopes, so
/// nothing needs to be rendered to know that nothing changed.
enum EntityTag {
    /// Version of the documents; raised when the same record would be written otherwise.
    private static let renderingVersion = 2

    /// The tag of an answer to `call` in `form`, drawn before anything is read: a book that moves on meanwhile gives a tag
    /// that is too old, never one that is too new.
    static func of(_ call: Call, form: String) async throws -> String {
        let lastSeq = try await BookQueries(call.services.database).lastSeq(of: call.tenant) ?? 0
        var hasher = Hasher256()
        hasher.updateField(Int64(renderingVersion))
        hasher.updateField(call.tenant.text)
        hasher.updateField(lastSeq)
        hasher.updateField(call.request.uri.string)
        hasher.updateField(form)
        hasher.updateField(call.principal.scopes.map(\.rawValue).sorted().joined(separator: " "))
        return "\"\(Hex.encode(hasher.finalize().prefix(16)))\""
    }

    /// Whether the client says that it holds `tag` already.
    ///
    /// RFC 9110, 13.1.2.
    static func isHeld(_ tag: String, by request: Request) -> Bool {
        guard let header = request.headers[.ifNoneMatch] else { return false }
        return header.split(separator: ",").contains { entry in
            let given = String(entry.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            return given == "*" || given == tag || given == "W/\(tag)"
        }
    }

    /// The answer to a client that holds `tag`.
    static func notModified(_ tag: String) -> Response {
        Response(status: .notModified, headers: [.eTag: tag])
    }
}
