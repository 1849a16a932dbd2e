import HTTPTypes
import Hummingbird
import Logging

/// Gives each request an id and writes one line when its answer is out: method, path template, status, time, ids.
///
/// Neither the query nor the path's ids are logged, so no filter value, cursor or key ever lands in a log.
struct AccessLog: RouterMiddleware {
    typealias Context = WebContext

    func handle(
        _ request: Request,
        context: WebContext,
        next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let began = ContinuousClock.now
        let requestID = Self.usable(request.headers[.requestID]) ?? "\(RequestID())"
        context.notes.set(requestID: requestID)
        var context = context
        // One id under one name: the client's own, or the one the server made.
        context.logger[metadataKey: "hb.request.id"] = nil
        context.logger[metadataKey: "request_id"] = "\(requestID)"
        var response = try await next(request, context)
        response.headers[.requestID] = requestID
        let line = Line(method: request.method.rawValue, status: response.status.code, began: began, context: context)
        guard response.body.contentLength == nil else {
            line.write(outcome: "complete")
            return response
        }
        // A streamed answer is logged when it ends, because only then it is known whether it did.
        let body = response.body
        response.body = ResponseBody { writer in
            do {
                try await body.write(writer)
                line.write(outcome: "complete")
            } catch {
                line.write(outcome: "broken: \(ErrorText.safe(error))")
                throw error
            }
        }
        return response
    }

    /// The client's own id when it is short and plain, so that it finds the request in its logs and ours.
    private static func usable(_ given: String?) -> String? {
        guard let given, (8...Limits.requestIDLengthMax).contains(given.utf8.count),
            given.utf8.allSatisfy({ isPlain($0) })
        else { return nil }
        return given
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
        default: false
        }
    }

    private struct Line: Sendable {
        let method: String
        let status: Int
        let began: ContinuousClock.Instant
        let context: WebContext

        func write(outcome: String) {
            let microseconds = (ContinuousClock.now - began) / .microseconds(1)
            var fields: Logger.Metadata = [
                "method": "\(method)",
                "path": "\(context.endpointPath ?? "unknown")",
                "status": "\(status)",
                "duration_us": "\(Int(microseconds))",
            ]
            if let keyID = context.notes.keyID { fields["key"] = "\(keyID)" }
            if let problem = context.notes.problem { fields["code"] = "\(problem.rawValue)" }
            if outcome != "complete" { fields["outcome"] = "\(outcome)" }
            context.logger.info("request", metadata: fields)
        }
    }
}

extension HTTPField.Name {
    /// `X-Request-Id`.
    static let requestID = HTTPField.Name.known("X-Request-Id")

    /// A header name of this code: `name` is a literal, so it is valid.
    static func known(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("\(name) is no header name") }
        return field
    }
}
