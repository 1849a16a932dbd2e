public import Lending

/// The day a route stands at and the policy its arrears are counted under.
struct RouteClock: Hashable, Sendable {
    /// The route's business day in the state of the book that is asked for.
    var date: CivilDate
    /// How the route's source counts arrears.
    var policy: ArrearsPolicy

    init(_ route: Route) {
        date = route.businessDate
        policy = route.arrearsPolicy
    }
}

extension Route {
    /// The policy its source states for arrears; the canonical one when it states none.
    public var arrearsPolicy: ArrearsPolicy {
        let choice = policies.first { $0.name == "arrears" }?.choice
        return choice.flatMap(ArrearsPolicy.Method.init(rawValue:)).map { ArrearsPolicy(method: $0) } ?? .canonical
    }
}

/// The clocks of a book's routes, found by the bytes of a route's id.
///
/// Rows of one route mostly come together, so the last
/// answer is kept.
struct RouteClocks {
    private let clocks: [String: (index: Int, clock: RouteClock)]
    private var lastID: [UInt8] = []
    private var last: (index: Int, clock: RouteClock)?

    /// The clocks of `routes`, which are numbered in their order.
    init(_ routes: [Route]) {
        var clocks: [String: (index: Int, clock: RouteClock)] = [:]
        for (index, route) in routes.enumerated() { clocks[route.id.text] = (index, RouteClock(route)) }
        self.clocks = clocks
    }

    /// The number and clock of the route `id`; nil when the book, as it is asked for, has no such route.
    mutating func clock(of id: UnsafeRawBufferPointer) -> (index: Int, clock: RouteClock)? {
        if last != nil, isLast(id) { return last }
        lastID = Array(id)
        last = clocks[String(decoding: id, as: UTF8.self)]
        return last
    }

    /// Whether `id` is the one asked for before: rows of a route lie together, so this is the common case.
    private func isLast(_ id: UnsafeRawBufferPointer) -> Bool {
        lastID.withUnsafeBytes { last in
            guard last.count == id.count else { return false }
            for index in 0..<last.count where last[index] != id[index] { return false }
            return true
        }
    }
}
