import Lending

/// What a dishonest collector plans, and what marks it left so far.
///
/// An honest one plans nothing.
struct CrookedCollector {
    let patterns: Set<FraudPattern>
    private let seed: UInt64
    private let route: Int
    private let endDay: Int
    private let window: ClosedRange<Int>
    private var dueDays: [FraudPattern: Set<Int>] = [:]
    /// Deeds planned and not yet done, by pattern.
    private var armed: [FraudPattern: Int] = [:]
    private(set) var records: [FraudRecord] = []
    /// Payments kept back, by client.
    var held: [Int: Int] = [:]
    private(set) var victims: [Int: FraudPattern] = [:]
    private var lastTicket: Ticket?
    var batchDay: CivilDate?

    init(_ options: SimulationOptions, route: Int, patterns: [FraudPattern]) {
        self.patterns = Set(patterns)
        self.route = route
        seed = options.seed
        endDay = options.endDate.dayNumber
        let length = max(2, min(options.days / 2, 28))
        window = (endDay - length)...endDay
        var random = Randomness(options.seed, 0x4652, UInt64(route))
        for pattern in patterns.sorted(by: { $0.rawValue < $1.rawValue }) {
            var days = Set<Int>()
            for _ in 0..<pattern.deeds {
                days.insert(endDay - 3 - random.below(max(1, length - 3)))
            }
            if pattern == .ghostClient { days = [endDay - options.days / 2] }
            if pattern.marksLastNight { days.insert(endDay) }
            if pattern == .oldBackupRestored { days = options.nights > 1 ? [endDay] : [] }
            dueDays[pattern] = days
        }
    }

    var isHonest: Bool { patterns.isEmpty }

    /// Arms the deeds planned for `date`; beyond the planned history one day in nine each.
    mutating func wake(on date: CivilDate) {
        guard !isHonest else { return }
        lastTicket = nil
        for (place, pattern) in FraudPattern.allCases.enumerated() where patterns.contains(pattern) {
            var isDue = dueDays[pattern]?.contains(date.dayNumber) ?? false
            if date.dayNumber > endDay, pattern != .ghostClient {
                var random = Randomness(seed, 0x574B, UInt64(route), UInt64(date.dayNumber), UInt64(place))
                isDue = random.below(9) == 0
            }
            if isDue { armed[pattern, default: 0] += 1 }
        }
    }

    func isArmed(_ pattern: FraudPattern) -> Bool {
        (armed[pattern] ?? 0) > 0
    }

    mutating func disarm(_ pattern: FraudPattern) {
        if let count = armed[pattern], count > 0 { armed[pattern] = count - 1 }
    }

    /// Whether the deeds that last for weeks are on.
    func isActive(_ pattern: FraudPattern, on date: CivilDate) -> Bool {
        patterns.contains(pattern) && (window.contains(date.dayNumber) || date.dayNumber > endDay)
    }

    mutating func choose(victim place: Int, for pattern: FraudPattern) {
        victims[place] = pattern
    }

    func victims(of pattern: FraudPattern) -> Int {
        victims.values.count { $0 == pattern }
    }

    /// Whether a client that does not exist is opened on `date`.
    mutating func opensGhost(on date: CivilDate) -> Bool {
        guard isArmed(.ghostClient) else { return false }
        disarm(.ghostClient)
        return true
    }

    mutating func openGhost(_ client: RouteClient, on date: CivilDate) {
        note(.ghostClient, client: client.person.document, on: date, amount: client.loan.principal)
    }

    /// The ticket id that is printed: `fresh`, or the one before once more.
    mutating func printed(_ fresh: Ticket, on date: CivilDate, amount: Int) -> Ticket {
        guard patterns.contains(.duplicateTicket) else { return fresh }
        if isArmed(.duplicateTicket), let lastTicket {
            disarm(.duplicateTicket)
            note(.duplicateTicket, on: date, tickets: [lastTicket], amount: amount)
            return lastTicket
        }
        lastTicket = fresh
        return fresh
    }

    /// Keeps the marks of a booked payment.
    mutating func witness(_ booked: BookedAmount, ticket: Ticket, client: RouteClient, on date: CivilDate) {
        guard !isHonest else { return }
        if let pattern = booked.pattern {
            note(pattern, client: client.person.document, on: date, tickets: [ticket], amount: booked.kept)
        }
        if batchDay == date { note(.offHoursBatch, on: date, tickets: [ticket], amount: booked.amount) }
    }

    /// Adds marks to the record of `pattern` on `client`.
    mutating func note(
        _ pattern: FraudPattern,
        client: String? = nil,
        on date: CivilDate,
        tickets: [Ticket] = [],
        settlements: [Int] = [],
        amount: Int
    ) {
        let place =
            records.firstIndex { $0.pattern == pattern && $0.client == client } ?? records.endIndex
        if place == records.endIndex {
            records.append(FraudRecord(pattern: pattern, client: client, firstDay: date, lastDay: date))
        }
        records[place].lastDay = date
        records[place].tickets += tickets
        records[place].settlements += settlements
        records[place].amount += amount
    }
}

/// The marks of one fraud.
struct FraudRecord: Hashable {
    var pattern: FraudPattern
    var client: String?
    var firstDay: CivilDate
    var lastDay: CivilDate
    var tickets: [Ticket] = []
    var settlements: [Int] = []
    var amount = 0

    func planted(on route: String) -> PlantedFraud {
        PlantedFraud(
            route: route,
            pattern: pattern,
            firstDay: firstDay,
            lastDay: lastDay,
            client: client,
            tickets: tickets.map(BackupText.ticket),
            settlements: settlements,
            amount: Money(minorUnits: Int64(amount))
        )
    }
}

/// What the collector books of a payment.
struct BookedAmount {
    var amount: Int
    var balanceAfter: Int
    /// Money that went into the collector's pocket or that was held back.
    var kept = 0
    var pattern: FraudPattern?
}

extension FraudPattern {
    /// How many times it is planned in the history, beside those that last for weeks.
    fileprivate var deeds: Int {
        switch self {
        case .partialRecording, .lapping, .ghostClient, .oldBackupRestored: 0
        case .ghostRenewal, .voidAfterClose, .editAfterClose, .pocketedPayoff, .journalWipe: 1
        case .shortageRolled, .duplicateTicket: 2
        case .offHoursBatch: 3
        case .expensePadding: 8
        }
    }

    /// Whether it is done on the last day too, so that the last two nights differ by it.
    fileprivate var marksLastNight: Bool {
        self == .voidAfterClose || self == .editAfterClose
    }
}
