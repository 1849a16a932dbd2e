import Lending

extension RouteModel {
    /// The collector stands before client `place`.
    mutating func visit(_ place: Int, at second: Int) {
        var random = stream(0x5649, place)
        if clients[place].isEnded {
            borrowAgain(place, at: second, &random)
            return
        }
        let loan = clients[place].loan
        var amount = clients[place].behaviour.pays(on: loan, date: date, random: &random)
        if let most = options.paymentsPerLoanMax { amount = spaced(amount, of: loan, most: most) }
        if loan.payments == 0, loan.nettedBalance > 0 {
            amount = min(amount, loan.total - loan.nettedBalance - 100)
        }
        let booked = bookedAmount(of: amount, from: place)
        guard booked.amount > 0 else { return }
        book(booked, from: place, at: second, &random)
        if clients[place].isEnded {
            finish(place, at: second, &random)
        } else {
            renewBeforeEnd(place, at: second, &random)
        }
    }

    /// `amount` saved up until it is worth one of at most `most` payments.
    private func spaced(_ amount: Int, of loan: BookedLoan, most: Int) -> Int {
        guard amount > 0 else { return 0 }
        if loan.payments >= most - 1 { return loan.balance }
        let together = (loan.instalments + most - 1) / most
        let isDue = loan.behind(on: date) >= together * loan.instalment || amount == loan.balance
        return isDue ? min(loan.balance, max(amount, together * loan.instalment)) : 0
    }

    private mutating func book(_ booked: BookedAmount, from place: Int, at second: Int, _ random: inout Randomness) {
        let day = Int32(truncatingIfNeeded: date.dayNumber)
        let moment = Int32(truncatingIfNeeded: second)
        let fresh = Ticket(day: day, second: moment, suffix: Int32(1_000 + random.below(100)))
        let ticket = crooked.printed(fresh, on: date, amount: booked.amount)
        clients[place].loan.balance = booked.balanceAfter
        clients[place].loan.payments += 1
        clients[place].lastPaymentOn = date
        clients[place].payments.append(
            BookedPayment(
                row: (clients[place].payments.last?.row ?? 0) + 1,
                day: day,
                second: moment,
                ticket: ticket,
                amount: booked.amount,
                balance: booked.balanceAfter
            )
        )
        till.collected += booked.amount
        till.payments += 1
        till.tickets.append(ticket)
        tally.payments += 1
        tally.paid += booked.amount
        note("pago", booked.amount, clients[place].person.name, at: second, ticket: ticket)
        crooked.witness(booked, ticket: ticket, client: clients[place], on: date)
        wipeJournal(at: second)
    }

    private mutating func finish(_ place: Int, at second: Int, _ random: inout Randomness) {
        tally.closed += 1
        tally.reconstructible += 1
        note("FINALIZO CREDITO", 0, clients[place].person.name, at: second, ticket: nil)
        let isGood = clients[place].behaviour.isGood
        if habits.usesRatings { clients[place].rating = isGood ? "5" : "4" }
        if isGood { clients[place].tier += 1 }
        let draw = random.below(100)
        switch draw {
        case 0..<30 where isGood: borrowAgain(place, at: second, &random)
        case 0..<88: clients[place].returnsOn = date.adding(days: 1 + random.below(14))
        default: clients[place].returnsOn = nil
        }
    }

    /// Renewal with netting: the rest of the old loan is taken out of the new capital.
    private mutating func renewBeforeEnd(_ place: Int, at second: Int, _ random: inout Randomness) {
        let old = clients[place].loan
        guard clients[place].behaviour.isGood, !clients[place].isClaimed, old.balance * 5 <= old.total,
            old.payments >= 2, old.behind(on: date) <= old.instalment, random.chance(120)
        else { return }
        if let most = options.paymentsPerLoanMax, most < 3 { return }
        let offered = offer(to: place, &random)
        guard offered.instalments >= 4, offered.total - old.balance >= 2 * offered.instalment else { return }
        let cash = offered.principal - old.balance
        guard cash > 0, cash <= cashAtHand else { return }
        tally.closed += 1
        tally.renewed += 1
        tally.reconstructible += 1
        clients[place].tier += 1
        handOver(offered, to: place, netting: old.balance, at: second)
    }

    private mutating func borrowAgain(_ place: Int, at second: Int, _ random: inout Randomness) {
        let offered = offer(to: place, &random)
        guard offered.principal <= cashAtHand else {
            clients[place].returnsOn = date.adding(days: 1 + random.below(5))
            return
        }
        handOver(offered, to: place, netting: 0, at: second)
    }

    private func offer(to place: Int, _ random: inout Randomness) -> BookedLoan {
        let client = clients[place]
        let pesos = LoanProduct.capitals[min(max(0, client.tier), LoanProduct.capitals.count - 1)]
        let product =
            client.number <= LoanProduct.everyFrequency.count
            ? LoanProduct.everyFrequency[client.number - 1]
            : LoanProduct.choose(index: LoanProduct.everyFrequency.count, &random)
        return BookedLoan(
            capital: pesos * 100,
            product: product,
            ratePercent: random.pick(habits.rateMenu),
            on: date,
            random: &random
        )
    }

    /// Cash that the collector could lend now.
    var cashAtHand: Int { boxUnits + till.collected - till.lent - till.expenses }

    /// Puts `loan` on the client row and takes its cash out of the till.
    mutating func handOver(_ loan: BookedLoan, to place: Int, netting: Int, at second: Int) {
        clients[place].loan = loan
        clients[place].loan.nettedBalance = netting
        clients[place].returnsOn = nil
        clients[place].isHidden = false
        clients[place].lateInterest = 0
        clients[place].lateDays = 0
        till.lent += loan.principal - netting
        till.lentFloating += Double(loan.principal) / 100 - Double(netting) / 100
        note("prestamo", loan.principal - netting, clients[place].person.name, at: second, ticket: nil)
    }

    mutating func note(_ movement: String, _ amount: Int, _ name: String, at second: Int, ticket: Ticket?) {
        till.journal.append(
            JournalLine(
                second: second,
                movement: movement,
                amount: amount,
                name: name,
                text: ticket.map(BackupText.ticket) ?? ""
            )
        )
    }
}
