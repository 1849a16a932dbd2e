import Lending

/// What a route's phone held at the end of a day.
struct KeptBackup {
    var date: CivilDate
    var clients: [RouteClient]
    var settlements: [BookedSettlement]
    var boxUnits: Int
    var boxFloating: Double
    var tally: RouteTally
    var joined: Int
    var crooked: CrookedCollector
}

extension RouteModel {
    /// Payments of days already settled are deleted or lowered; balances are left as they are.
    mutating func tamper() {
        if crooked.isArmed(.voidAfterClose), let found = settledPayment() {
            crooked.disarm(.voidAfterClose)
            let payment = clients[found.client].payments.remove(at: found.payment)
            clients[found.client].loan.payments -= 1
            tally.payments -= 1
            tally.paid -= payment.amount
            mark(.voidAfterClose, found.client, payment, amount: payment.amount)
        }
        if crooked.isArmed(.editAfterClose), let found = settledPayment() {
            let payment = clients[found.client].payments[found.payment]
            let lowered = payment.amount / 200 * 100
            guard lowered > 0 else { return }
            crooked.disarm(.editAfterClose)
            clients[found.client].payments[found.payment].amount = lowered
            tally.paid -= payment.amount - lowered
            mark(.editAfterClose, found.client, payment, amount: payment.amount - lowered)
        }
    }

    private mutating func mark(_ pattern: FraudPattern, _ place: Int, _ payment: BookedPayment, amount: Int) {
        clients[place].isClaimed = true
        crooked.note(
            pattern,
            client: clients[place].person.document,
            on: date,
            tickets: [payment.ticket],
            amount: amount
        )
    }

    /// A payment of the current loan of some client, neither its first nor its last, of an earlier day.
    private func settledPayment() -> (client: Int, payment: Int)? {
        var random = stream(0x5441)
        guard !clients.isEmpty else { return nil }
        let start = random.below(clients.count)
        for offset in clients.indices {
            let place = (start + offset) % clients.count
            let client = clients[place]
            guard !client.isClaimed, client.loan.balance > 0, client.loan.payments >= 4 else { continue }
            let first = client.payments.count - client.loan.payments + 1
            let last = client.payments.count - 2
            let chosen = first + random.below(last - first + 1)
            if Int(client.payments[chosen].day) < date.dayNumber - 1 { return (place, chosen) }
        }
        return nil
    }

    /// Remembers the state of the evening, for a collector who will want it back.
    mutating func keepBackup() {
        guard crooked.patterns.contains(.oldBackupRestored) else { return }
        keptBackups.append(
            KeptBackup(
                date: date,
                clients: clients,
                settlements: settlements,
                boxUnits: boxUnits,
                boxFloating: boxFloating,
                tally: tally,
                joined: joined,
                crooked: crooked
            )
        )
        if keptBackups.count > 4 { keptBackups.removeFirst() }
    }

    /// The phone is put back to the oldest evening remembered; what came since is gone.
    mutating func restoreOldBackup() {
        guard crooked.isArmed(.oldBackupRestored), let kept = keptBackups.first,
            settlements.count > kept.settlements.count
        else { return }
        let lost = clients.flatMap(\.payments).filter { Int($0.day) > kept.date.dayNumber }
        let lostSettlements = Array((kept.settlements.count + 1)...settlements.count)
        clients = kept.clients
        settlements = kept.settlements
        boxUnits = kept.boxUnits
        boxFloating = kept.boxFloating
        tally = kept.tally
        joined = kept.joined
        crooked = kept.crooked
        crooked.wake(on: date)
        crooked.note(
            .oldBackupRestored,
            on: date,
            tickets: lost.map(\.ticket).sorted(),
            settlements: lostSettlements,
            amount: lost.reduce(0) { $0 + $1.amount }
        )
        crooked.disarm(.oldBackupRestored)
    }
}
