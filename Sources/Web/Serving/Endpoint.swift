import HTTPTypes
import Hummingbird
import LoanBook

/// One address: its path, who may ask, and what answers.
struct Endpoint: Sendable {
    /// What answers a request of somebody known.
    typealias Answer = @Sendable (Call) async throws -> Response
    /// What answers a request of anybody.
    typealias OpenAnswer = @Sendable (Request, WebContext, Services) async throws -> Response

    let path: String
    private let answer: OpenAnswer

    /// An address for keys with `scope`.
    ///
    /// The key is judged before anything is looked up.
    init(_ path: String, _ scope: APIScope, _ answer: @escaping Answer) {
        self.path = path
        self.answer = { request, context, services in
            let principal = try await Authenticate.principal(of: request, services: services, notes: context.notes)
            try principal.require(scope)
            return try await answer(Call(request: request, context: context, principal: principal, services: services))
        }
    }

    /// An address for everybody.
    init(open path: String, _ answer: @escaping OpenAnswer) {
        self.path = path
        self.answer = answer
    }

    /// Adds the address to `router`, for GET and HEAD.
    func add(to router: Router<WebContext>, services: Services) {
        let answer = answer
        router.get(RouterPath(path)) { request, context in
            try await answer(request, context, services)
        }
        router.head(RouterPath(path)) { request, context in
            try await answer(request, context, services).headAnswer()
        }
    }

    /// Whether `path` is of this address: a segment such as `:id` matches anything.
    func matches(path: String) -> Bool {
        let template = self.path.split(separator: "/")
        let segments = path.split(separator: "/")
        return template.count == segments.count
            && zip(template, segments).allSatisfy { $0.hasPrefix(":") || $0 == $1 }
    }
}
