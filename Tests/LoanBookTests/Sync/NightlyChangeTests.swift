import Lending
import LoanBook
import Storage
import TestSupport
import Testing

@Suite("What a night's backup appends")
struct NightlyChangeTests {
    @Test("a first snapshot creates every record and logs each once", arguments: Engine.allCases)
    func firstSnapshot(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        let outcome = try fixture.sync(.sample(fixture.tenant))
        #expect(outcome.records.seen == 15)
        #expect(outcome.records.created == 15)
        #expect(outcome.changes == 16)
        #expect(outcome.log == 1...16)
        let events = try fixture.events()
        #expect(events.first == "route.created")
        #expect(events.last == "snapshot.applied")
        #expect(events.filter { $0 == "payment.received" }.count == 6)
        try fixture.expectSound()
    }

    @Test("the same facts in another file append nothing", arguments: Engine.allCases)
    func unchanged(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        try fixture.sync(.sample(fixture.tenant))
        let outcome = try fixture.sync(.sample(fixture.tenant))
        #expect(outcome.isUnchanged)
        #expect(outcome.log == nil)
        #expect(outcome.records.seen == 15)
        #expect(!outcome.isRepeat)
        try fixture.expectSound()
    }

    @Test("the same file again is a repeat that names the earlier snapshot", arguments: Engine.allCases)
    func sameFile(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        let hash = fixture.freshHash()
        let first = try fixture.sync(.sample(fixture.tenant), hash: hash)
        var isRead = false
        let second = try fixture.sync(.sample(fixture.tenant), hash: hash) { _ in isRead = true }
        #expect(!isRead)
        #expect(second.isRepeat)
        #expect(second.snapshotID == first.snapshotID)
        #expect(second.changes == 0)
        #expect(second.records.seen == 15)
    }

    @Test("a new payment is received, its loan updated and nothing else", arguments: Engine.allCases)
    func newPayment(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        var lender = Lender.sample(fixture.tenant)
        try fixture.sync(lender)
        lender.clients[0].loans[0].payments.append(.init(ticket: 900, amount: 7000, day: 1))
        let outcome = try fixture.sync(lender)
        #expect(try fixture.events(outcome) == ["loan.updated", "payment.received", "snapshot.applied"])
        #expect(outcome.records.created == 1)
        #expect(outcome.records.changed == 1)
        let fields = try fixture.text("SELECT changed_fields FROM change WHERE event = 'loan.updated'")
        #expect(fields == "paid,payments_count,outstanding,outstanding_source,outstanding_computed")
        try fixture.expectSound()
    }

    @Test(
        "an edited past payment is revised, with both amounts and the ticket in a finding",
        arguments: Engine.allCases
    )
    func revised(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        var lender = Lender.sample(fixture.tenant)
        try fixture.sync(lender)
        lender.clients[1].loans[0].payments[0].amount = 4500
        let outcome = try fixture.sync(lender)
        let events = try fixture.events(outcome)
        #expect(events == ["loan.updated", "payment.revised", "finding.raised", "snapshot.applied"])
        let document = try #require(try fixture.text("SELECT document FROM finding"))
        #expect(document.contains("\"code\":\"history.payment_revised\""))
        #expect(document.contains("\"severity\":\"critical\""))
        #expect(document.contains("\"ticket_id\":\"200\""))
        #expect(document.contains("\"before\":\"5000.00\",\"after\":\"4500.00\""))
        #expect(try fixture.number("SELECT amount_minor FROM finding") == 50_000)
        #expect(!document.contains("Persona"))
        try fixture.expectSound()
    }

    @Test("a deleted payment becomes a tombstone and a finding, and comes back as restored", arguments: Engine.allCases)
    func voidedAndRestored(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        let before = Lender.sample(fixture.tenant)
        try fixture.sync(before)
        var lender = before
        lender.clients[2].loans[0].payments.removeLast()
        let outcome = try fixture.sync(lender)
        let expected = ["loan.updated", "payment.voided", "finding.raised", "snapshot.applied"]
        #expect(try Set(fixture.events(outcome)) == Set(expected))
        #expect(outcome.records.removed == 1)
        let id = lender.paymentID(301).text
        let status = try fixture.text("SELECT status FROM payment WHERE id = $1 AND removed_seq > 0", [.text(id)])
        #expect(status == "voided")
        try fixture.expectSound()
        let restored = try fixture.sync(before)
        #expect(try fixture.events(restored).contains("payment.restored"))
        #expect(try fixture.events(restored).contains("finding.resolved"))
        #expect(try fixture.openFindings() == [])
        try fixture.expectSound()
    }

