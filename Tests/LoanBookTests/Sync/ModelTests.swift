import Lending
import LoanBook
import Storage
import TestSupport
import Testing

@Suite("Many nights against a model (R23)")
struct ModelTests {
    /// What the log must say of one payment, one word per change.
    private struct Model {
        var events: [String: [String]] = [:]
        var standing: [String: Int64] = [:]
        private var amounts: [String: Int64] = [:]
        private var days: [String: Int] = [:]

        mutating func night(_ lender: Lender) {
            var seen: Set<String> = []
            for client in lender.clients {
                for payment in client.loans.flatMap(\.payments) {
                    let id = lender.paymentID(payment.ticket).text
                    seen.insert(id)
                    if let event = event(id, payment) { events[id, default: []].append(event) }
                    standing[id] = payment.amount
                    amounts[id] = payment.amount
                    days[id] = payment.day
                }
            }
            for id in Array(standing.keys) where !seen.contains(id) {
                standing[id] = nil
                events[id, default: []].append("payment.voided")
            }
        }

        private func event(_ id: String, _ payment: Lender.Paid) -> String? {
            guard let amount = amounts[id] else { return "payment.received" }
            if standing[id] == nil { return "payment.restored" }
            return amount == payment.amount && days[id] == payment.day ? nil : "payment.revised"
        }
    }

    @Test("payments late, edited, deleted, restored and out of order end as the model says", arguments: Engine.allCases)
    func nights(engine: Engine) throws {
        let seeds: Range<UInt64> = engine == .sqlite ? 1..<9 : 1..<3
        for seed in seeds {
            let fixture = try BookFixture(engine, tenant: "seed \(seed)")
            try play(seed: seed, nights: 25, on: fixture)
        }
    }

    private func play(seed: UInt64, nights: Int, on fixture: BookFixture) throws {
        var random = SeededRandom(seed: seed)
        var lender = Lender.sample(fixture.tenant)
        var model = Model()
        var ticket = 1000
        var deleted: [(client: Int, payment: Lender.Paid)] = []
        for _ in 0..<nights {
            lender.day += Int.random(in: 0...2, using: &random)
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                act(on: &lender, ticket: &ticket, deleted: &deleted, using: &random)
            }
            lender.clients.shuffle(using: &random)
            model.night(lender)
            let outcome = try fixture.sync(lender, olderFiles: .accept)
            #expect(outcome.records.seen == count(lender))
            #expect(try fixture.sync(lender, olderFiles: .accept).isUnchanged)
        }
        #expect(try events(fixture) == model.events)
        #expect(try standing(fixture) == model.standing)
        try fixture.expectSound()
    }

    private func act(
        on lender: inout Lender,
        ticket: inout Int,
        deleted: inout [(client: Int, payment: Lender.Paid)],
        using random: inout SeededRandom
    ) {
        guard let index = lender.clients.indices.randomElement(using: &random) else { return }
        var payments = lender.clients[index].loans[0].payments
        let number = lender.clients[index].number
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<4:
            ticket += 1
            let late = Int.random(in: 0...30, using: &random)
            payments.append(.init(ticket: ticket, amount: Int64(ticket), day: lender.day - late))
        case 4..<6:
            guard let edited = payments.indices.randomElement(using: &random) else { return }
            payments[edited].amount += 500
        case 6:
            guard let edited = payments.indices.randomElement(using: &random) else { return }
            payments[edited].day -= 1
        case 7:
            guard let gone = payments.indices.randomElement(using: &random) else { return }
            deleted.append((number, payments.remove(at: gone)))
        case 8:
            guard let back = deleted.lastIndex(where: { $0.client == number }) else { return }
            payments.append(deleted.remove(at: back).payment)
        default:
            payments.shuffle(using: &random)
        }
        lender.clients[index].loans[0].payments = payments
    }

    private func count(_ lender: Lender) -> Int {
        let payments = lender.clients.flatMap(\.loans).flatMap(\.payments).count
        return 1 + lender.settledDays.count + 2 * lender.clients.count + payments
    }

    private func events(_ fixture: BookFixture) throws -> [String: [String]] {
        var events: [String: [String]] = [:]
        try fixture.test.database.withReader { connection in
            try connection.forEachRow(
                "SELECT entity_id, event FROM change WHERE tenant_id = $1 AND entity = 'payment' ORDER BY seq",
                [.text(fixture.tenant.text)]
            ) { events[try $0.text(0), default: []].append(try $0.text(1)) }
        }
        return events
    }

    private func standing(_ fixture: BookFixture) throws -> [String: Int64] {
        var standing: [String: Int64] = [:]
        try fixture.test.database.withReader { connection in
            try connection.forEachRow("SELECT id, amount_minor FROM payment WHERE status = 'received'") {
                standing[try $0.text(0)] = try $0.integer(1) / 100
            }
        }
        return standing
    }
}
