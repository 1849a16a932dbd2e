/// An invented client: who they are as the collector typed it in.
struct InventedPerson {
    var name: String
    var document: String
    var phone: String
    var address: String
    var notes: String

    /// The person of place `index` on route `route`; the same for the same seed, whoever asks.
    ///
    /// One in eighty also borrows on the route before, under the same identity number.
    static func living(seed: UInt64, route: Int, index: Int, town: [String]) -> InventedPerson {
        if route > 0, index % 80 == 33 {
            let neighbour = InventedPerson(seed: seed, route: route - 1, index: 3, town: town)
            if neighbour.document.utf8.count > 6 { return neighbour }
        }
        return InventedPerson(seed: seed, route: route, index: index, town: town)
    }

    private init(seed: UInt64, route: Int, index: Int, town: [String]) {
        var random = Randomness(seed, 0x5045_5253, UInt64(route), UInt64(index))
        name = InventedPerson.name(&random)
        phone = InventedPerson.phone(&random)
        address = InventedPerson.address(&random, town: town)
        // Some operators type a running number in place of the identity number.
        document =
            random.chance(InventedPerson.runningNumberShare(seed: seed, route: route))
            ? String(1_000 + index) : InventedPerson.document(&random, index: index)
        notes = random.chance(250) ? InventedPerson.phone(&random) : random.pick(PeopleNames.notes)
    }

    static func name(_ random: inout Randomness) -> String {
        "\(random.pick(PeopleNames.first)) \(random.pick(PeopleNames.last)) \(random.pick(PeopleNames.last))"
    }

    static func phone(_ random: inout Randomness) -> String {
        let rest = String(random.below(10_000_000))
        return random.pick(PeopleNames.mobilePrefixes) + String(repeating: "0", count: 7 - rest.count) + rest
    }

    static func address(_ random: inout Randomness, town: [String]) -> String {
        let place = random.pick(town)
        switch random.below(6) {
        case 0: return "\(place); esquina"
        case 1: return "\(place) mz \(1 + random.below(30)) cs \(1 + random.below(40))"
        case 2: return "\(place), etapa \(1 + random.below(4))"
        case 3: return "Barrio \(place) cl \(1 + random.below(90)) #\(1 + random.below(60))-\(1 + random.below(90))"
        case 4: return "\(place) cra \(1 + random.below(60)) \"local \(1 + random.below(20))\""
        default: return "Vereda \(place)"
        }
    }

    /// Old numbers have eight digits, those since 2003 ten; the index keeps them apart within a route.
    private static func document(_ random: inout Randomness, index: Int) -> String {
        random.chance(550)
            ? String(10_000_000 + random.below(40_000) * 2_000 + index)
            : String(1_005_000_000 + random.below(60_000) * 2_000 + index)
    }

    private static func runningNumberShare(seed: UInt64, route: Int) -> Int {
        var random = Randomness(seed, 0x4944, UInt64(route))
        return random.pick([0, 50, 350, 900])
    }
}
