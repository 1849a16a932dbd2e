/// How the people of one route work: their town, their hours, their phone.
struct RouteHabits {
    /// How the app on this phone writes a floating point number into a text column.
    enum NumberStyle {
        /// Shortest text that gives the number back: `-376062.7199999988`.
        case shortest
        /// Fifteen digits, as SQLite itself converts it: `6210408.56999994`.
        case fifteenDigits
        /// As Java prints it: an exponent from ten million on, `1.22158505E7`.
        case java
    }

    let town: [String]
    let collector: String
    let collectorPhone: String
    let worksSundays: Bool
    let forgivesHolidays: Bool
    let numberStyle: NumberStyle
    /// Whether amounts in payment tables carry `.0`.
    let writesFraction: Bool
    let rateMenu: [Int]
    /// Late-interest policy of the box row, its rate and its days of grace; a rate of 0 for none.
    let latePolicy: Int
    let lateRate: Int
    let graceDays: Int
    let usesGroups: Bool
    let usesRatings: Bool

    init(seed: UInt64, route: Int) {
        var lender = Randomness(seed, 0x4C45)
        var random = Randomness(seed, 0x4842, UInt64(route))
        town = lender.pick(PeopleNames.towns)
        collector = InventedPerson.name(&random)
        collectorPhone = InventedPerson.phone(&random)
        worksSundays = random.chance(150)
        forgivesHolidays = random.chance(600)
        numberStyle = random.pick(weighted: [(.shortest, 5), (.fifteenDigits, 3), (.java, 2)])
        writesFraction = random.chance(200)
        rateMenu = random.pick([[20], [20, 20, 10], [10, 20, 25], [20, 25]])
        latePolicy = 1 + random.below(3)
        lateRate = random.pick([0, 0, 10, 20])
        graceDays = random.pick([1, 3, 5])
        usesGroups = random.chance(600)
        usesRatings = random.chance(300)
    }

    /// Name of the folder of route number `index`, such as `ruta1-centro`.
    func folder(index: Int) -> String {
        "ruta\(index + 1)-\(PeopleNames.folderName(of: town[index % town.count]))"
    }
}
