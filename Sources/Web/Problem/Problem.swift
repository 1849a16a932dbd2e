import Codecs
import HTTPTypes
import Hummingbird
import LoanBook
import Logging
import Machine
import Storage

/// An error as a client meets it: RFC 9457, with a stable code, in the client's language.
///
/// This file is the only place where errors become HTTP. A problem names parameters, scopes and remedies; it never
/// holds what the machine said, nor anything about a person.
struct Problem: Error, Sendable {
    /// One parameter at fault.
    struct Fault: Sendable {
        let parameter: String
        let detail: Bilingual
        /// What would be allowed; empty when it cannot be listed.
        var allowed: [String] = []
    }

    let code: ProblemCode
    let detail: Bilingual
    var faults: [Fault] = []
    var headers: HTTPFields = [:]

    init(_ code: ProblemCode, _ detail: Bilingual, faults: [Fault] = [], headers: HTTPFields = [:]) {
        self.code = code
        self.detail = detail
        self.faults = faults
        self.headers = headers
    }

    /// A problem with one parameter, whose detail says it all.
    init(_ code: ProblemCode, parameter: String, _ detail: Bilingual, allowed: [String] = []) {
        self.init(code, detail, faults: [Fault(parameter: parameter, detail: detail, allowed: allowed)])
    }

    /// What `error` is for the client of a request.
    init(_ error: any Error, method: HTTPRequest.Method, path: String) {
        switch error {
        case let problem as Problem: self = problem
        case let error as ReadError: self.init(reading: error)
        case let error as AccessError: self.init(access: error)
        case let error as StorageError: self.init(storage: error)
        case let error as BlockingPoolError: self.init(pool: error)
        case let error as any HTTPResponseError: self.init(http: error, method: method, path: path)
        default: self.init(.internalError, Problem.internalDetail)
        }
    }

    private static let internalDetail = Bilingual(
        es: "Algo falló en el servidor. Repita la solicitud; si sigue, dé este request_id a quien lo opera.",
        en: "Something failed in the server. Try again; if it persists, give this request_id to its operator."
    )

    private static let busyDetail = Bilingual(
        es: "El servidor atiende demasiadas solicitudes en este momento. Espere unos segundos y repita.",
        en: "The server is handling too many requests right now. Wait a few seconds and try again."
    )

    private static let retrySoon: HTTPFields = [.retryAfter: "2"]

    private init(storage error: StorageError) {
        switch error.code {
        case .busy: self.init(.busy, Problem.busyDetail, headers: Problem.retrySoon)
        case .unavailable, .full:
            self.init(
                .unavailable,
                Bilingual(
                    es: "La base de datos no responde. Repita en unos segundos; /readyz dice cuándo vuelve.",
                    en: "The database does not answer. Try again in a few seconds; /readyz tells when it is back."
                ),
                headers: [.retryAfter: "5"]
            )
        case .damaged, .constraint, .wrongType, .failed: self.init(.internalError, Problem.internalDetail)
        }
    }

    private init(pool error: BlockingPoolError) {
        switch error {
        case .busy: self.init(.busy, Problem.busyDetail, headers: Problem.retrySoon)
        case .closed:
            self.init(
                .unavailable,
                Bilingual(es: "El servidor se está apagando.", en: "The server is shutting down."),
                headers: [.retryAfter: "5", .connection: "close"]
            )
        }
    }

    private init(http error: any HTTPResponseError, method: HTTPRequest.Method, path: String) {
        guard error.status == .notFound else {
            if (400..<500).contains(error.status.code) {
                self.init(
                    .malformed,
                    Bilingual(es: "La solicitud no se puede leer.", en: "The request cannot be read.")
                )
            } else {
                self.init(.internalError, Problem.internalDetail)
            }
            return
        }
        guard RouteTable.isKnown(path: path) else {
            self.init(
                .unknownPath,
                Bilingual(
                    es: "Aquí no hay nada. Los recursos están en /v1/…; docs/api.md los enumera.",
                    en: "There is nothing here. Resources are under /v1/…; docs/api.md lists them."
                )
            )
            return
        }
        self.init(
            .methodNotAllowed,
            Bilingual(
                es: "Aquí solo se lee: use GET o HEAD.",
                en: "This address is read-only: use GET or HEAD."
            ),
            headers: [.allow: "GET, HEAD"]
        )
    }
}

extension Problem {
    /// The answer to the request `id` for `path`.
    func response(requestID id: String, path: String, language: Language) -> Response {
        var json = JSONWriter(capacity: 512)
        json.beginObject()
        json.field("type", "urn:recaudo:problem:\(code.rawValue)")
        json.field("title", code.title.text(in: language))
        json.field("status", code.status)
        json.field("detail", detail.text(in: language))
        json.field("instance", path)
        json.field("code", code.rawValue)
        json.field("request_id", id)
        if !faults.isEmpty {
            json.beginArray("errors")
            for fault in faults {
                json.beginObject()
                json.field("parameter", fault.parameter)
                json.field("detail", fault.detail.text(in: language))
                json.field("allowed", fault.allowed)
                json.endObject()
            }
            json.endArray()
        }
        json.endObject()
        var headers = headers
        headers[.contentType] = "application/problem+json"
        headers[.contentLanguage] = language.rawValue
        headers[.cacheControl] = "no-store"
        return Response(
            status: HTTPResponse.Status(code: code.status),
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.bytes))
        )
    }
}

/// Turns whatever an endpoint throws into its problem document.
struct ProblemMiddleware: RouterMiddleware {
    typealias Context = WebContext

    func handle(
        _ request: Request,
        context: WebContext,
        next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let problem = Problem(error, method: request.method, path: request.uri.path)
            context.notes.set(problem: problem.code)
            if problem.code == .internalError {
                context.logger.error("request failed", metadata: ["error": "\(ErrorText.safe(error))"])
            }
            let language = Language(acceptLanguage: request.headers[.acceptLanguage])
            let response = problem.response(
                requestID: context.notes.requestID,
                path: request.uri.path,
                language: language
            )
            return request.method == .head ? response.createHeadResponse() : response
        }
    }
}
