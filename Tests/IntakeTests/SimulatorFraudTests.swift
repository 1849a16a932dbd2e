import Foundation
import Lending
import Simulator
import Testing

@Suite("Simulated frauds")
struct SimulatorFraudTests {
    /// One lender with every pattern, two nights, shared by the tests of this suite.
    private struct Lender {
        let scratch = ScratchFolder()
        let frauds: [PlantedFraud]
        let before: [String: WrittenRoute]
        let after: [String: WrittenRoute]

        init(seed: UInt64) throws {
            let options = SimulationOptions(
                seed: seed,
                routes: 5,
                clientsPerRoute: 60,
                days: 100,
                nights: 2,
                dishonesty: .everything
            )
            let summary = try Simulation(options).write(to: scratch.path)
            frauds = summary.nights[1].frauds
            func byName(_ path: String) throws -> [String: WrittenRoute] {
                Dictionary(try WrittenRoute.all(in: path).map { ($0.name, $0) }) { $1 }
            }
            before = try byName(summary.nights[0].path)
            after = try byName(summary.nights[1].path)
        }

        func marks(_ pattern: FraudPattern) throws -> [(fraud: PlantedFraud, route: WrittenRoute)] {
            let found = frauds.filter { $0.pattern == pattern }
            try #require(!found.isEmpty, "\(pattern) was not planted")
            return try found.map { ($0, try #require(after[$0.route])) }
        }
    }

    private func payment(_ ticket: String, _ route: WrittenRoute) -> [WrittenRoute.Paid] {
        route.allPayments.filter { $0.ticket == ticket }
    }

    private func cents(_ amount: Money) -> Int { Int(amount.minorUnits) }

    @Test("every pattern asked for is planted", arguments: [UInt64(1), 2, 3, 4])
    func all(seed: UInt64) throws {
        let lender = try Lender(seed: seed)
        #expect(Set(lender.frauds.map(\.pattern)) == Set(FraudPattern.allCases))
        #expect(lender.frauds.allSatisfy { $0.amount > .zero })
    }

    @Test("money taken out of payments shows in the amounts")
    func payments() throws {
        let lender = try Lender(seed: 1)
        for (fraud, route) in try lender.marks(.partialRecording) {
            let booked = try fraud.tickets.map { try #require(payment($0, route).first).amount }
            #expect(booked.reduce(0, +) == cents(fraud.amount), "halves: booked is what was kept")
        }
        for (fraud, route) in try lender.marks(.lapping) {
            for ticket in fraud.tickets {
                let double = try #require(payment(ticket, route).first)
                #expect(double.client == fraud.client && double.amount > 0)
            }
        }
        for (fraud, route) in try lender.marks(.pocketedPayoff) {
            let all = try #require(route.payments[fraud.client ?? ""])
            let place = try #require(all.firstIndex { $0.ticket == fraud.tickets.first })
            #expect(all[place].balance == 0)
            #expect(all[place - 1].balance - all[place].amount == cents(fraud.amount))
        }
        for (fraud, route) in try lender.marks(.duplicateTicket) {
            for ticket in fraud.tickets { #expect(payment(ticket, route).count == 2) }
        }
        for (fraud, route) in try lender.marks(.offHoursBatch) {
            for ticket in fraud.tickets {
                #expect(try #require(payment(ticket, route).first).time > "22:29:00")
            }
        }
    }

    @Test("invented clients and renewals show on the client rows")
    func clients() throws {
        let lender = try Lender(seed: 1)
        for (fraud, route) in try lender.marks(.ghostClient) {
            let ghost = try #require(route.clients.first { $0.document == fraud.client })
            #expect(route.clients.count { $0.phone == ghost.phone } == 2)
            #expect((route.payments[ghost.document] ?? []).allSatisfy { $0.amount == ghost.instalment })
            #expect(fraud.tickets.count == route.payments[ghost.document]?.count)
        }
        for (fraud, route) in try lender.marks(.ghostRenewal) {
            let client = try #require(route.clients.first { $0.document == fraud.client })
            let last = try #require(route.payments[client.document]?.last)
            #expect(last.ticket == fraud.tickets.last)
            #expect(last.balance == cents(fraud.amount), "the old balance became the new capital")
            #expect(client.balance == client.total && client.total > last.balance)
        }
    }

    @Test("history that was altered differs between the two nights")
    func history() throws {
        let lender = try Lender(seed: 1)
        for (fraud, route) in try lender.marks(.voidAfterClose) {
            for ticket in fraud.tickets { #expect(payment(ticket, route).isEmpty) }
        }
        let lastNight = try lender.marks(.voidAfterClose).filter { $0.fraud.firstDay == SimulationOptions().endDate }
        #expect(!lastNight.isEmpty)
        for (fraud, route) in lastNight {
            let gone = try #require(lender.before[route.name].map { payment(fraud.tickets[0], $0) }?.first)
            #expect(gone.amount == cents(fraud.amount))
        }
        for (fraud, route) in try lender.marks(.editAfterClose) {
            let all = try #require(route.payments[fraud.client ?? ""])
            let place = try #require(all.firstIndex { $0.ticket == fraud.tickets.last })
            #expect(all[place - 1].balance - all[place].amount - all[place].balance == cents(fraud.amount))
        }
        for (fraud, route) in try lender.marks(.oldBackupRestored) {
            let before = try #require(lender.before[route.name])
            #expect(route.settlements.count < before.settlements.count)
            let lost = fraud.tickets.flatMap { payment($0, before) }
            #expect(lost.reduce(0) { $0 + $1.amount } == cents(fraud.amount))
            for ticket in fraud.tickets { #expect(payment(ticket, route).isEmpty) }
        }
    }

    @Test("money taken out of the box shows in the settlements")
    func settlements() throws {
        let lender = try Lender(seed: 1)
        for (fraud, route) in try lender.marks(.expensePadding) {
            for number in fraud.settlements { #expect(route.settlements[number - 1].expenses >= 3_000_000) }
        }
        for (fraud, route) in try lender.marks(.shortageRolled) {
            var short = 0
            for number in fraud.settlements {
                let row = route.settlements[number - 1]
                let opening = route.settlements[number - 2].boxAfter
                short += opening + row.collected - row.lent - row.expenses - row.boxAfter
            }
            #expect(short == cents(fraud.amount))
        }
        for (fraud, route) in try lender.marks(.journalWipe) {
            let rows = fraud.settlements.map { route.settlements[$0 - 1] }
            let day = try #require(rows.first).day
            #expect(rows.count == 2 && rows.allSatisfy { $0.day == day })
            let taken = route.allPayments.filter { $0.day == day }.reduce(0) { $0 + $1.amount }
            #expect(taken - rows.reduce(0) { $0 + $1.collected } == cents(fraud.amount))
        }
    }

    @Test("a live lender fills its journal by day and empties it at night, always the same way")
    func live() throws {
        let scratch = ScratchFolder()
        let options = SimulationOptions(seed: 8, routes: 2, clientsPerRoute: 30, days: 60)
        let first = try LiveLender(options, directory: scratch.path + "/a")
        let second = try LiveLender(options, directory: scratch.path + "/b")
        var payments = 0
        for _ in 0..<4 {
            let noon = try first.advance(to: DayTime(secondOfDay: 43_200))
            #expect(noon.isDayOpen && noon.newSettlements == 0)
            let journal = try WrittenRoute.all(in: scratch.path + "/a").flatMap(\.journal)
            #expect(journal.count { $0[0] == "pago" } == noon.newPayments)
            let night = try first.finishDay()
            #expect(!night.isDayOpen)
            #expect(try WrittenRoute.all(in: scratch.path + "/a").allSatisfy { $0.journal.isEmpty })
            payments += noon.newPayments + night.newPayments
            let whole = try second.finishDay()
            #expect(whole.total == night.total)
        }
        #expect(payments > 0)
        #expect(first.date == options.endDate.adding(days: 4))
        for name in try FileManager.default.subpathsOfDirectory(atPath: scratch.path + "/a") where name.hasSuffix(".db")
        {
            #expect(
                FileManager.default.contentsEqual(
                    atPath: "\(scratch.path)/a/\(name)",
                    andPath: "\(scratch.path)/b/\(name)"
                )
            )
        }
    }
}
