import Codecs
import Foundation
import Lending
import LoanBook
import Storage
import TestSupport
import Testing

@Suite("The schema")
struct SchemaTests {
    @Test("the sum of the migrations is the golden schema")
    func golden() throws {
        let fixture = try BookFixture(.sqlite)
        let statements = try fixture.test.database.withReader { connection in
            try connection.rows(
                "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name <> 'schema_migration' ORDER BY type DESC, name"
            ) { try $0.text(0) }
        }
        let schema = statements.map { $0 + ";\n" }.joined(separator: "\n")
        let golden = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Golden/schema.sql")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try schema.write(to: golden, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: golden, encoding: .utf8) == schema)
    }

    @Test("steps that a full book lacks are made up for, and it answers as before", arguments: Engine.allCases)
    func upgrade(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        var lender = Lender.sample(fixture.tenant)
        for day in 1...2 {
            lender.day = day
            lender.clients[0].phone = "30\(day)"
            try fixture.sync(lender)
        }
        // Back to the first schema, as a book from then holds it.
        try fixture.test.database.withWriter { connection in
            try connection.executeScript(
                """
                DROP TABLE receipt;
                DROP TABLE source_read;
                DROP TABLE source_shape;
                DROP TABLE source_refusal;
                DROP INDEX change_of_route;
                ALTER TABLE tenant DROP COLUMN snapshots;
                DELETE FROM schema_migration WHERE id > '0001';
                """
            )
        }
        #expect(try fixture.book.prepare(clock: fixture.clock) == Book.migrations.dropFirst().map(\.id))
        let phones = try (1...2).map { day in
            try fixture.test.database.withReader { connection in
                let customer = try RecordReader(connection, tenant: fixture.tenant).one(
                    .customers,
                    id: lender.customerID(1).text,
                    asOf: lender.date(day),
                    people: .shown
                )
                return try JSONValue.parse(try #require(customer))["person"]?["phone"]?.text
            }
        }
        #expect(phones == ["301", "302"])
        try fixture.expectSound()
    }

    @Test("preparing twice changes nothing", arguments: Engine.allCases)
    func twice(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        #expect(try fixture.book.prepare(clock: fixture.clock) == [])
    }

    @Test("a tenant is created once, found by name, and has the same id everywhere", arguments: Engine.allCases)
    func tenants(engine: Engine) throws {
        let fixture = try BookFixture(engine, tenant: "Norte")
        #expect(try fixture.book.tenant(named: "Norte").id == Book.tenantID(named: "Norte"))
        #expect(throws: LoanBookError.tenantExists(name: "Norte")) {
            try fixture.book.createTenant(name: "Norte", clock: fixture.clock)
        }
        #expect(throws: LoanBookError.unknownTenant(name: "Sur")) { try fixture.book.tenant(named: "Sur") }
        #expect(throws: LoanBookError.self) {
            try fixture.book.createTenant(name: "Sur", currency: "pesos", clock: fixture.clock)
        }
    }

    @Test("a tenant's days are told in a zone of the IANA database, under its own name or an old one")
    func timeZones() throws {
        let fixture = try BookFixture(.sqlite)
        for zone in ["America/Bogota", "America/Argentina/Buenos_Aires", "Asia/Kolkata", "Asia/Calcutta", "UTC"] {
            let tenant = try fixture.book.createTenant(name: zone, timeZone: zone, clock: fixture.clock)
            #expect(tenant.timeZone == zone)
        }
        let wrong = [
            "Bogotá": "America/Bogota", "america/lima": "America/Lima", "Mexico City": "America/Mexico_City",
            "GMT-5": "America/Bogota", "EST5EDT": "America/Bogota", "": "America/Bogota", "-05:00": "America/Bogota",
            "America/Bogota ": "America/Bogota", "../../etc/localtime": "America/Bogota",
        ]
        for (zone, meant) in wrong {
            let refusal = LoanBookError.badTenant(field: "time zone", expected: "an IANA name such as \(meant)")
            #expect(throws: refusal, "\(zone)") {
                try fixture.book.createTenant(name: "Sur", timeZone: zone, clock: fixture.clock)
            }
        }
        #expect(throws: LoanBookError.unknownTenant(name: "Sur")) { try fixture.book.tenant(named: "Sur") }
    }
}
