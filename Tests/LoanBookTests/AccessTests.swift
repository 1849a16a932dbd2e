import Lending
import LoanBook
import Machine
import Storage
import TestSupport
import Testing

struct AccessTests {
    private static let start: Int64 = 1_790_000_000_000_000

    /// A database with one tenant, kept as long as its keys are used.
    private struct House {
        let test: TestDatabase
        let tenant: TenantRecord
        let clock = FixedClock(microseconds: AccessTests.start)
        let keys: APIKeys

        init(_ engine: Engine) throws {
            test = try TestDatabase(engine)
            let book = Book(database: test.database)
            try book.prepare(clock: clock)
            tenant = try book.createTenant(name: "La Ceiba", clock: clock)
            keys = APIKeys(test.database, clock: clock)
        }
    }

    @Test("a key opens its tenant's book with its scopes, and its text is stored nowhere", arguments: Engine.allCases)
    func create(engine: Engine) async throws {
        let house = try House(engine)
        let (key, text) = try house.keys.create(
            tenant: house.tenant.id,
            label: "Contador",
            scopes: [.portfolioRead, .paymentsRead]
        )
        let principal = try await house.keys.authenticate(text.text)
        #expect(principal.tenant == house.tenant.id && principal.keyID == key.id)
        #expect(principal.scopes == [.portfolioRead, .paymentsRead])
        #expect(!principal.seesPeople)
        #expect(throws: AccessError.missingScope(.customersRead)) { try principal.require(.customersRead) }
        #expect(text.text.hasPrefix(key.prefix) && key.prefix.count == 12)
        let stored = try house.test.database.withReader { connection in
            try connection.rows("SELECT label, prefix, scopes FROM api_key") { row in
                try (0..<3).map { try row.text($0) }.joined(separator: "|")
            }
        }
        #expect(stored == ["Contador|\(key.prefix)|payments:read portfolio:read"])
    }

    @Test("a wrong, mistyped, expired, revoked or unknown key is refused alike", arguments: Engine.allCases)
    func refusals(engine: Engine) async throws {
        let house = try House(engine)
        let (_, text) = try house.keys.create(
            tenant: house.tenant.id,
            label: "Un día",
            scopes: [.portfolioRead],
            expiresAt: Instant(microseconds: Self.start + 1_000_000)
        )
        _ = try await house.keys.authenticate(text.text)
        for wrong in ["", "rk_", String(text.text.dropLast()) + "!", APIKeyText.generate().text] {
            await #expect(throws: AccessError.notAuthenticated) { try await house.keys.authenticate(wrong) }
        }
        house.clock.advance(byMicroseconds: 1_000_000)
        await #expect(throws: AccessError.notAuthenticated) { try await house.keys.authenticate(text.text) }
        let (second, secondText) = try house.keys.create(
            tenant: house.tenant.id,
            label: "Otro",
            scopes: Set(APIScope.standard)
        )
        try house.keys.revoke(second.id, tenant: house.tenant.id)
        try house.keys.revoke(second.id, tenant: house.tenant.id)
        await #expect(throws: AccessError.notAuthenticated) { try await house.keys.authenticate(secondText.text) }
        #expect(throws: AccessError.unknownKey(id: "ky_none")) {
            try house.keys.revoke("ky_none", tenant: house.tenant.id)
        }
        #expect(throws: AccessError.unknownKey(id: second.id)) {
            try house.keys.revoke(second.id, tenant: TenantID("tn_x"))
        }
    }

    @Test("a use is noted at most once a minute", arguments: Engine.allCases)
    func uses(engine: Engine) async throws {
        let house = try House(engine)
        let (_, text) = try house.keys.create(tenant: house.tenant.id, label: "Robot", scopes: [.findingsRead])
        func lastUse() throws -> Int64? { try house.keys.list(tenant: house.tenant.id).first?.lastUsedAt?.microseconds }
        #expect(try lastUse() == nil)
        _ = try await house.keys.authenticate(text.text)
        #expect(try lastUse() == Self.start)
        house.clock.advance(byMicroseconds: 59_000_000)
        _ = try await house.keys.authenticate(text.text)
        #expect(try lastUse() == Self.start)
        house.clock.advance(byMicroseconds: 1_000_000)
        _ = try await house.keys.authenticate(text.text)
        #expect(try lastUse() == Self.start + 60_000_000)
    }

    @Test("a key is not made without a label, without scopes, or for the past")
    func badRequests() throws {
        let house = try House(.sqlite)
        #expect(throws: AccessError.badLabel) {
            try house.keys.create(tenant: house.tenant.id, label: "", scopes: [.portfolioRead])
        }
        #expect(throws: AccessError.unknownScope) {
            try house.keys.create(tenant: house.tenant.id, label: "a", scopes: [])
        }
        #expect(throws: AccessError.expiresInThePast) {
            try house.keys.create(
                tenant: house.tenant.id,
                label: "a",
                scopes: [.portfolioRead],
                expiresAt: Instant(microseconds: Self.start)
            )
        }
        #expect(try APIScope.list("portfolio:read, payments:read") == [.portfolioRead, .paymentsRead])
        #expect(try APIScope.list("all") == Set(APIScope.allCases))
        #expect(throws: AccessError.unknownScope) { try APIScope.list("portfolio:write") }
        #expect(!APIScope.standard.contains(.personalRead))
    }
}
