import Lending
import LoanBook
import Storage
import TestSupport
import Testing

@Suite("What changed between two snapshots")
struct CompareTests {
    private typealias Change = SnapshotComparison.RecordChange

    /// A fixture with three nights: an edited and a deleted payment, a new one, a changed phone, a vanished customer.
    private struct Nights {
        let fixture: BookFixture
        var snapshots: [SnapshotID] = []
        let lender: Lender

        init(_ engine: Engine) throws {
            fixture = try BookFixture(engine)
            var lender = Lender.sample(fixture.tenant)
            lender.clients[0].loans[0].payments[0].amount = 9000
            snapshots.append(try fixture.sync(lender).snapshotID)
            lender.day = 2
            lender.clients[0].loans[0].payments[0].amount = 8000
            lender.clients[1].phone = "301"
            lender.clients[1].loans[0].payments.append(.init(ticket: 900, amount: 7000, day: 2))
            snapshots.append(try fixture.sync(lender).snapshotID)
            lender.day = 3
            lender.clients[0].loans[0].payments[0].amount = 9000
            lender.clients.removeLast()
            snapshots.append(try fixture.sync(lender).snapshotID)
            self.lender = lender
        }

        func compare(_ one: Int, _ other: Int, limit: Int = 100) throws -> SnapshotComparison {
            try fixture.book.compare(snapshots[one], with: snapshots[other], tenant: fixture.tenant, limit: limit)
        }
    }

    private func kind(_ kind: RecordKind, _ comparison: SnapshotComparison) throws -> SnapshotComparison.KindChanges {
        try #require(comparison.kinds.first { $0.kind == kind })
    }

    private func counts(_ comparison: SnapshotComparison, _ kind: RecordKind) throws -> [Int] {
        let found = try self.kind(kind, comparison)
        return [found.created, found.changed, found.removed]
    }

    private func text(_ json: [UInt8]?) -> String? { json.map { String(decoding: $0, as: UTF8.self) } }

    @Test("neighbours: each change with its fields before and after, and nothing personal", arguments: Engine.allCases)
    func neighbours(engine: Engine) throws {
        let nights = try Nights(engine)
        let comparison = try nights.compare(0, 1)
        #expect(try counts(comparison, .payments) == [1, 1, 0])
        #expect(try counts(comparison, .loans) == [0, 2, 0])
        #expect(try counts(comparison, .customers) == [0, 1, 0])
        let payments = try kind(.payments, comparison).listed
        let edited = try #require(payments.first { $0.id == nights.lender.paymentID(100).text })
        let amount = try #require(edited.fields.first { $0.name == "amount" })
        #expect(text(amount.before) == "\"9000.00\"")
        #expect(text(amount.after) == "\"8000.00\"")
        let added = try #require(payments.first { $0.id == nights.lender.paymentID(900).text })
        #expect(added.what == .created)
        #expect(added.fields.map(\.name) == ["amount"])
        #expect(added.fields.first?.before == nil)
        let customer = try #require(try kind(.customers, comparison).listed.first)
        #expect(customer.id == nights.lender.customerID(2).text)
        #expect(customer.isPersonChanged)
        #expect(!"\(comparison)".contains("301") && !"\(comparison)".contains("Persona"))
    }

    @Test("what was undone in between is no change, and what vanished is removed", arguments: Engine.allCases)
    func apart(engine: Engine) throws {
        let nights = try Nights(engine)
        let comparison = try nights.compare(0, 2)
        #expect(try counts(comparison, .payments) == [1, 0, 2])
        #expect(try counts(comparison, .customers) == [0, 1, 1])
        #expect(try counts(comparison, .loans) == [0, 1, 1])
        let gone = try #require(try kind(.loans, comparison).listed.first { $0.what == .removed })
        #expect(gone.id == nights.lender.loanID(3, 1).text)
        #expect(text(gone.fields.first?.before) == "\"110000.00\"")
        #expect(gone.fields.first?.after == nil)
    }

    @Test(
        "the order in which they are given does not matter; the totals are those of each night",
        arguments: Engine.allCases
    )
    func order(engine: Engine) throws {
        let nights = try Nights(engine)
        for (one, other) in [(0, 2), (2, 0)] {
            let comparison = try nights.compare(one, other)
            #expect(comparison.older.id == nights.snapshots[0])
            #expect(comparison.newer.id == nights.snapshots[2])
            #expect(comparison.before.customers == 3)
            #expect(comparison.before.activeLoans == 3)
            #expect(comparison.before.payments == 6)
            #expect(comparison.before.paid == .whole(34_000))
            #expect(comparison.before.outstanding == .whole(326_000))
            #expect(comparison.after.customers == 2)
            #expect(comparison.after.payments == 5)
            #expect(comparison.after.paid == .whole(31_000))
            #expect(comparison.after.outstanding == .whole(209_000))
        }
        let same = try nights.compare(1, 1)
        #expect(same.kinds.allSatisfy { $0.count == 0 })
        #expect(same.before == same.after)
    }

    @Test("all are counted and at most as many listed as were asked for; an unknown snapshot is named")
    func bounds() throws {
        let nights = try Nights(.sqlite)
        let comparison = try nights.compare(0, 2, limit: 1)
        #expect(try kind(.payments, comparison).count == 3)
        #expect(try kind(.payments, comparison).listed.count == 1)
        #expect(throws: LoanBookError.unknownSnapshot(SnapshotID("sn_none"))) {
            try nights.fixture.book.compare(
                nights.snapshots[0],
                with: SnapshotID("sn_none"),
                tenant: nights.fixture.tenant,
                limit: 1
            )
        }
    }
}
