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
    ]

    @Test("a record changed behind the book's back is named", arguments: Engine.allCases, damages)
    func named(engine: Engine, damage: Damage) throws {
        let fixture = try BookFixture(engine)
        var lender = Lender.sample(fixture.tenant)
        let folder = try TemporaryFolder()
        let path = try folder.write("backup", to: "backup.db")
        try fixture.sync(lender) { try $0.keep(fileAt: path, as: "backup.db") }
        lender.clients[0].phone = "301"
        try fixture.sync(lender)
        try fixture.expectSound()
        try fixture.execute(damage.sql)
        let report = try fixture.book.verify(tenant: fixture.tenant)
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

    @Test("an erased person still verifies and is counted", arguments: Engine.allCases)
    func erased(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        var lender = Lender.sample(fixture.tenant)
        try fixture.sync(lender)
        lender.clients[0].phone = "301"
        try fixture.sync(lender)
        let id: [SQLValue] = [.text(lender.customerID(1).text)]
        try fixture.execute("UPDATE customer SET personal = NULL, salt = NULL WHERE id = $1", id)
        try fixture.execute("UPDATE version SET personal = NULL WHERE entity_id = $1", id)
        let report = try fixture.book.verify(tenant: fixture.tenant)
        #expect(report.isSound, "\(report)")
        #expect(report.erased == 2)
    }
}
