import Lending
import LoanBook
import Storage
import TestSupport
import Testing

@Suite("The indexes that a first load goes without")
struct SetAsideIndexTests {
    private struct Interrupted: Error {}

    /// The indexes of a book in the order in which the schema has them.
    private static func indexes(_ fixture: BookFixture) throws -> [String] {
        try fixture.test.database.withReader { connection in
            try connection.rows(
                "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
            ) { "\(try $0.text(0)): \(try $0.text(1))" }
        }
    }

    @Test("they are there again after a load, after one that failed, and after a second lender's")
    func restored() throws {
        let fixture = try BookFixture(.sqlite)
        let before = try Self.indexes(fixture)
        #expect(before.contains { $0.hasPrefix("payment_by_customer") })
        let lender = Lender.sample(fixture.tenant)
        #expect(throws: Interrupted.self) { try fixture.sync(lender) { _ in throw Interrupted() } }
        #expect(try Self.indexes(fixture) == before)
        try fixture.sync(lender)
        #expect(try Self.indexes(fixture) == before)
        let other = try fixture.book.createTenant(name: "otro", clock: fixture.clock).id
        try fixture.sync(Lender.sample(other))
        #expect(try Self.indexes(fixture) == before)
        #expect(try fixture.text("PRAGMA integrity_check") == "ok")
        try fixture.expectSound()
    }
}
