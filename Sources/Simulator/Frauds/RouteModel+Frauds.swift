import Lending

extension RouteModel {
    /// What is booked when client `place` hands over `amount`.
    mutating func bookedAmount(of amount: Int, from place: Int) -> BookedAmount {
        let client = clients[place]
        let honest = BookedAmount(amount: amount, balanceAfter: client.loan.balance - amount)
        guard !crooked.isHonest, amount > 0 else { return honest }
        if case .invented = client.behaviour {
            return BookedAmount(amount: amount, balanceAfter: honest.balanceAfter, pattern: .ghostClient)
        }
        switch crooked.victims[place] {
        case .partialRecording: return half(of: client.loan)
        case .lapping: return heldBack(place)
        default: break
        }
        guard !client.isClaimed else { return honest }
        if let booked = pocketPayoff(place) { return booked }
        chooseVictim(place, paying: amount)
        return honest
    }

    /// Clients who pay one instalment at a time, with many to go, are stolen from without noticing.
    private mutating func chooseVictim(_ place: Int, paying amount: Int) {
        let client = clients[place]
        let isRegular = amount == client.loan.instalment && client.loan.balance > 8 * amount && client.behaviour.isGood
        guard isRegular, client.loan.frequency == .daily, client.loan.payments > 0 else { return }
        for pattern in [FraudPattern.partialRecording, .lapping]
        where crooked.isActive(pattern, on: date) && crooked.victims(of: pattern) < 2 {
            crooked.choose(victim: place, for: pattern)
            clients[place].isClaimed = true
            return
        }
    }

    private func half(of loan: BookedLoan) -> BookedAmount {
        guard loan.balance > 2 * loan.instalment, crooked.isActive(.partialRecording, on: date) else {
            let amount = min(loan.instalment, loan.balance)
            return BookedAmount(amount: amount, balanceAfter: loan.balance - amount)
        }
        let amount = loan.instalment / 200 * 100
        return BookedAmount(
            amount: amount,
            balanceAfter: loan.balance - amount,
            kept: loan.instalment - amount,
            pattern: .partialRecording
        )
    }

    /// One visit is kept back, the next one books both.
    private mutating func heldBack(_ place: Int) -> BookedAmount {
        let loan = clients[place].loan
        if let held = crooked.held.removeValue(forKey: place) {
            let amount = min(loan.balance, held + loan.instalment)
            return BookedAmount(
                amount: amount,
                balanceAfter: loan.balance - amount,
                kept: held,
                pattern: .lapping
            )
        }
        if loan.balance > 4 * loan.instalment, crooked.isActive(.lapping, on: date) {
            crooked.held[place] = loan.instalment
            return BookedAmount(amount: 0, balanceAfter: loan.balance)
        }
        let amount = min(loan.balance, loan.instalment)
        return BookedAmount(amount: amount, balanceAfter: loan.balance - amount)
    }

    private mutating func pocketPayoff(_ place: Int) -> BookedAmount? {
        let loan = clients[place].loan
        guard crooked.isArmed(.pocketedPayoff), loan.payments >= 2, loan.balance >= 3 * loan.instalment,
            loan.balance * 10 <= loan.total * 7
        else { return nil }
        crooked.disarm(.pocketedPayoff)
        clients[place].isClaimed = true
        let amount = loan.balance / 200_000 * 100_000
        return BookedAmount(amount: amount, balanceAfter: 0, kept: loan.balance - amount, pattern: .pocketedPayoff)
    }

    /// The journal is emptied with the payments of the morning in it; loans and expenses are typed in again.
    mutating func wipeJournal(at second: Int) {
        guard crooked.isArmed(.journalWipe), till.payments >= 3, second > 39_600 else { return }
        crooked.disarm(.journalWipe)
        let number = settlements.count + 1
        crooked.note(
            .journalWipe,
            on: date,
            tickets: till.tickets,
            settlements: [number, number + 1],
            amount: till.collected
        )
        till.collected = 0
        till.payments = 0
        till.tickets = []
        till.journal = []
        settle()
    }

    /// All of the day is typed from half past ten at night on.
    mutating func moveStopsForBatch() {
        guard crooked.isArmed(.offHoursBatch), stops.count >= 5 else { return }
        crooked.disarm(.offHoursBatch)
        crooked.batchDay = date
        let pace = max(1, min(17, 4_200 / stops.count))
        for place in stops.indices { stops[place].second = 81_000 + place * pace }
    }

    /// Deeds of the evening, before the settlement.
    mutating func renewGhostly() {
        guard crooked.isArmed(.ghostRenewal) else { return }
        let today = date
        let stopped = clients.indices
            .filter { place in
                let client = clients[place]
                let behind = client.loan.behind(on: today)
                return !client.isClaimed && client.loan.payments > 0 && client.loan.balance > 2 * client.loan.instalment
                    && behind >= min(5, client.loan.instalments) * client.loan.instalment
            }
            .max { clients[$0].loan.behind(on: today) < clients[$1].loan.behind(on: today) }
        guard let place = stopped, let last = clients[place].payments.last else { return }
        crooked.disarm(.ghostRenewal)
        var random = stream(0x4752)
        let old = clients[place].loan
        let loan = BookedLoan(
            capital: old.balance,
            product: LoanProduct(frequency: .daily, instalments: 30),
            ratePercent: 20,
            on: date,
            random: &random
        )
        crooked.note(
            .ghostRenewal,
            client: clients[place].person.document,
            on: date,
            tickets: [last.ticket],
            amount: old.balance
        )
        tally.closed += 1
        tally.renewed += 1
        tally.reconstructible += 1
        clients[place].isClaimed = true
        clients[place].behaviour = .absconding(afterPercent: 0)
        handOver(loan, to: place, netting: old.balance, at: 71_000)
    }

    mutating func padExpenses() {
        guard crooked.isArmed(.expensePadding) else { return }
        crooked.disarm(.expensePadding)
        var random = stream(0x5041)
        let amount = (6 + random.below(13)) * 500_000
        crooked.note(.expensePadding, on: date, settlements: [settlements.count + 1], amount: amount)
        spend(amount, on: "repuestos moto", at: 71_500)
    }

    /// The box is counted short of what it should hold, and the next day opens from there.
    mutating func hideShortage() {
        guard crooked.isArmed(.shortageRolled), let last = settlements.indices.last else { return }
        crooked.disarm(.shortageRolled)
        var random = stream(0x5348)
        let amount = (5 + random.below(16)) * 1_000_000
        boxUnits -= amount
        boxFloating -= Double(amount) / 100
        settlements[last].boxAfter = boxFloating
        crooked.note(.shortageRolled, on: date, settlements: [last + 1], amount: amount)
    }
}
