import Hummingbird

/// Refuses what no client of ours sends: endless addresses.
struct RequestBounds: RouterMiddleware {
    typealias Context = WebContext

    func handle(
        _ request: Request,
        context: WebContext,
        next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        guard request.uri.string.utf8.count <= Limits.requestTargetMax else {
            throw Problem(
                .tooLarge,
                Bilingual(
                    es: "La dirección tiene más de \(Limits.requestTargetMax) bytes.",
                    en: "The address is longer than \(Limits.requestTargetMax) bytes."
                )
            )
        }
        return try await next(request, context)
    }
}
