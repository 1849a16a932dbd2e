import ArgumentParser
import Codecs
import Foundation
import Intake
import Lending
import LoanBook
import Machine

/// `recaudo sync`: a backup into the book.
struct SyncCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Read a backup into the book; exactly what changed is appended.",
        discussion: """
            PATH is a folder with one route's files, a folder of such folders, a zip of either, or a single file. The whole \
            sync is one transaction: after a failure or a crash the book is as it was.
            """
    )

    @OptionGroup var options: TenantOptions

    @Argument(help: "Backup to read.")
    var path: String

    @Option(help: "Layout of the backup: \(ProfileCatalog.names.joined(separator: ", ")).")
    var source = "prestacop"

    @Option(help: "Profile file to use instead of a shipped layout.")
    var profile: String?

    @Option(help: "Name of the only route of the backup, or the one to read of several.")
    var route: String?

    @Flag(help: "Create the database and the tenant when they are not there.")
    var create = false

    @Flag(help: "Take files that are older than the book, or lost what it holds: newer payments are voided.")
    var acceptOlder = false

    @Flag(help: "Take a route under a new name even though its customers stand on another route already.")
    var newRoute = false

    @Flag(help: "Print the summary as JSON.")
    var json = false

    func run() async throws {
        try BackupPath.check(path)
        if let route { try RouteName.check(route) }
        let layout = try ProfileCatalog.profile(profile ?? source)
        var bar = ProgressBar(label: "sync")
        let copy: SourceCopy
        do {
            copy = try SourceCopy(of: path, profile: layout, route: route) { bar.show($0) }
            // A wrong file is refused before a database or a tenant is made for it.
            if create { try copy.check() }
        } catch {
            remember(error, layout)
            throw error
        }
        let (book, tenant) = try create ? options.openOrCreate() : options.open()
        let result = try SyncRun(book: book, tenant: tenant.id, profile: layout).run(
            copy,
            olderFiles: acceptOlder ? .accept : .refuse,
            newRoutes: newRoute ? .always : .unlessKnown
        ) { bar.show($0) }
        bar.finish()
        if json {
            Terminal.out(bytes: SyncSummary.json(result, tenant: tenant) + [0x0A])
        } else {
            Terminal.out(SyncSummary.text(result, tenant: tenant))
        }
    }

    /// Keeps why the copy was refused, where there is a book that can.
    private func remember(_ error: any Error, _ layout: Profile) {
        // `try?`: the refusal is told in any case.
        guard let (book, tenant) = try? options.open() else { return }
        SyncRun(book: book, tenant: tenant.id, profile: layout).keep(refusal: error, of: route)
    }
}

/// The path of a backup, as it is typed.
enum BackupPath {
    /// Looks whether anything is at `path`, before anything is made for it.
    static func check(_ path: String) throws {
        guard !FileManager.default.fileExists(atPath: path) else { return }
        throw CommandError(
            .noSource,
            es: "No existe \(path). Dé la carpeta, el zip o el archivo de la copia.",
            en: "There is nothing at \(path). Give the folder, zip or file of the backup."
        )
    }
}

extension ProgressBar {
    /// Shows how far a sync is.
    mutating func show(_ progress: SyncProgress) {
        switch progress {
        case .copying(let bytes, let total):
            label = Speech.pick(es: "leyendo archivos", en: "reading files")
            show(done: Int(bytes), total: Int(total))
        case .reading(let route, let customers, let total):
            label = Speech.pick(es: "ruta \(route)", en: "route \(route)")
            show(done: customers, total: total)
        }
    }
}
