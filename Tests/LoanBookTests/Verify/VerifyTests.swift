import Lending
import LoanBook
import Storage
import TestSupport
import Testing

@Suite("What verify proves")
struct VerifyTests {
    /// A change made behind the book's back, and what must be said of it.
    struct Damage: Sendable, CustomTestStringConvertible {
        var sql: String
        var kind: VerifyReport.Kind
        var entity: String

        var testDescription: String { sql }
    }

    static let damages = [
        Damage(sql: "UPDATE change SET event = 'loan.updated' WHERE seq = 3", kind: .chain, entity: "settlement"),
        Damage(sql: "DELETE FROM change WHERE seq = 5", kind: .chain, entity: "payment"),
        Damage(sql: "UPDATE tenant SET last_seq = last_seq - 1", kind: .chain, entity: "change"),
        Damage(sql: "UPDATE tenant SET currency = 'USD'", kind: .document, entity: "tenant"),
        Damage(sql: "UPDATE loan SET paid_minor = 0 WHERE number = 1", kind: .columns, entity: "loan"),
        Damage(
            sql: "UPDATE payment SET document = replace(document, '5000.00', '4000.00')",
            kind: .document,
            entity: "payment"
        ),
        Damage(sql: "UPDATE payment SET status = 'voided'", kind: .columns, entity: "payment"),
        Damage(
            sql: "UPDATE customer SET personal = replace(personal, 'Persona 1', 'Persona X')",
            kind: .document,
            entity: "customer"
        ),
        Damage(sql: "UPDATE route SET changed_seq = 2", kind: .missing, entity: "route"),
        Damage(sql: "DELETE FROM payment WHERE sequence = 1", kind: .missing, entity: "payment"),
        Damage(sql: "DELETE FROM version", kind: .missing, entity: "customer"),
        Damage(sql: "UPDATE version SET to_seq = to_seq + 1", kind: .missing, entity: "customer"),
        Damage(sql: "UPDATE snapshot SET business_day = 1", kind: .document, entity: "snapshot"),
        Damage(sql: "UPDATE snapshot_file SET size = size + 1", kind: .archive, entity: "snapshot"),
        Damage(sql: "DELETE FROM snapshot WHERE first_seq IS NULL", kind: .missing, entity: "snapshot"),
        Damage(sql: "DELETE FROM snapshot WHERE first_seq > 18", kind: .missing, entity: "snapshot"),
        Damage(sql: "UPDATE tenant SET snapshots = snapshots - 1", kind: .missing, entity: "snapshot"),
        Damage(
            sql: "UPDATE customer SET personal = NULL, salt = NULL WHERE visit_order = 2",
            kind: .document,
            entity: "customer"
        ),
        Damage(sql: "UPDATE version SET personal = NULL", kind: .document, entity: "customer"),
    ]

    @Test("a record changed behind the book's back is named", arguments: Engine.allCases, damages)
    func named(engine: Engine, damage: Damage) throws {
        let fixture = try BookFixture(engine)
        var lender = Lender.sample(fixture.tenant)
        let folder = try TemporaryFolder()
        let path = try folder.write("backup", to: "backup.db")
        try fixture.sync(lender) { try $0.keep(fileAt: path, as: "backup.db") }
        try fixture.sync(lender)
        lender.clients[0].phone = "301"
        try fixture.sync(lender)
        try fixture.sync(lender)
        lender.clients[0].phone = "302"
        try fixture.sync(lender)
        try fixture.expectSound()
        try fixture.execute(damage.sql)
        let report = try fixture.book.verify(tenant: fixture.tenant)
        #expect(report.listed.allSatisfy { !$0.place.isEmpty && !$0.place.hasSuffix(" ") })
        #expect(report.problems[damage.kind] != nil, "\(report)")
        #expect(report.first?.entity == damage.entity, "\(report)")
    }

    @Test("a loan whose payments do not add up is named", arguments: Engine.allCases)
    func identity(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        let lender = Lender.sample(fixture.tenant)
        let header = SnapshotHeader(source: "test", contentHash: fixture.freshHash())
        _ = try fixture.book.sync(tenant: fixture.tenant, header: header, clock: fixture.clock) { writer in
            try writer.begin(lender.facts)
            var dossier = lender.dossier(lender.clients[0])
            dossier.loans[0].outstandingComputed = .whole(1)
            try writer.apply(dossier)
            try writer.end()
        }
        let report = try fixture.book.verify(tenant: fixture.tenant)
        #expect(report.problems == [.identity: 1])
        #expect(report.first?.id == lender.loanID(1, 1).text)
    }

