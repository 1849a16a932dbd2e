import ArgumentParser
import Foundation
import Intake
import Lending
import LoanBook
import Machine
import ServiceLifecycle
import Simulator
import Storage
import Web

/// `recaudo demo`: a lender's backup, synced and served with a page.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Simulate a lender (or read a real backup), sync it, and serve page and API on this machine.",
        discussion: """
            Everything is written below --directory, which is emptied first if it holds an earlier demo. The page needs no \
            key, so a demo listens on this machine only. A simulated lender keeps moving: part of a day passes every \
            --tick seconds and its backup is synced again.
            """
    )

    @Argument(help: "Backup to show instead of a simulated lender.")
    var path: String?

    @Option(help: "Folder for the demo's book and backups.")
    var directory = "demo-data"

    @Option(help: "Layout of PATH: \(ProfileCatalog.names.joined(separator: ", ")).")
    var source = "prestacop"

    @Option(help: "Port to listen on (0 takes a free one).")
    var port = 8080

    @Option(help: "Seed of the simulated lender.")
    var seed: UInt64 = 7

    @Option(help: "Routes of the simulated lender.")
    var routes = 4

    @Option(help: "Clients of each simulated route.")
    var clients = 60

    @Option(help: "Days of simulated history.")
    var days = 120

    @Option(help: "Seconds between two steps of the simulated lender; 0 keeps it still.")
    var tick = 30

    @OptionGroup var speech: SpeechOptions

    func run() async throws {
        let layout = try ProfileCatalog.profile(source)
        if let path { try BackupPath.check(path) }
        // An earlier demo is emptied only now that nothing typed is wrong.
        let folder = try DemoFolder(directory)
        let url = DatabaseURL.sqlite(path: folder.bookPath)
        let book = Book(database: try Database.open(url: url, createIfMissing: true))
        try book.prepare(clock: SystemClock())
        let tenant = try book.createTenant(name: DemoCommand.tenantName, clock: SystemClock())
        let run = SyncRun(book: book, tenant: tenant.id, profile: layout)
        let lender = try path == nil ? simulate(into: folder, run) : read(run)
        let key = try APIKeys(book.database).create(
            tenant: tenant.id,
            label: "demo",
            scopes: Set(APIScope.allCases)
        ).text.text
        let page = DemoPage(tenant: tenant.id, key: key, source: shown)
        let moving = lender.map { [LenderAtWork(lender: $0, run: run, tick: tick)] } ?? []
        try await Serving.run(
            WebConfiguration(host: "127.0.0.1", port: port, demo: page),
            database: book.database,
            at: url,
            beside: tick > 0 ? moving : []
        ) { port in
            DemoCommand.welcome(port: port, key: key)
        }
    }

    private static let tenantName = "demo"

    private var shown: DemoPage.Source {
        guard let path else { return .simulated(seed: seed) }
        return .backup(name: URL(filePath: path).lastPathComponent)
    }

    /// The evening before yesterday in Colombia, which is five hours behind UTC all year; the second evening is yesterday's.
    private static var lastEvening: CivilDate {
        let perDay: Int64 = 86_400_000_000
        let here = currentInstant().microseconds - 5 * 3_600_000_000
        return CivilDate(dayNumber: Int(here / perDay) - 2)
    }

    /// Plays the lender's history and syncs its last two evenings, so that changed history can be seen.
    private func simulate(into folder: DemoFolder, _ run: SyncRun) throws -> LiveLender {
        let options = SimulationOptions(
            seed: seed,
            routes: routes,
            clientsPerRoute: clients,
            days: days,
            endDate: Self.lastEvening,
            dishonesty: .everything
        )
        Terminal.say(
            Speech.pick(
                es: "demo: se simulan \(routes) rutas de \(clients) clientes durante \(days) días",
                en: "demo: simulating \(routes) routes of \(clients) clients over \(days) days"
            )
        )
        let lender = try LiveLender(options, directory: folder.backupPath)
        try sync(run, from: folder.backupPath)
        _ = try lender.finishDay()
        try sync(run, from: folder.backupPath)
        return lender
    }

    private func read(_ run: SyncRun) throws -> LiveLender? {
        if let path { try sync(run, from: path) }
        return nil
    }

    private func sync(_ run: SyncRun, from path: String) throws {
        var bar = ProgressBar(label: "sync")
        let result = try run.run(path: path) { bar.show($0) }
        bar.finish()
        let outcome = result.outcome
        Terminal.say(
            Speech.pick(
                es: "demo: leídos \(outcome.records.seen) registros de \(result.routes.count) rutas, "
                    + "\(outcome.changes) cambios, \(outcome.findings) hallazgos abiertos",
                en: "demo: synced \(outcome.records.seen) records of \(result.routes.count) routes, "
                    + "\(outcome.changes) changes, \(outcome.findings) findings open"
            )
        )
    }

    private static func welcome(port: Int, key: String) {
        let address = "http://127.0.0.1:\(port)"
        Terminal.out(
            """

              \(Speech.pick(es: "Recaudo está listo.", en: "Recaudo is ready."))

              \(Speech.pick(es: "Página", en: "Page  "))   \(address)/
              API      curl -H "Authorization: Bearer \(key)" \(address)/v1/portfolio
              Excel    curl -H "Authorization: Bearer \(key)" "\(address)/v1/loans?format=csv&dialect=excel-es"

              \(Speech.pick(es: "Termine con Ctrl-C.", en: "Stop with Ctrl-C."))

            """
        )
    }
}

/// The folder of a demo: only ever emptied when an earlier demo made it.
struct DemoFolder {
    let path: String

    var bookPath: String { path + "/recaudo.db" }
    var backupPath: String { path + "/backup" }

    /// Makes the folder anew.
    init(_ path: String) throws {
        self.path = path
        let files = FileManager.default
        let mark = path + "/.recaudo-demo"
        if let held = try? files.contentsOfDirectory(atPath: path), !held.isEmpty {
            guard files.fileExists(atPath: mark) else {
                throw CommandError(
                    .notWritten,
                    es: "\(path) tiene otros archivos. Dé una carpeta vacía o nueva con --directory.",
                    en: "\(path) holds other files. Name an empty or new folder with --directory."
                )
            }
            try files.removeItem(atPath: path)
        }
        try files.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        guard files.createFile(atPath: mark, contents: nil) else {
            throw CommandError(
                .notWritten,
                es: "No se puede escribir en \(path). Dé otra carpeta con --directory.",
                en: "\(path) cannot be written. Name another folder with --directory."
            )
        }
    }
}
