import Lending

extension RouteModel {
    /// Person number `number` becomes a client with a first loan.
    mutating func join(_ number: Int, at second: Int) {
        var random = stream(0x4E45, number)
        let isGhost = number >= options.clientsPerRoute
        var person = InventedPerson.living(seed: options.seed, route: index, index: number, town: habits.town)
        if clients.contains(where: { $0.person.document == person.document }) {
            person.document = String(2_000_000 + number)  // The app refuses the same number twice.
        }
        if isGhost { disguise(&person) }
        let product =
            isGhost ? LoanProduct(frequency: .daily, instalments: 40) : LoanProduct.choose(index: number, &random)
        let tier = isGhost ? 5 : random.below(6)
        let loan = BookedLoan(
            capital: LoanProduct.capitals[tier] * 100,
            product: product,
            ratePercent: random.pick(habits.rateMenu),
            on: date,
            random: &random
        )
        let place = clients.count
        var pair = Randomness(options.seed, 0x504F, UInt64(index), UInt64(place / 2))
        clients.append(
            RouteClient(
                person: person,
                number: place + 1,
                position: 1 + (pair.chance(200) ? place ^ 1 : place),
                group: habits.usesGroups
                    ? random.pick(["Principal", "Principal", "Lunes", "Martes", "Viernes"]) : "Principal",
                behaviour: isGhost ? .invented : .choose(&random),
                tier: tier,
                loan: loan
            )
        )
        clients[place].isClaimed = isGhost
        handOver(loan, to: place, netting: 0, at: second)
        if isGhost { crooked.openGhost(clients[place], on: date) }
    }

    /// A client that does not exist has a running number, and the telephone and street of one that does.
    private func disguise(_ person: inout InventedPerson) {
        person.document = String(1_000 + options.clientsPerRoute)
        guard let double = clients.first else { return }
        person.phone = double.person.phone
        person.address = double.person.address
    }

    mutating func spend(_ amount: Int, on item: String, at second: Int) {
        till.expenses += amount
        note("gasto", amount, item, at: second, ticket: nil)
    }

    /// Liquidar: the box takes the till in, a settlement row is added, the journal is emptied.
    mutating func settle() {
        let collected = Double(till.collected) / 100
        let expenses = Double(till.expenses) / 100
        boxFloating = boxFloating + collected - (expenses + till.lentFloating)
        boxUnits += till.collected - till.expenses - till.lent
        settlements.append(
            BookedSettlement(
                day: date,
                collected: collected,
                lent: till.lentFloating,
                expenses: expenses,
                boxAfter: boxFloating,
                portfolio: clients.reduce(0) { $0 + $1.loan.balance },
                payments: till.payments,
                collectedUnits: till.collected
            )
        )
        till = OpenTill()
    }

    /// Late interest runs on loans past their term, after the days of grace.
    mutating func chargeLateInterest() {
        guard habits.lateRate > 0 else { return }
        for place in clients.indices where clients[place].loan.balance > 0 {
            let loan = clients[place].loan
            let late = date.days(since: loan.disbursedOn) - loan.termDays - loan.forgivenDays - habits.graceDays
            guard late > clients[place].lateDays, late < 120 else { continue }
            let perDay = loan.balance / 100 * habits.lateRate / 3_000
            clients[place].lateInterest += perDay * 100 * (late - clients[place].lateDays)
            clients[place].lateDays = late
        }
    }

    /// Reports, hidings and corrections of clients' data at the end of a day.
    mutating func reviewClients() {
        for place in clients.indices {
            let client = clients[place]
            let quiet = date.days(since: client.lastPaymentOn ?? client.loan.disbursedOn)
            guard quiet > 24, quiet % 8 == 0 else { continue }
            var random = stream(0x5245, place)
            if client.loan.balance > 0, client.loan.behind(on: date) > 0 {
                if client.report == nil, random.chance(350) {
                    clients[place].report = random.pick(PeopleNames.reports)
                    if habits.usesRatings { clients[place].rating = "1" }
                } else if client.report != nil, random.chance(150) {
                    clients[place].isHidden = true
                }
            } else if client.isEnded, client.returnsOn == nil, random.chance(300) {
                clients[place].isHidden = true
            }
        }
        correctOneClient()
    }

    private mutating func correctOneClient() {
        var random = stream(0x434F)
        guard !clients.isEmpty, random.chance(500) else { return }
        let place = random.below(clients.count)
        guard !clients[place].isClaimed else { return }
        let field = random.below(4)
        switch field {
        case 0: clients[place].person.phone = InventedPerson.phone(&random)
        case 1: clients[place].person.address = InventedPerson.address(&random, town: habits.town)
        case 2: clients[place].person.notes = "otro tel " + InventedPerson.phone(&random)
        default: clients[place].group = clients[place].group == "Lunes" ? "Martes" : "Lunes"
        }
    }
}
