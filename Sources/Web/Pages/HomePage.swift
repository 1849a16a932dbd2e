import HTTPTypes
import Hummingbird
import LoanBook
import Storage

/// `GET /`: in a demo, the book that was loaded; else what this server is and how to get in.
enum HomePage {
    static let answer: Endpoint.OpenAnswer = { request, _, services in
        var parameters = try QueryParameters(request.uri.query)
        let chosen = parameters.take("lang").flatMap { Language(rawValue: $0) }
        try parameters.finish()
        let language = chosen ?? Language(acceptLanguage: request.headers[.acceptLanguage])
        let origin = origin(of: request)
        guard let demo = services.demo, DemoSession.isLocal(request) else {
            let html = Pages.landing.render(
                await LandingModel(services: services, language: language, origin: origin).values
            )
            return page(html, language: language)
        }
        let html = try await demo.cache.page(language: language, origin: origin) { () async throws in
            let model = try await DemoModel(demo.page, services: services, language: language, origin: origin)
            return (model.seq, Pages.demo.render(model.values))
        } currentSeq: {
            try await BookQueries(services.database).lastSeq(of: demo.page.tenant) ?? 0
        }
        var response = page(html, language: language)
        response.headers[.setCookie] = demo.cookieText
        return response
    }

    private static func page(_ html: String, language: Language) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "text/html; charset=utf-8",
                .contentLanguage: language.rawValue,
                .contentSecurityPolicy: Pages.policy,
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: html))
        )
    }

    /// Where the client reached us, for the commands on the page; only a plain host name is repeated.
    private static func origin(of request: Request) -> String {
        let authority = request.head.authority ?? ""
        let isPlain = authority.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x3A, 0x41...0x5B, 0x5D, 0x61...0x7A, 0x2D, 0x2E: true
            default: false
            }
        }
        return isPlain && !authority.isEmpty ? "http://\(authority)" : "http://127.0.0.1:8080"
    }
}