    @Test("an erased person verifies and is counted when the log says so, and only then", arguments: Engine.allCases)
    func erased(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        var lender = Lender.sample(fixture.tenant)
        try fixture.sync(lender)
        lender.clients[0].phone = "301"
        try fixture.sync(lender)
        let id = lender.customerID(1).text
        try fixture.execute("UPDATE customer SET personal = NULL, salt = NULL WHERE id = $1", [.text(id)])
        try fixture.execute("UPDATE version SET personal = NULL WHERE entity_id = $1", [.text(id)])
        let silent = try fixture.book.verify(tenant: fixture.tenant)
        #expect(silent.problems == [.document: 2])
        #expect(silent.first?.id == id)
        try LogForge(fixture).erase(customer: id)
        let report = try fixture.book.verify(tenant: fixture.tenant)
        #expect(report.isSound, "\(report)")
        #expect(report.erased == 3)
    }

    @Test("the head that was noted is held by a longer log, and missed by one that was cut", arguments: Engine.allCases)
    func head(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        var lender = Lender.sample(fixture.tenant)
        try fixture.sync(lender)
        let first = try #require(try fixture.book.verify(tenant: fixture.tenant).head)
        #expect(first.seq == 16)
        #expect(LogHead(first.text) == first)
        let older = try BookFixture(engine)
        try older.sync(.sample(older.tenant))
        lender.clients[0].phone = "301"
        try fixture.sync(lender)
        let second = try fixture.book.verify(tenant: fixture.tenant, expecting: first)
        #expect(second.isSound)
        #expect(second.head?.seq == 18)
        #expect(try fixture.book.verify(tenant: fixture.tenant, expecting: second.head).isSound)
        let cut = try older.book.verify(tenant: older.tenant, expecting: second.head)
        #expect(cut.problems == [.chain: 1])
        #expect(cut.first?.seq == 18)
        #expect(cut.first?.what.contains("ends at entry 16") == true)
    }

    @Test("a log that was rewritten with all its hashes is told by the head that was noted", arguments: Engine.allCases)
    func rewritten(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        try fixture.sync(.sample(fixture.tenant))
        let noted = try fixture.book.verify(tenant: fixture.tenant).head
        try fixture.execute("UPDATE change SET recorded_at = recorded_at + 1 WHERE seq = 4")
        #expect(try fixture.book.verify(tenant: fixture.tenant).first?.kind == .chain)
        try LogForge(fixture).chainAnew()
        #expect(try fixture.book.verify(tenant: fixture.tenant).isSound, "by itself it cannot be told")
        let report = try fixture.book.verify(tenant: fixture.tenant, expecting: noted)
        #expect(report.problems == [.chain: 1])
        #expect(report.first?.what.contains("rewritten") == true)
    }

    @Test("a head is read as it is printed, and nothing else is one")
    func headText() {
        let hash = String(repeating: "0f", count: 32)
        #expect(LogHead("12:\(hash)")?.seq == 12)
        for text in ["", "12", "12:", ":\(hash)", "-1:\(hash)", "12:\(hash)0f", "12:\(hash):1", "x:\(hash)"] {
            #expect(LogHead(text) == nil, "\(text)")
        }
    }

    @Test(
        "a book from before snapshots were numbered verifies, and so does what is added to it",
        arguments: Engine.allCases
    )
    func unnumbered(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        var lender = Lender.sample(fixture.tenant)
        try fixture.sync(lender)
        try fixture.sync(lender)
        try LogForge(fixture).unnumberSnapshots()
        try fixture.expectSound()
        lender.clients[0].phone = "301"
        try fixture.sync(lender)
        try fixture.sync(lender)
        try fixture.expectSound()
        try fixture.execute("DELETE FROM snapshot WHERE first_seq IS NULL AND document NOT LIKE '%\"number\"%'")
        let report = try fixture.book.verify(tenant: fixture.tenant)
        #expect(report.problems == [.missing: 1])
    }
}
