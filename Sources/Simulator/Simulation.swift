import Lending

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
    /// One route is held in memory at a time. A folder with an earlier simulation is cleared first.
    /// - Parameter progress: called after each route.
    /// - Throws: ``SimulationError``; also when `directory` holds anything but a simulation.
    @discardableResult
    public func write(
        to directory: String,
        progress: (SimulationProgress) -> Void = { _ in }
    ) throws(SimulationError) -> SimulationSummary {
        try options.validate()
        let folder = try BackupFolder(emptied: directory)
        let plan = FraudPlan(options)
        var truths = (0..<options.nights).map {
            NightTruth(date: options.endDate.adding(days: $0 + 1 - options.nights))
        }
        var loans = 0
        var index = 0
        while !isEnough(routes: index, loans: loans) {
            try write(RouteModel(options, index: index, patterns: plan.patterns(for: index)), to: folder, &truths)
            index += 1
            loans += truths.last?.routes.last?.figures.tracedLoans ?? 0
            progress(SimulationProgress(routes: index, loans: loans, fraction: fraction(routes: index, loans: loans)))
        }
        var summary = SimulationSummary(nights: [])
        for (offset, truth) in truths.enumerated() {
            let path = try folder.night(offset + 1, of: options.nights)
            try folder.write(truth.document(night: offset + 1, options: options), to: path + "/truth.json")
            summary.nights.append(
                SimulationSummary.Night(path: path, date: truth.date, total: truth.total, frauds: truth.frauds)
            )
        }
        return summary
    }

    private func isEnough(routes: Int, loans: Int) -> Bool {
        if let target = options.targetLoans { return loans >= target || routes >= Limits.routes.upperBound }
        return routes >= options.routes
    }

    private func fraction(routes: Int, loans: Int) -> Double {
        if let target = options.targetLoans { return min(1, Double(loans) / Double(target)) }
        return Double(routes) / Double(options.routes)
    }

    /// Plays one route's history and writes its last nights.
    private func write(
        _ start: RouteModel,
        to folder: BackupFolder,
        _ truths: inout [NightTruth]
    ) throws(SimulationError) {
        var model = start
        var evening: RouteEvening?
        for day in 0..<options.days {
            model.openNextDay()
            model.closeDay()
            let night = day - (options.days - options.nights)
            guard night >= 0 else { continue }
            let path = try folder.night(night + 1, of: options.nights)
            try model.writeBackup(in: folder.route(model.name, in: path))
            truths[night].routes.append(RouteTruth(model, since: evening))
            if options.nights > 1 { evening = RouteEvening(model) }
        }
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
