import Lending
import LoanBook
import Storage
import TestSupport
import Testing

@Suite("What a sync refuses or warns of")
struct SyncGuardTests {
    private struct Interrupted: Error {}

    @Test("an error in the middle leaves no trace", arguments: Engine.allCases)
    func interrupted(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        var lender = Lender.sample(fixture.tenant)
        try fixture.sync(lender)
        let before = try Dump.text(of: fixture.test.database)
        lender.day = 2
        lender.clients[0].phone = "999"
        lender.clients[1].loans[0].payments.removeAll()
        #expect(throws: Interrupted.self) {
            try fixture.sync(lender) { _ in throw Interrupted() }
        }
        #expect(try Dump.text(of: fixture.test.database) == before)
        try fixture.expectSound()
    }

    @Test("an older file is refused before anything is written, and the alarm stands", arguments: Engine.allCases)
    func olderFile(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        var lender = Lender.sample(fixture.tenant)
        let older = lender
        lender.day = 2
        lender.clients[0].loans[0].payments.append(.init(ticket: 900, amount: 1000, day: 2))
        try fixture.sync(lender)
        let hash = fixture.freshHash()
        let refusal = LoanBookError.olderSnapshot([
            OlderRoute(route: lender.routeID, name: "ruta1", known: lender.date(2), given: lender.date(1))
        ])
        for _ in 0..<2 {
            #expect(throws: refusal) { try fixture.sync(older, hash: hash) }
        }
        let said = "\(refusal)"
        #expect(said.contains("route \"ruta1\" is of 2026-09-02, and the book stands at 2026-09-03"))
        #expect(said.contains("kept as a finding") && !said.contains("Nothing was written"))
        #expect(try fixture.events().suffix(1) == ["finding.raised"])
        #expect(try fixture.openFindings() == ["snapshot.older_than_book"])
        #expect(try fixture.number("SELECT COUNT(*) FROM payment WHERE status = 'received'") == 7)
        try fixture.expectSound()
        lender.day = 3
        try fixture.sync(lender)
        #expect(try fixture.openFindings() == ["snapshot.older_than_book"])
        try fixture.expectSound()
    }

    @Test("an older file of the same day is told by its newest payment", arguments: Engine.allCases)
    func olderFileOfTheDay(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        var lender = Lender.sample(fixture.tenant)
        lender.newestPaymentAt = DayTime(secondOfDay: 36_001)
        try fixture.sync(lender)
        lender.newestPaymentAt = DayTime(secondOfDay: 36_000)
        #expect(throws: LoanBookError.self) { try fixture.sync(lender) }
        let outcome = try fixture.sync(lender, olderFiles: .accept)
        #expect(outcome.isUnchanged)
    }

    @Test("missed nights raise a finding, Sundays do not", arguments: Engine.allCases)
    func gap(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        var lender = Lender.sample(fixture.tenant)
        lender.day = 4
        try fixture.sync(lender)
        lender.day = 6
        try fixture.sync(lender)
        #expect(try fixture.openFindings() == [])
        lender.day = 9
        try fixture.sync(lender)
        #expect(try fixture.openFindings() == ["snapshot.gap"])
        try fixture.expectSound()
    }

    @Test("a route that a later path lacks is left untouched", arguments: Engine.allCases)
    func absentRoute(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        let first = Lender.sample(fixture.tenant)
        var second = first
        second.name = "ruta2"
        try fixture.sync(first)
        try fixture.sync(second)
        #expect(try fixture.number("SELECT COUNT(*) FROM customer WHERE removed_seq IS NULL") == 6)
        try fixture.expectSound()
    }

    @Test("findings of a snapshot are raised, updated, resolved and raised again", arguments: Engine.allCases)
    func findingLife(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        var lender = Lender.sample(fixture.tenant)
        var finding = Finding(
            id: FindingID(lender.id("fd", "balance")),
            routeID: lender.routeID,
            code: "balance.mismatch",
            severity: .warning,
            entity: "route",
            entityID: lender.routeID.text,
            detectedOn: lender.date(1),
            amount: .whole(10),
            sentenceES: "El saldo no cuadra.",
            sentenceEN: "The balance does not match."
        )
        lender.findings = [finding]
        #expect(try fixture.sync(lender).findings == 1)
        finding.detectedOn = lender.date(2)
        lender.findings = [finding]
        #expect(try fixture.sync(lender).isUnchanged)
        finding.amount = .whole(20)
        lender.findings = [finding]
        #expect(try fixture.events(fixture.sync(lender)) == ["finding.updated", "snapshot.applied"])
        lender.findings = []
        let resolved = try fixture.sync(lender)
        #expect(try fixture.events(resolved) == ["finding.resolved", "snapshot.applied"])
        #expect(resolved.findings == 0)
        lender.findings = [finding]
        #expect(try fixture.events(fixture.sync(lender)) == ["finding.raised", "snapshot.applied"])
        try fixture.expectSound()
    }

    @Test("two tenants hold the same backup without meeting", arguments: Engine.allCases)
    func twoTenants(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        let other = try fixture.book.createTenant(name: "Otro", clock: fixture.clock).id
        let hash = fixture.freshHash()
        try fixture.sync(.sample(fixture.tenant), hash: hash)
        try fixture.sync(.sample(other), hash: hash)
        var lender = Lender.sample(other)
        lender.clients.removeAll()
        try fixture.sync(lender)
        #expect(try fixture.events().count == 16)
        #expect(try fixture.sync(.sample(fixture.tenant)).isUnchanged)
        try fixture.expectSound()
        #expect(try fixture.book.verify(tenant: other).isSound)
    }

    @Test("two workers with the same file: one writes, the other learns of it", arguments: Engine.allCases)
    func concurrentRepeat(engine: Engine) async throws {
        let fixture = try BookFixture(engine)
        let header = SnapshotHeader(source: "test", contentHash: fixture.freshHash())
        let outcomes = try await concurrentOutcomes(fixture, headers: [header, header])
        #expect(outcomes.filter(\.isRepeat).count == 1)
        #expect(Set(outcomes.map(\.snapshotID)).count == 1)
        #expect(try fixture.events().count == 16)
        try fixture.expectSound()
    }

    @Test("two workers with different files write one behind the other", arguments: Engine.allCases)
    func concurrent(engine: Engine) async throws {
        let fixture = try BookFixture(engine)
        let headers = (0..<2).map { _ in SnapshotHeader(source: "test", contentHash: fixture.freshHash()) }
        let outcomes = try await concurrentOutcomes(fixture, headers: headers)
        #expect(outcomes.map(\.changes).sorted() == [0, 16])
        try fixture.expectSound()
    }

    private func concurrentOutcomes(_ fixture: BookFixture, headers: [SnapshotHeader]) async throws -> [SyncOutcome] {
        let book = fixture.book
        let clock = fixture.clock
        let lender = Lender.sample(fixture.tenant)
        return try await withThrowingTaskGroup(of: SyncOutcome.self) { group in
            for header in headers {
                group.addTask {
                    try book.sync(tenant: lender.tenant, header: header, clock: clock) { writer in
                        try writer.begin(lender.facts)
                        for client in lender.clients { try writer.apply(lender.dossier(client)) }
                        try writer.end()
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test("a dossier that repeats or misplaces a record is refused", arguments: Engine.allCases)
    func contradictions(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        let lender = Lender.sample(fixture.tenant)
        var twice = lender
        twice.clients.append(twice.clients[0])
        #expect(throws: LoanBookError.self) { try fixture.sync(twice) }
        var ticket = lender
        ticket.clients[0].loans[0].payments.append(ticket.clients[0].loans[0].payments[0])
        #expect(throws: LoanBookError.self) { try fixture.sync(ticket) }
        #expect(try fixture.events().isEmpty)
    }
}
