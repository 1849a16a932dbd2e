import Foundation
import Intake
import Lending
import LoanBook
import Simulator
import Storage
import Testing

@Suite("Simulated lenders")
struct SimulatedLenderTests {
    @Test(
        "an honest lender's figures come out as the truth says, and nothing is found but rounding",
        arguments: [1, 7]
    )
    func honest(seed: UInt64) throws {
        let scratch = try Scratch()
        let summary = try Simulation(SimulationOptions(seed: seed)).write(to: scratch.file("lender"))
        let test = try TestBook()
        let night = try #require(summary.nights.last)
        #expect(try test.sync(night.path).rejects == Rejects())
        try check(test, night.total)
        let odd = try test.findings().filter { $0.severity != .info }
        #expect(odd.map { "\($0.code): \($0.sentenceEN) \($0.evidence)" } == [])
        #expect(try test.routes().allSatisfy { $0.boxCash == $0.boxCashComputed })
        #expect(try test.book.verify(tenant: test.tenant).isSound)
    }

    @Test("planted frauds are found on the rows that they touched, night after night")
    func dishonest() throws {
        let scratch = try Scratch()
        let options = SimulationOptions(seed: 3, routes: 3, nights: 3, dishonesty: .everything)
        let summary = try Simulation(options).write(to: scratch.file("lender"))
        let test = try TestBook()
        for night in summary.nights {
            try test.sync(night.path)
            try check(test, night.total)
        }
        #expect(try test.book.verify(tenant: test.tenant).isSound)
        let findings = try test.findings()
        let last = try #require(summary.nights.last).frauds
        let before = summary.nights.dropLast().flatMap(\.frauds)
        for fraud in last {
            let tickets = Set(fraud.tickets)
            switch fraud.pattern {
            case .shortageRolled:
                let short = findings.filter { $0.code == "box.mismatch" && $0.severity == .critical }
                #expect(short.compactMap(\.amount).reduce(.zero, +) == fraud.amount)
                #expect(short.count == fraud.settlements.count)
            case .duplicateTicket:
                let found = findings.filter { $0.code == "ticket.duplicate" }.flatMap(\.evidence).compactMap(\.ticket)
                #expect(tickets.isSubset(of: Set(found)))
            case .voidAfterClose where !before.contains(fraud):
                let found = findings.filter { $0.code == "history.payment_voided" }.flatMap(\.evidence)
                #expect(tickets.isSubset(of: Set(found.compactMap(\.ticket))))
            case .editAfterClose where !before.contains(fraud):
                let found = findings.filter { $0.code == "history.payment_revised" }.flatMap(\.evidence)
                #expect(tickets.isSubset(of: Set(found.compactMap(\.ticket))))
            case .pocketedPayoff:
                #expect(findings.contains { $0.code == "balance.mismatch" && $0.amount == fraud.amount })
            case .journalWipe: #expect(findings.contains { $0.code == "settlement.repeated" })
            case .partialRecording, .lapping, .ghostClient, .ghostRenewal, .expensePadding, .oldBackupRestored,
                .offHoursBatch, .voidAfterClose, .editAfterClose:
                // What they leave is a pattern over many days, which no single row shows.
                continue
            }
        }
    }

    private func check(_ test: TestBook, _ truth: RouteFigures) throws {
        let customers = try test.customers()
        let loans = try test.loans()
        let payments = try test.payments()
        let settlements = try test.settlements()
        let active = loans.filter { $0.status == .active }
        #expect(customers.count == truth.customers)
        #expect(customers.count(where: \.isHidden) == truth.hidden)
        #expect(customers.count(where: \.isReported) == truth.reported)
        #expect(active.count == truth.activeLoans)
        #expect(active.map(\.outstanding).reduce(.zero, +) == truth.outstanding)
        #expect(loans.count - active.count == truth.reconstructibleClosed)
        #expect(payments.count == truth.payments)
        #expect(payments.map(\.amount).reduce(.zero, +) == truth.paid)
        #expect(settlements.count == truth.settlements)
        #expect(settlements.map(\.collected).reduce(.zero, +) == truth.collectedBySettlements)
        #expect(try test.routes().compactMap(\.boxCash).reduce(.zero, +) == truth.boxCash)
    }
}
