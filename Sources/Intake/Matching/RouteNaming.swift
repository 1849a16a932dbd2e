import Lending
import LoanBook

/// What to do with a route that came under a name the book does not know.
public enum NewRoutes: Sendable {
    /// Take it as a new route unless its customers stand on another route already: it would count them twice.
    case unlessKnown
    /// Take it as a new route whatever stands elsewhere.
    case always
}

/// A route with the name that it came under.
struct NamedRoute {
    let name: String
    let naming: FoundRoute.Naming
}

/// Finds the route of the book that files belong to, by their name or, when that is new, by what is in them.
///
/// A route's name is the name of a folder or an archive, which people and browsers change: `Centro (2)`,
/// `copia-01-11`. Taken at its word each would be a second route with the same loans.
struct RouteNaming {
    private let profile: Profile
    private let newRoutes: NewRoutes
    private let routes: [Route]
    /// Routes in the sync.
    private var count: Int
    private var recognition: RouteRecognition

    /// - Throws: `StorageError`, `WireError`.
    init(tenant: TenantID, memory: BookMemory, profile: Profile, newRoutes: NewRoutes, count: Int) throws {
        self.profile = profile
        self.newRoutes = newRoutes
        self.count = count
        routes = try memory.routes()
        recognition = RouteRecognition(
            tenant: tenant,
            memory: memory,
            routes: routes.filter { $0.profile == profile.name }
        )
    }

    /// Files that came as one route turned out to hold `parts`.
    mutating func found(parts: Int) { count += parts - 1 }

    /// The book's name for a route called `name`: the same, or one that differs only in how it was typed; nil when the
    /// book knows none.
    /// - Throws: ``IntakeError`` when several differ only so, or the route is read by another profile.
    func known(_ name: String) throws -> String? {
        let folded = FoldedName.of(name)
        let alike = routes.filter { FoldedName.of($0.sourceKey) == folded }
        guard let found = alike.first(where: { $0.sourceKey == name }) ?? alike.first else { return nil }
        guard alike.count == 1 || found.sourceKey == name else {
            throw IntakeError(
                .ambiguousRoute,
                "\"\(name)\" may be any of the routes \(Notices.list(alike.map(\.sourceKey))). "
                    + "Name the folder exactly as the one it is."
            )
        }
        guard found.profile == profile.name else {
            throw IntakeError(
                .ambiguousRoute,
                "The route \"\(found.sourceKey)\" is read by the profile \(found.profile), and these files by "
                    + "\(profile.name). Use its profile, or give this route another name."
            )
        }
        return found.sourceKey
    }

    /// The name for a route whose own is new: its own, or that of the only route of the book, when the place had no
    /// name for a route and its customers stand there.
    /// - Throws: ``IntakeError`` when its customers stand on a route that it does not name.
    mutating func name(
        for route: NamedRoute,
        in source: RouteSource,
        sample draw: () throws -> RouteSample
    ) throws -> String {
        guard newRoutes == .unlessKnown, count > 1 || !routes.isEmpty else { return route.name }
        let sample = try draw()
        if sample.customers == 0, route.naming == .container, !routes.isEmpty {
            throw IntakeError(
                .emptied,
                "\(route.name) holds no customers, so it cannot be told which route it is. Copy the route again from its "
                    + "phone, or name it with --route."
            )
        }
        guard let match = try recognition.match(sample) else {
            recognition.remember(sample, as: route.name)
            return route.name
        }
        if try isLaterCopyOfTheOnlyRoute(route, sample, match) {
            source.note(
                "\(route.name) was read as route \"\(match.route)\", the only one of the book: "
                    + "\(match.known) of \(match.of) customers looked at stand there."
            )
            return match.route
        }
        throw refusal(route, match)
    }

    private func isLaterCopyOfTheOnlyRoute(
        _ route: NamedRoute,
        _ sample: RouteSample,
        _ match: RouteRecognition.Match
    ) throws -> Bool {
        guard route.naming == .container, count == 1, routes.count == 1, let only = routes.first else { return false }
        // Of a route that was split, a part must not pass for the whole: the other customers would be removed.
        return try sample.customers * 2 >= recognition.memory.customersCount(on: only.id)
    }

    private func refusal(_ route: NamedRoute, _ match: RouteRecognition.Match) -> IntakeError {
        let there = "\(match.known) of \(match.of) customers looked at stand there"
        let remedy =
            if match.isCompanion {
                "Take one of the two copies away"
            } else if count == 1 {
                "To read it into that route add --route \"\(match.route)\""
            } else {
                "To read it into that route give its folder that name"
            }
        return IntakeError(
            .routeKnown,
            "\"\(route.name)\" looks like a copy of the route \"\(match.route)\": \(there) already. \(remedy); "
                + "if it is a route of its own, add --new-route. Nothing was written."
        )
    }
}
