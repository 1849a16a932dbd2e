import ArgumentParser
import Foundation
import Intake
import LoanBook
import Logging
import Machine
import ServiceLifecycle
import Storage
import Synchronization
import UnixSignals

/// `recaudo watch`: every new copy in a folder into the book.
struct WatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Take every new copy that a sync client drops in a folder, once it is whole.",
        discussion: """
            DIR is looked at every two seconds, also on a network mount, and nothing is written into it. A folder with a \
            route's files is one copy, and so is each zip, and each file that comes alone. A copy counts as whole when it \
            has its own name, has not changed for --settle seconds, has all its files and opens; what is not whole is \
            waited for --patience seconds and then refused. What the book holds already is not taken again. One line for \
            each event; a refusal never stops the watch. Stop with Ctrl-C or SIGTERM.
            """
    )

    @OptionGroup var options: TenantOptions

    @Argument(help: "Folder to watch.")
    var folder: String

    @Option(help: "Layout of the copies: \(ProfileCatalog.names.joined(separator: ", ")), or a profile (.yaml).")
    var source = "prestacop"

    @Option(help: "Name of the only route of the copies, or the one to take of several.")
    var route: String?

    @Option(help: "Seconds without a change after which a copy counts as written.")
    var settle = WatchTiming.standard.settle

    @Option(help: "Seconds that the rest of a copy is waited for.")
    var patience = WatchTiming.standard.patience

    @Flag(help: "Create the database and the tenant when they are not there.")
    var create = false

    @Flag(help: "Take a route under a new name even though its customers stand on another route already.")
    var newRoute = false

    @Flag(help: "Take what is there and end; with 1 when a copy was refused.")
    var once = false

    @Flag(help: "Print each event as a line of JSON.")
    var json = false

    func run() async throws {
        try WatchCommand.check(folder)
        if let route { try RouteName.check(route) }
        try WatchCommand.check(settle, "--settle")
        try WatchCommand.check(patience, "--patience")
        let profile = try ProfileCatalog.profile(source)
        let (book, tenant) = try create ? options.openOrCreate() : options.open()
        let watch = FolderWatch(
            path: folder,
            run: SyncRun(book: book, tenant: tenant.id, profile: profile),
            route: route,
            newRoutes: newRoute ? .always : .unlessKnown,
            timing: WatchTiming(settle: settle, patience: patience)
        )
        let text = WatchText(tenant: tenant, folder: folder)
        let refusals = Mutex(0)
        let onStart: @Sendable () -> Void = { [folder, once] in
            guard !once else { return }
            Terminal.say(
                Speech.pick(es: "se vigila \(folder); termine con Ctrl-C", en: "watching \(folder); stop with Ctrl-C")
            )
        }
        let service = WatchService(watch, isOnce: once, onStart: onStart) { [json] event in
            if case .refused = event.what { refusals.withLock { $0 += 1 } }
            if json { Terminal.out(bytes: text.json(event) + [0x0A]) } else { Terminal.out(text.text(event)) }
        }
        // No limit on the shutdown: a running sync ends, and one that is killed is rolled back.
        let group = ServiceGroupConfiguration(
            services: [.init(service: service, successTerminationBehavior: .gracefullyShutdownGroup)],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: Logger(label: "recaudo")
        )
        try await ServiceGroup(configuration: group).run()
        book.database.close()
        if once, refusals.withLock({ $0 > 0 }) { throw ExitCode.failure }
    }

    /// Looks whether `folder` is one.
    static func check(_ folder: String) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
            throw CommandError(
                .noSource,
                es: "\(folder) no es una carpeta que exista. Créela, o revise la ruta.",
                en: "\(folder) is no folder that is there. Create it, or check the path."
            )
        }
    }

    private static func check(_ seconds: Int, _ flag: String) throws {
        let range = WatchTiming.range
        guard !range.contains(seconds) else { return }
        throw CommandError(
            .badValue,
            es: "\(flag): \(seconds) no está entre \(range.lowerBound) y \(range.upperBound) segundos.",
            en: "\(flag): \(seconds) is not between \(range.lowerBound) and \(range.upperBound) seconds."
        )
    }
}

/// The name of a route, as it is typed.
enum RouteName {
    /// - Throws: ``CommandError`` when no route can have it.
    static func check(_ route: String) throws {
        guard route.count > 200 || route.allSatisfy(\.isWhitespace) || route.contains(where: \.isNewline) else {
            return
        }
        throw CommandError(
            .badValue,
            es: "--route: el nombre de una ruta va de 1 a 200 caracteres en una línea.",
            en: "--route: a route's name is 1 to 200 printable characters on one line."
        )
    }
}
