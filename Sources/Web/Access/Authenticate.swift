import HTTPTypes
import Hummingbird
import Lending
import LoanBook
import Machine

/// Finds out who makes a request, before anything is looked up for it.
enum Authenticate {
    /// The principal of `request`, counted against its rate.
    /// - Throws: ``Problem`` 401 or 429, or what the database throws.
    static func principal(of request: Request, services: Services, notes: RequestNotes) async throws -> APIPrincipal {
        let principal = try await principal(of: request, services: services)
        notes.set(keyID: principal.keyID)
        let verdict = services.limiter.count(principal.keyID, at: services.clock.microseconds())
        notes.set(rate: verdict)
        guard verdict.isAllowed else { throw Problem.tooManyRequests(verdict) }
        return principal
    }

    private static func principal(of request: Request, services: Services) async throws -> APIPrincipal {
        guard let header = request.headers[.authorization] else {
            guard let demo = services.demo, demo.admits(request) else { throw Problem.missingKey }
            return try await services.keys.authenticate(demo.page.key)
        }
        let words = header.split(separator: " ")
        guard words.count == 2, words[0].lowercased() == "bearer" else { throw Problem.missingKey }
        return try await services.keys.authenticate(String(words[1]))
    }
}

extension Problem {
    /// What a refusal of the keys is for the client.
    init(access error: AccessError) {
        switch error {
        case .missingScope(let scope):
            self.init(
                .insufficientScope,
                Bilingual(
                    es: "La llave no tiene el permiso \(scope.rawValue). Use una que lo tenga, o cree otra con: "
                        + "recaudo key create.",
                    en: "The key lacks the scope \(scope.rawValue). Use one that has it, or make another with: "
                        + "recaudo key create."
                ),
                headers: [.wwwAuthenticate: Self.challenge(error: "insufficient_scope", scope: scope.rawValue)]
            )
        case .notAuthenticated, .unknownScope, .badLabel, .expiresInThePast, .unknownKey:
            self.init(
                .invalidKey,
                Bilingual(
                    es: "La llave no es válida: está mal escrita, venció o fue revocada. Cree una con: "
                        + "recaudo key create.",
                    en: "The key is not valid: it is mistyped, expired or revoked. Make one with: recaudo key create."
                ),
                headers: [.wwwAuthenticate: Self.challenge(error: "invalid_token")]
            )
        }
    }

    /// No key was shown.
    static let missingKey = Problem(
        .missingKey,
        Bilingual(
            es: "Falta la llave. Envíela así: Authorization: Bearer rk_…; cree una con: recaudo key create.",
            en: "The API key is missing. Send it as Authorization: Bearer rk_…; make one with: recaudo key create."
        ),
        headers: [.wwwAuthenticate: challenge()]
    )

    /// The key has used up its window.
    static func tooManyRequests(_ verdict: RateVerdict) -> Problem {
        Problem(
            .tooManyRequests,
            Bilingual(
                es: "Esta llave hizo más de \(verdict.limit) solicitudes en \(verdict.windowSeconds) segundos. "
                    + "Espere \(verdict.resetSeconds) segundos.",
                en: "This key made more than \(verdict.limit) requests in \(verdict.windowSeconds) seconds. "
                    + "Wait \(verdict.resetSeconds) seconds."
            ),
            headers: [.retryAfter: "\(verdict.resetSeconds)"]
        )
    }

    /// RFC 6750, section 3.
    private static func challenge(error: String? = nil, scope: String? = nil) -> String {
        var text = "Bearer realm=\"recaudo\""
        if let error { text += ", error=\"\(error)\"" }
        if let scope { text += ", scope=\"\(scope)\"" }
        return text
    }
}
