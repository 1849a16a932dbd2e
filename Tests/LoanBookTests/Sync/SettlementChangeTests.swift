import Lending
import LoanBook
import Storage
import TestSupport
import Testing
import Wire

@Suite("Settlements that change, vanish and come back")
struct SettlementChangeTests {
    /// Days of the settlements that the book says it had on `day`.
    private func days(_ fixture: BookFixture, asOf day: CivilDate?) throws -> [String] {
        try fixture.test.database.withReader { connection in
            let query = RecordQuery(RecordFilter(.settlements), asOf: day)
            let page = try RecordReader(connection, tenant: fixture.tenant).page(query)
            return try page.documents.map { try SettlementDocument.read($0).settledOn.isoText }
        }
    }

    @Test("a removed settlement stands on no day between its removal and its return", arguments: Engine.allCases)
    func asOf(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        var lender = Lender.sample(fixture.tenant)
        try fixture.sync(lender)
        for (day, settled) in [(2, [0]), (3, [0]), (4, [0, 1]), (5, [0, 1, 5])] {
            lender.day = day
            lender.settledDays = settled
            try fixture.sync(lender)
        }
        let (first, second) = ("2026-09-01", "2026-09-02")
        #expect(try days(fixture, asOf: lender.date(1)) == [first, second])
        #expect(try days(fixture, asOf: lender.date(2)) == [first])
        #expect(try days(fixture, asOf: lender.date(3)) == [first])
        #expect(try days(fixture, asOf: lender.date(4)) == [first, second])
        #expect(try days(fixture, asOf: lender.date(5)).count == 3)
        lender.day = 6
        lender.settledDays = []
        try fixture.sync(lender)
        #expect(try days(fixture, asOf: nil) == [])
        #expect(try days(fixture, asOf: lender.date(6)) == [])
        #expect(try days(fixture, asOf: lender.date(3)) == [first])
        try fixture.expectSound()
    }

    @Test("a removal is logged, found, and resolved with the return", arguments: Engine.allCases)
    func vanished(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        let whole = Lender.sample(fixture.tenant)
        try fixture.sync(whole)
        var lender = whole
        lender.settledDays = [0]
        let gone = try fixture.sync(lender)
        #expect(try fixture.events(gone) == ["cash_box.removed", "finding.raised", "snapshot.applied"])
        #expect(try fixture.openFindings() == ["history.settlement_removed"])
        #expect(try fixture.sync(lender).isUnchanged)
        let back = try fixture.sync(whole)
        #expect(try fixture.events(back) == ["cash_box.restored", "finding.resolved", "snapshot.applied"])
        #expect(try fixture.openFindings() == [])
        try fixture.expectSound()
    }

    @Test("settlements that could not all be read are kept, each time anew", arguments: Engine.allCases)
    func partial(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        var lender = Lender.sample(fixture.tenant)
        try fixture.sync(lender)
        lender.settledDays = [0]
        lender.settlementsExtent = .partial(unreadableRows: 1, place: "box.db/settled")
        let outcome = try fixture.sync(lender)
        #expect(outcome.records.removed == 0)
        #expect(try fixture.events(outcome) == ["finding.raised", "snapshot.applied"])
        #expect(try fixture.sync(lender).isUnchanged)
        let document = try #require(try fixture.text("SELECT document FROM finding"))
        #expect(document.contains("box.db/settled"))
        lender.settledDays = []
        lender.settlementsExtent = .absent(place: "box.db/settled")
        #expect(try fixture.events(fixture.sync(lender)) == ["finding.updated", "snapshot.applied"])
        #expect(try fixture.number("SELECT COUNT(*) FROM settlement WHERE removed_seq IS NULL") == 2)
        lender.settledDays = [0, 1]
        lender.settlementsExtent = .whole
        #expect(try fixture.events(fixture.sync(lender)) == ["finding.resolved", "snapshot.applied"])
        try fixture.expectSound()
    }

    @Test("a payment that vanishes under one customer and stands under another in one night leaves no open finding")
    func movedPayment() throws {
        for engine in Engine.allCases {
            let fixture = try BookFixture(engine)
            var lender = Lender.sample(fixture.tenant)
            try fixture.sync(lender)
            let moved = lender.clients[0].loans[0].payments.removeLast()
            lender.clients[2].loans[0].payments.append(moved)
            try fixture.sync(lender)
            #expect(try fixture.openFindings() == [], "\(engine)")
            try fixture.expectSound()
        }
    }
}
