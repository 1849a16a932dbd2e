import Hummingbird
import LoanBook
import Machine

/// In a demo only: lets the browser that opened the page follow its links as the demo's key.
///
/// The page sets a cookie that scripts cannot read and other sites cannot send. It stands for the key on GET and HEAD,
/// on this machine's own names only, so that a foreign name pointed at this machine gets nothing.
struct DemoSession: Sendable {
    let page: DemoPage
    let cache = PageCache()
    private let token = RandomID.text(prefix: "ds")
    private static let cookieName = "recaudo_demo"

    init(page: DemoPage) {
        self.page = page
    }

    /// The cookie that the page at `/` sets.
    var cookieText: String { "\(Self.cookieName)=\(token); Path=/; HttpOnly; SameSite=Strict" }

    /// Whether `request` comes by a name of this machine.
    static func isLocal(_ request: Request) -> Bool {
        guard let authority = request.head.authority else { return false }
        return Loopback.isLoopback(authority: authority)
    }

    /// Whether `request` comes from the browser that opened the page.
    func admits(_ request: Request) -> Bool {
        guard request.method == .get || request.method == .head, Self.isLocal(request),
            let given = request.cookies[Self.cookieName]?.value
        else { return false }
        // The token is new at each start and compared whole; its time tells nothing worth having on one machine.
        return given == token
    }
}
