public import Lending

/// A simulated lender that keeps working after its history: each step plays part of a day and rewrites the backups.
///
/// Owns the folder it writes to; used by one caller at a time. The same options and steps give the same files.
public final class LiveLender {
    /// What is simulated; `nights` and `targetLoans` do not apply.
    public let options: SimulationOptions
    /// The folder that holds one folder per route and `truth.json`.
    public let directory: String

    private let folder: BackupFolder
    private var models: [RouteModel]
    private var written: [RouteEvening] = []
    private var step = 0

    /// Plays the history of `options` and writes its last evening to `directory`, as ``Simulation/write(to:progress:)`` does.
    ///
    /// - Throws: ``SimulationError``.
    public init(_ options: SimulationOptions, directory: String) throws(SimulationError) {
        try options.validate()
        self.options = options
        self.directory = directory
        folder = try BackupFolder(emptied: directory)
        let plan = FraudPlan(options)
        models = (0..<options.routes).map {
            RouteModel(options, index: $0, patterns: plan.patterns(for: $0))
        }
        for place in models.indices {
            for _ in 0..<options.days {
                models[place].openNextDay()
                models[place].closeDay()
            }
        }
        _ = try publish()
    }

    /// The day that is open, or the last one that was.
    public var date: CivilDate { models.first?.date ?? options.endDate }

    /// Whether a day is open: begun and not settled yet.
    public var isDayOpen: Bool { models.first?.isOpen ?? false }

    /// Plays up to and including `time` of the open day, opening the next day when none is, and rewrites the backups.
    ///
    /// - Throws: ``SimulationError`` when a file cannot be written.
    public func advance(to time: DayTime) throws(SimulationError) -> LiveStep {
        openDay()
        for place in models.indices { models[place].play(until: time.secondOfDay) }
        return try publish()
    }

    /// Plays the rest of the open day, or the whole next day when none is open, settles it and rewrites the backups.
    ///
    /// - Throws: ``SimulationError`` when a file cannot be written.
    public func finishDay() throws(SimulationError) -> LiveStep {
        openDay()
        for place in models.indices { models[place].closeDay() }
        return try publish()
    }

    private func openDay() {
        guard !isDayOpen else { return }
        for place in models.indices { models[place].openNextDay() }
    }

    private func publish() throws(SimulationError) -> LiveStep {
        step += 1
        var truth = NightTruth(date: date)
        for (place, model) in models.enumerated() {
            let before = written.indices.contains(place) ? written[place] : nil
            truth.routes.append(RouteTruth(model, since: before))
            try model.writeBackup(in: folder.route(model.name, in: directory))
        }
        try folder.write(truth.document(night: step, options: options), to: directory + "/truth.json")
        written = models.map(RouteEvening.init)
        return LiveStep(truth, isDayOpen: isDayOpen)
    }
}

/// What one step of a ``LiveLender`` changed in the backups.
public struct LiveStep: Hashable, Sendable {
    /// Business day of the step.
    public var date: CivilDate
    /// Whether the day goes on.
    public var isDayOpen: Bool
    /// Payments taken since the step before.
    public var newPayments: Int
    /// Sum of them.
    public var newAmount: Money
    /// Payments of earlier steps that are gone or changed.
    public var alteredPayments: Int
    /// Settlements made since the step before.
    public var newSettlements: Int
    /// Figures of all routes after the step.
    public var total: RouteFigures

    init(_ truth: NightTruth, isDayOpen: Bool) {
        date = truth.date
        self.isDayOpen = isDayOpen
        let changes = truth.routes.compactMap(\.changes)
        newPayments = changes.reduce(0) { $0 + $1.newPayments }
        newAmount = Money(minorUnits: Int64(changes.reduce(0) { $0 + $1.newAmount }))
        alteredPayments = changes.reduce(0) { $0 + $1.edited.count + $1.deleted.count }
        newSettlements = changes.reduce(0) { $0 + max(0, $1.settlementsAfter - $1.settlementsBefore) }
        total = truth.total
    }
}