    @Test("a changed telephone names the field and keeps the earlier personal part", arguments: Engine.allCases)
    func changedCustomer(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        var lender = Lender.sample(fixture.tenant)
        try fixture.sync(lender)
        lender.clients[0].phone = "301"
        let outcome = try fixture.sync(lender)
        #expect(try fixture.events(outcome) == ["customer.updated", "snapshot.applied"])
        let fields = try fixture.text("SELECT changed_fields FROM change WHERE event = 'customer.updated'")
        #expect(fields == "person.phone")
        let earlier = try fixture.text("SELECT personal FROM version WHERE entity = 'customer'")
        #expect(earlier?.contains("\"300\"") == true)
        try fixture.expectSound()
    }

    @Test("a renewed loan keeps the terms that were seen while it was current", arguments: Engine.allCases)
    func carryForward(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        var lender = Lender.sample(fixture.tenant)
        try fixture.sync(lender)
        lender.clients[0].loans[0].origin = .reconstructed
        lender.clients[0].loans[0].status = .renewed
        lender.clients[0].loans[0].rate = nil
        lender.clients[0].loans.append(.init(number: 2, total: 240_000))
        let outcome = try fixture.sync(lender)
        #expect(try fixture.events(outcome) == ["loan.renewed", "loan.disbursed", "snapshot.applied"])
        let id: [SQLValue] = [.text(lender.loanID(1, 1).text)]
        #expect(try fixture.text("SELECT origin FROM loan WHERE id = $1", id) == "source")
        #expect(
            try fixture.text("SELECT document FROM loan WHERE id = $1", id)?.contains(#""flat_rate_percent":"20.00""#)
                == true
        )
        let unchanged = try fixture.sync(lender)
        #expect(unchanged.isUnchanged)
        try fixture.expectSound()
    }

    @Test("a customer who is gone takes loans and payments along and leaves one finding", arguments: Engine.allCases)
    func removedCustomer(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        let all = Lender.sample(fixture.tenant)
        try fixture.sync(all)
        var lender = all
        let gone = lender.clients.removeFirst()
        let outcome = try fixture.sync(lender)
        #expect(outcome.records.removed == 4)
        #expect(try fixture.openFindings() == ["history.customer_removed", "history.mass_removal"])
        let status = try fixture.text(
            "SELECT status FROM customer WHERE id = $1",
            [.text(lender.customerID(gone.number).text)]
        )
        #expect(status == "removed")
        try fixture.expectSound()
        #expect(try fixture.sync(lender).isUnchanged)
        let back = try fixture.sync(all)
        #expect(back.records.changed == 4)
        #expect(try fixture.openFindings() == ["history.mass_removal"])
        try fixture.expectSound()
    }

    @Test("what cannot be read is left as it stands", arguments: Engine.allCases)
    func partial(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        var lender = Lender.sample(fixture.tenant)
        try fixture.sync(lender)
        lender.clients[0].isPartial = true
        lender.clients[0].loans[0].payments.removeLast()
        lender.clients[0].loans[0].stated = 110_000
        lender.clients.removeLast()
        let outcome = try fixture.sync(lender) { writer in
            writer.retain(lender.customerID(3))
            writer.reject(rows: 2)
        }
        #expect(outcome.isUnchanged)
        #expect(outcome.records.rejected == 2)
        try fixture.expectSound()
    }

    @Test("a customer whose key was corrected keeps the payments' ids", arguments: Engine.allCases)
    func movedPayments(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        var lender = Lender.sample(fixture.tenant)
        try fixture.sync(lender)
        lender.clients[0].number = 9
        let outcome = try fixture.sync(lender)
        let events = try fixture.events(outcome)
        #expect(events.filter { $0 == "payment.revised" }.count == 2)
        #expect(!events.contains("payment.voided"))
        #expect(try fixture.number("SELECT COUNT(*) FROM payment WHERE status = 'received'") == 6)
        try fixture.expectSound()
    }
}
