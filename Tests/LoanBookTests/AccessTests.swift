import Lending
import LoanBook
import Machine
import Storage
import TestSupport
import Testing

struct AccessTests {
    private static let start: Int64 = 1_790_000_000_000_000

    private func house(_ engine: Engine) throws -> (TestDatabase, TenantRecord, FixedClock, APIKeys) {
        let test = try TestDatabase(engine)
        let clock = FixedClock(microseconds: Self.start)
        let book = Book(database: test.database)
        try book.prepare(clock: clock)
        let tenant = try book.createTenant(name: "La Ceiba", clock: clock)
        return (test, tenant, clock, APIKeys(test.database, clock: clock))
    }

    @Test("a key opens its tenant's book with its scopes, and its text is stored nowhere", arguments: Engine.allCases)
    func create(engine: Engine) async throws {
        let (test, tenant, _, keys) = try house(engine)
        let (key, text) = try keys.create(tenant: tenant.id, label: "Contador", scopes: [.portfolioRead, .paymentsRead])
        let principal = try await keys.authenticate(text.text)
        #expect(principal.tenant == tenant.id && principal.keyID == key.id)
        #expect(principal.scopes == [.portfolioRead, .paymentsRead])
        #expect(!principal.seesPeople)
        #expect(throws: AccessError.missingScope(.customersRead)) { try principal.require(.customersRead) }
        #expect(text.text.hasPrefix(key.prefix) && key.prefix.count == 12)
        let stored = try test.database.withReader { connection in
            try connection.rows("SELECT label, prefix, scopes FROM api_key") { row in
                try (0..<3).map { try row.text($0) }.joined(separator: "|")
            }
        }
        #expect(stored == ["Contador|\(key.prefix)|payments:read portfolio:read"])
    }

    @Test("a wrong, mistyped, expired, revoked or unknown key is refused alike", arguments: Engine.allCases)
    func refusals(engine: Engine) async throws {
        let (_, tenant, clock, keys) = try house(engine)
        let (_, text) = try keys.create(
            tenant: tenant.id,
            label: "Un día",
            scopes: [.portfolioRead],
            expiresAt: Instant(microseconds: Self.start + 1_000_000)
        )
        _ = try await keys.authenticate(text.text)
        for wrong in ["", "rk_", String(text.text.dropLast()) + "!", APIKeyText.generate().text] {
            await #expect(throws: AccessError.notAuthenticated) { try await keys.authenticate(wrong) }
        }
        clock.advance(byMicroseconds: 1_000_000)
        await #expect(throws: AccessError.notAuthenticated) { try await keys.authenticate(text.text) }
        let (second, secondText) = try keys.create(tenant: tenant.id, label: "Otro", scopes: Set(APIScope.standard))
        try keys.revoke(second.id, tenant: tenant.id)
        try keys.revoke(second.id, tenant: tenant.id)
        await #expect(throws: AccessError.notAuthenticated) { try await keys.authenticate(secondText.text) }
        #expect(throws: AccessError.unknownKey(id: "ky_none")) { try keys.revoke("ky_none", tenant: tenant.id) }
        #expect(throws: AccessError.unknownKey(id: second.id)) { try keys.revoke(second.id, tenant: TenantID("tn_x")) }
    }

    @Test("a use is noted at most once a minute", arguments: Engine.allCases)
    func uses(engine: Engine) async throws {
        let (_, tenant, clock, keys) = try house(engine)
        let (_, text) = try keys.create(tenant: tenant.id, label: "Robot", scopes: [.findingsRead])
        func lastUse() throws -> Int64? { try keys.list(tenant: tenant.id).first?.lastUsedAt?.microseconds }
        #expect(try lastUse() == nil)
        _ = try await keys.authenticate(text.text)
        #expect(try lastUse() == Self.start)
        clock.advance(byMicroseconds: 59_000_000)
        _ = try await keys.authenticate(text.text)
        #expect(try lastUse() == Self.start)
        clock.advance(byMicroseconds: 1_000_000)
        _ = try await keys.authenticate(text.text)
        #expect(try lastUse() == Self.start + 60_000_000)
    }

    @Test("a key is not made without a label, without scopes, or for the past")
    func badRequests() throws {
        let (_, tenant, _, keys) = try house(.sqlite)
        #expect(throws: AccessError.badLabel) {
            try keys.create(tenant: tenant.id, label: "", scopes: [.portfolioRead])
        }
        #expect(throws: AccessError.unknownScope) { try keys.create(tenant: tenant.id, label: "a", scopes: []) }
        #expect(throws: AccessError.expiresInThePast) {
            try keys.create(
                tenant: tenant.id,
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
