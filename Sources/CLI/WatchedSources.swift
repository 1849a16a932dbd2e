import Intake
import LoanBook
import Machine
import ServiceLifecycle
import Web

/// The folders of the settings file, watched beside the server.
struct WatchedSources {
    private let watches: [FolderWatch]
    /// One for each folder; their syncs pass one gate, so that the book has one writer at a time.
    let services: [any Service]

    /// Watches of `settings` that write into `book`.
    /// - Throws: when a tenant or a profile is not there; ``CommandError`` names the line of the settings.
    init(_ settings: [SourceSetting], book: Book) throws {
        let gate = SyncGate()
        var watches: [FolderWatch] = []
        var services: [any Service] = []
        for setting in settings {
            if let route = setting.route { try RouteName.check(route) }
            let tenant = try Self.tenant(of: setting, in: book)
            let watch = FolderWatch(
                path: setting.path,
                run: SyncRun(book: book, tenant: tenant.id, profile: try ProfileCatalog.profile(setting.source)),
                route: setting.route,
                timing: setting.timing,
                gate: gate
            )
            let text = WatchText(tenant: tenant, folder: setting.path)
            watches.append(watch)
            services.append(WatchService(watch) { Terminal.say(text.text($0)) })
        }
        self.watches = watches
        self.services = services
    }

    /// Counts for the server's health; nil when nothing is watched.
    var counts: (@Sendable () -> SourceCounts)? {
        guard !watches.isEmpty else { return nil }
        return { [watches] in
            var sum = SourceCounts(watched: watches.count, taken: 0, waiting: 0, refused: 0, postponed: 0)
            for watch in watches {
                let counts = watch.counts
                sum.taken += counts.taken
                sum.waiting += counts.waiting
                sum.refused += counts.refused
                sum.postponed += counts.postponed
            }
            return sum
        }
    }

    private static func tenant(of setting: SourceSetting, in book: Book) throws -> TenantRecord {
        do {
            return try book.tenant(named: setting.tenant)
        } catch LoanBookError.unknownTenant {
            throw setting.place.error(
                es:
                    "la empresa \"\(setting.tenant)\" de sources no existe. Créela con recaudo tenant create, o revise el "
                    + "nombre.",
                en:
                    "there is no tenant \"\(setting.tenant)\" for sources. Create it with recaudo tenant create, or check "
                    + "the name."
            )
        }
    }
}
