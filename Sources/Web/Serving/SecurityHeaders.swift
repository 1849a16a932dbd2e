import HTTPTypes
import Hummingbird

/// Puts on every answer the headers that keep browsers and caches from doing more with it than showing it.
struct SecurityHeaders: RouterMiddleware {
    typealias Context = WebContext

    /// A demo's answers depend on its cookie too.
    let isDemo: Bool

    func handle(
        _ request: Request,
        context: WebContext,
        next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        set(.contentSecurityPolicy, Self.dataPolicy, in: &response)
        set(.xContentTypeOptions, "nosniff", in: &response)
        set(.referrerPolicy, "no-referrer", in: &response)
        set(.frameOptions, "DENY", in: &response)
        set(.crossOriginResourcePolicy, "same-origin", in: &response)
        set(.crossOriginOpenerPolicy, "same-origin", in: &response)
        set(.permissionsPolicy, "camera=(), geolocation=(), microphone=()", in: &response)
        set(.cacheControl, "private, no-cache", in: &response)
        set(.vary, "Accept, Accept-Language, Authorization" + (isDemo ? ", Cookie" : ""), in: &response)
        if let rate = context.notes.rate {
            response.headers[.rateLimitPolicy] = rate.policyText
            response.headers[.rateLimit] = rate.stateText
        }
        return response
    }

    /// Data is no page: nothing may be loaded or run from it.
    private static let dataPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

    private func set(_ name: HTTPField.Name, _ value: String, in response: inout Response) {
        if response.headers[name] == nil { response.headers[name] = value }
    }
}

extension HTTPField.Name {
    static let referrerPolicy = known("Referrer-Policy")
    static let frameOptions = known("X-Frame-Options")
    static let crossOriginOpenerPolicy = known("Cross-Origin-Opener-Policy")
    static let permissionsPolicy = known("Permissions-Policy")
    static let rateLimit = known("RateLimit")
    static let rateLimitPolicy = known("RateLimit-Policy")
}
