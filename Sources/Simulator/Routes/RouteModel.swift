import Lending

/// One route, played day by day: the state that its phone would hold.
struct RouteModel {
    let options: SimulationOptions
    let index: Int
    let habits: RouteHabits
    var clients: [RouteClient] = []
    var settlements: [BookedSettlement] = []
    /// Cash in the box in minor units, and as the app's floating point holds it.
    var boxUnits: Int
    var boxFloating: Double
    var till = OpenTill()
    var tally = RouteTally()
    var crooked: CrookedCollector
    /// The day that is open, or the last one that was.
    private(set) var date: CivilDate
    var stops: [Stop] = []
    private var nextStop = 0
    var joined = 0
    /// Earlier evenings, oldest first, kept only by a collector who will restore one.
    var keptBackups: [KeptBackup] = []
    private(set) var isOpen = false

    init(_ options: SimulationOptions, index: Int, patterns: [FraudPattern]) {
        self.options = options
        self.index = index
        habits = RouteHabits(seed: options.seed, route: index)
        date = options.startDate.adding(days: -1)
        boxUnits = options.clientsPerRoute * 22_000_000
        boxFloating = Double(boxUnits) / 100
        crooked = CrookedCollector(options, route: index, patterns: patterns)
        clients.reserveCapacity(options.clientsPerRoute + 1)
    }

    /// Name of the route's folder.
    var name: String { habits.folder(index: index) }

    /// Opens the next day: decides who is visited when.
    mutating func openNextDay() {
        date = date.adding(days: 1)
        isOpen = true
        nextStop = 0
        stops = []
        crooked.wake(on: date)
        guard isWorkingDay else {
            if isHoliday { forgiveDay() }
            return
        }
        var random = stream(0x4F50)
        restoreOldBackup()
        planVisits()
        planJoins()
        let expense = random.pick([0, 800_000, 1_200_000, 1_500_000, 2_000_000])
        if expense > 0 {
            let item = random.pick(["gasolina", "almuerzo", "recarga", "parqueadero"])
            stops.append(Stop(second: 46_000 + random.below(3_000), errand: .expense(amount: expense, item: item)))
        }
        if random.chance(12) { stops.append(Stop(second: 47_000, errand: .settle)) }
        stops.sort { $0.second < $1.second }
        moveStopsForBatch()
        for place in stops.indices.dropFirst() {
            stops[place].second = max(stops[place].second, stops[place - 1].second + 1)
        }
    }

    /// Plays the open day up to and including `second`.
    mutating func play(until second: Int) {
        while nextStop < stops.count, stops[nextStop].second <= second {
            let stop = stops[nextStop]
            nextStop += 1
            switch stop.errand {
            case .visit(let client): visit(client, at: stop.second)
            case .join(let person): join(person, at: stop.second)
            case .expense(let amount, let item): spend(amount, on: item, at: stop.second)
            case .settle: settle()
            }
        }
    }

    /// Plays the rest of the open day, settles it and closes it.
    mutating func closeDay() {
        play(until: 86_399)
        if isWorkingDay {
            renewGhostly()
            padExpenses()
            settle()
            hideShortage()
            tamper()
            chargeLateInterest()
            reviewClients()
        }
        keepBackup()
        isOpen = false
    }

    /// A stream of random numbers for `purpose` on this day of this route.
    func stream(_ purpose: UInt64, _ detail: Int = 0) -> Randomness {
        Randomness(options.seed, purpose, UInt64(index), UInt64(bitPattern: Int64(date.dayNumber)), UInt64(detail))
    }

    private var isHoliday: Bool { options.observesHolidays && HolidayCalendar.colombia.isHoliday(date) }

    var isWorkingDay: Bool {
        if date.weekday == .sunday, !habits.worksSundays { return false }
        return !isHoliday
    }

    /// The app has no calendar of holidays: the collector forgives the day by hand.
    private mutating func forgiveDay() {
        guard habits.forgivesHolidays else { return }
        for place in clients.indices
        where clients[place].loan.balance > 0 && clients[place].loan.frequency.periodDays < 7 {
            clients[place].loan.forgivenDays += 1
        }
    }

    private mutating func planVisits() {
        let pace = 36_000 / max(1, options.clientsPerRoute)
        stops.reserveCapacity(clients.count + 3)
        for place in clients.indices {
            let client = clients[place]
            if client.isEnded {
                guard let returnsOn = client.returnsOn, returnsOn <= date else { continue }
            } else if case .daily = client.loan.frequency {
                if date.weekday == .saturday, client.loan.skipsSaturday { continue }
            }
            var random = stream(0x5354, place)
            let second = 26_400 + client.position * pace + random.below(max(pace * 3, 600))
            stops.append(Stop(second: min(second, 70_000), errand: .visit(client: place)))
        }
    }

    private mutating func planJoins() {
        let rampDays = max(1, min(options.days / 4, 24))
        let elapsed = date.days(since: options.startDate) + 1
        let due = min(options.clientsPerRoute, options.clientsPerRoute * elapsed / rampDays + 1)
        var random = stream(0x4A4F)
        while joined < due, joined < options.clientsPerRoute {
            stops.append(Stop(second: 30_000 + random.below(34_000), errand: .join(person: joined)))
            joined += 1
        }
        if crooked.opensGhost(on: date) {
            stops.append(Stop(second: 64_000, errand: .join(person: options.clientsPerRoute)))
        }
    }
}
