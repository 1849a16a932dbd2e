import Glibc
package import Hummingbird
import HummingbirdCore
import LoanBook
public import Logging
public import Machine
import NIOCore
public import ServiceLifecycle
public import Storage

/// The HTTP server: resources, files and the page at `/`, over one database.
///
/// A `Service`: run it in a `ServiceGroup`. On graceful shutdown it takes no new connections, lets running requests end
/// and returns. It does not close the database, which belongs to the caller.
public struct RecaudoServer: Service {
    private let configuration: WebConfiguration
    private let services: Services
    private let logger: Logger
    private let onListening: @Sendable (Int) async -> Void

    /// A server of `database` that has not begun to listen.
    ///
    /// `notes` is a second opening of the same database with little patience, through which uses of keys are noted, so that
    /// no request waits for a sync that holds the writer.
    /// `onListening` is called with the port once requests are taken.
    /// - Throws: ``WebError`` when the configuration cannot be served: a demo on an address other machines reach.
    public init(
        configuration: WebConfiguration,
        database: Database,
        notingUsesIn notes: Database? = nil,
        clock: any Clock = SystemClock(),
        logger: Logger = Logger(label: "recaudo.web"),
        onListening: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) throws(WebError) {
        guard (0...65535).contains(configuration.port) else { throw .badPort(configuration.port) }
        guard configuration.demo == nil || configuration.isLoopback else {
            throw .demoNotLocal(host: configuration.host)
        }
        self.configuration = configuration
        self.logger = logger
        self.onListening = onListening
        services = Services(
            database: database,
            keys: APIKeys(database, notingUsesIn: notes, clock: clock),
            clock: clock,
            limiter: RateLimiter(),
            demo: configuration.demo.map(DemoSession.init),
            sources: configuration.sources
        )
    }

    /// Listens until the task is cancelled or a graceful shutdown is asked for.
    /// - Throws: ``WebError`` when it cannot listen, or when the demo's key does not work.
    public func run() async throws {
        try await checkDemoKey()
        do {
            try await application.run()
        } catch let error as IOError {
            throw Self.explained(error, configuration)
        } catch let error where error is SocketAddressError || error is SocketAddressError.UnknownHost {
            throw WebError.cannotListen(
                host: configuration.host,
                port: configuration.port,
                reason: "the name is not known"
            )
        }
    }

    /// The server as Hummingbird runs it; for tests that ask it without a socket.
    package var application: some ApplicationProtocol {
        let onListening = onListening
        return Application(
            router: router,
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [HeadAnswerFraming()],
                    idleTimeout: .seconds(Int64(Limits.idleSecondsMax)),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: Limits.headerBytesMax,
                        maxHeaderListSize: Limits.headerBytesMax,
                        maxHeaderFieldCount: Limits.headerFieldsMax
                    )
                )
            ),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port),
                serverName: "recaudo",
                availableConnectionsDelegate: MaximumAvailableConnections(Limits.connectionsMax)
            ),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? 0) },
            logger: logger
        )
    }

    private var router: Router<WebContext> {
        let router = Router(context: WebContext.self)
        router.add(middleware: AccessLog())
        router.add(middleware: SecurityHeaders(isDemo: configuration.demo != nil))
        router.add(middleware: ProblemMiddleware())
        router.add(middleware: RequestBounds())
        for endpoint in RouteTable.endpoints {
            endpoint.add(to: router, services: services)
        }
        return router
    }

    private func checkDemoKey() async throws {
        guard let demo = configuration.demo else { return }
        do {
            let principal = try await services.keys.authenticate(demo.key)
            guard principal.tenant == demo.tenant else { throw WebError.demoKeyInvalid }
        } catch is AccessError {
            throw WebError.demoKeyInvalid
        }
    }

    private static func explained(_ error: IOError, _ configuration: WebConfiguration) -> WebError {
        let (host, port) = (configuration.host, configuration.port)
        switch error.errnoCode {
        case EADDRINUSE: return .portInUse(host: host, port: port)
        case EACCES: return .cannotListen(host: host, port: port, reason: "ports below 1024 need special rights")
        case EADDRNOTAVAIL: return .cannotListen(host: host, port: port, reason: "this machine has no such address")
        default: return .cannotListen(host: host, port: port, reason: "system error \(error.errnoCode)")
        }
    }
}
