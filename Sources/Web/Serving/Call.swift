import HTTPTypes
import Hummingbird
import Lending
import LoanBook
import Logging

/// One request of somebody known, on its way to an endpoint.
struct Call: Sendable {
    let request: Request
    let principal: APIPrincipal
    let services: Services
    let language: Language
    let logger: Logger
    private let parameters: Parameters

    init(request: Request, context: WebContext, principal: APIPrincipal, services: Services) {
        self.request = request
        self.principal = principal
        self.services = services
        language = Language(acceptLanguage: request.headers[.acceptLanguage])
        logger = context.logger
        parameters = context.parameters
    }

    /// The tenant whose book is read.
    var tenant: TenantID { principal.tenant }
    /// Whether only the head of the answer is wanted.
    var isHead: Bool { request.method == .head }
    /// The id in the path.
    var id: String { parameters.get("id") ?? "" }

    /// The parameters of the query.
    /// - Throws: ``Problem``.
    func query() throws -> QueryParameters { try QueryParameters(request.uri.query) }
}
