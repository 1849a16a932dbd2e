import ArgumentParser
import LoanBook
import Logging
import ServiceLifecycle
import Storage
import UnixSignals
import Web

/// `recaudo serve`: the API and the page, until it is stopped.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the API and the page until stopped (Ctrl-C).",
        discussion: """
            Every resource needs a key: recaudo key create --tenant NAME --label WHAT. The folders that the settings file \
            lists under sources are watched as recaudo watch does.
            """
    )

    @OptionGroup var options: BookOptions

    @Option(help: "Name or address to listen on (default 127.0.0.1).")
    var host: String?

    @Option(help: "Port to listen on (default 8080; 0 takes a free one).")
    var port: Int?

    func run() async throws {
        let settings = try options.settings()
        var configuration = WebConfiguration(
            host: settings.value("host", flag: host) ?? "127.0.0.1",
            port: try settings.number("port", flag: port, default: 8080)
        )
        let book = try options.open(createIfMissing: true)
        let sources = try WatchedSources(settings.sources, book: book)
        configuration.sources = sources.counts
        try await Serving.run(
            configuration,
            database: book.database,
            at: try options.url(),
            beside: sources.services
        ) { [configuration] port in
            let address = "http://\(configuration.host):\(port)"
            Terminal.say(
                Speech.pick(
                    es: "recaudo atiende en \(address) (libro \(book.database.address))",
                    en: "recaudo serves on \(address) (database \(book.database.address))"
                )
            )
        }
    }
}

/// Running the server beside other services until the program is told to stop.
enum Serving {
    /// Serves `database`, which is at `url`, under `configuration` and runs `services` beside it; returns after SIGINT or SIGTERM.
    static func run(
        _ configuration: WebConfiguration,
        database: Database,
        at url: DatabaseURL,
        beside services: [any Service] = [],
        onListening: @escaping @Sendable (Int) async -> Void
    ) async throws {
        let logger = Logger(label: "recaudo")
        let notes = try Database.open(url: url, patience: .milliseconds(100))
        let server = try RecaudoServer(
            configuration: configuration,
            database: database,
            notingUsesIn: notes,
            logger: logger,
            onListening: onListening
        )
        var shutdown = ServiceGroupConfiguration(
            services: [server] + services,
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        // A client that has stopped reading must not keep the program from ending.
        shutdown.maximumGracefulShutdownDuration = .seconds(10)
        // A sync that runs beside it ends first; one that is killed is rolled back.
        shutdown.maximumCancellationDuration = services.isEmpty ? .seconds(5) : nil
        try await ServiceGroup(configuration: shutdown).run()
        notes.close()
        database.close()
    }
}
