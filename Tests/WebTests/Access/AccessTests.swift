import Codecs
import Lending
import LoanBook
import Machine
import Storage
import TestSupport
import Testing
import Web

/// Every address that needs a key, with the scope it asks for and a record of the lender in it.
private let guarded: [(path: String, scope: APIScope)] = [
    ("/v1/loans", .portfolioRead),
    ("/v1/loans/\(SampleLender.loanID(1, 1).text)", .portfolioRead),
    ("/v1/loans/\(SampleLender.loanID(1, 1).text)/schedule", .portfolioRead),
    ("/v1/loans/\(SampleLender.loanID(1, 1).text)/payments", .paymentsRead),
    ("/v1/customers", .customersRead),
    ("/v1/customers/\(SampleLender.customerID(1, 1).text)", .customersRead),
    ("/v1/payments", .paymentsRead),
    ("/v1/payments/\(SampleLender.paymentID(1, 1, 1).text)", .paymentsRead),
    ("/v1/routes", .portfolioRead),
    ("/v1/routes/\(SampleLender.routeID(1).text)", .portfolioRead),
    ("/v1/cash-boxes", .portfolioRead),
    ("/v1/cash-boxes/\(SampleLender.settlementID(1).text)", .portfolioRead),
    ("/v1/findings", .findingsRead),
    ("/v1/findings/\(SampleLender.findingID.text)", .findingsRead),
    ("/v1/portfolio", .portfolioRead),
]

@Suite("who may read what")
struct AccessTests {
    @Test("without a key nothing is answered, and the answer says how to send one", arguments: Engine.allCases)
    func noKey(engine: Engine) async throws {
        let book = try SampleBook(engine)
        try await book.server().asked { asker in
            for (path, _) in guarded {
                let answer = try await asker.ask(path)
                #expect(answer.status == 401, "\(path)")
                #expect(answer.header("WWW-Authenticate") == "Bearer realm=\"recaudo\"")
                #expect(try answer.json()["code"]?.text == "access.missing_key")
            }
        }
    }

    @Test("a wrong, mistyped, revoked or expired key is refused everywhere", arguments: Engine.allCases)
    func badKeys(engine: Engine) async throws {
        let book = try SampleBook(engine)
        let keys = APIKeys(book.test.database, clock: book.clock)
        let revoked = try keys.create(tenant: book.tenant, label: "gone", scopes: Set(APIScope.allCases))
        try keys.revoke(revoked.key.id, tenant: book.tenant)
        let soon = Instant(microseconds: book.clock.microseconds() + 1)
        let expired = try keys.create(
            tenant: book.tenant,
            label: "old",
            scopes: Set(APIScope.allCases),
            expiresAt: soon
        )
        book.clock.advance(byMicroseconds: 2)
        let bad = ["rk_nothing", APIKeyText.generate().text, revoked.text.text, expired.text.text]
        try await book.server().asked { asker in
            for (path, _) in guarded {
                for key in bad {
                    let answer = try await asker.with(key: key).ask(path)
                    #expect(answer.status == 401, "\(path)")
                    #expect(try answer.json()["code"]?.text == "access.not_authenticated")
                    #expect(answer.header("WWW-Authenticate")?.contains("invalid_token") == true)
                }
            }
            let basic = try await asker.ask("/v1/loans", headers: ["Authorization": "Basic cms6"])
            #expect(basic.status == 401)
        }
    }

    @Test("a key opens what its scope names and nothing else", arguments: Engine.allCases)
    func scopes(engine: Engine) async throws {
        let book = try SampleBook(engine)
        for scope in APIScope.allCases {
            let key = try book.key(scope)
            try await book.server().asked(key: key) { asker in
                for (path, needed) in guarded {
                    let answer = try await asker.ask(path)
                    #expect(answer.status == (needed == scope ? 200 : 403), "\(path) with \(scope.rawValue)")
                    if answer.status == 403 {
                        #expect(answer.text.contains(needed.rawValue))
                        #expect(answer.header("WWW-Authenticate")?.contains("insufficient_scope") == true)
                    }
                }
            }
        }
    }

    @Test("the scope is judged before it is told whether a record exists")
    func permissionBeforeExistence() async throws {
        let book = try SampleBook(.sqlite)
        try await book.server().asked(key: try book.key(.findingsRead)) { asker in
            let unknown = try await asker.ask("/v1/loans/ln_none")
            #expect(unknown.status == 403)
            let malformed = try await asker.ask("/v1/loans?colour=red")
            #expect(malformed.status == 403)
        }
    }

    @Test("to another lender's key the book is empty and its ids are unknown", arguments: Engine.allCases)
    func tenants(engine: Engine) async throws {
        let book = try SampleBook(engine)
        try await book.server().asked(key: book.otherKey) { asker in
            for (path, _) in guarded where path != "/v1/portfolio" {
                let answer = try await asker.ask(path)
                if path.split(separator: "/").count == 2 {
                    #expect(try answer.ids().isEmpty, "\(path)")
                } else {
                    let wrong = try await asker.ask(
                        path.replacing(/_0+\d+/, with: "_00000000000000000000000000")
                    )
                    #expect(answer.status == 404, "\(path)")
                    #expect(try answer.json()["detail"] == wrong.json()["detail"])
                    #expect(try answer.json()["code"] == wrong.json()["code"])
                }
            }
            let portfolio = try await asker.ask("/v1/portfolio").json()
            #expect(portfolio["customers"]?.integer == 0)
        }
    }

    @Test("who people are is in no answer to a key without the personal scope", arguments: Engine.allCases)
    func people(engine: Engine) async throws {
        let book = try SampleBook(engine)
        let people = SampleLender(customers: 6, paymentsPerLoan: 4).people
        try await book.server().asked(key: book.plainKey) { asker in
            for (path, _) in guarded {
                for form in ["json", "ndjson", "csv"] {
                    let answer = try await asker.ask("\(path)?format=\(form)")
                    for person in people {
                        #expect(!answer.text.contains(person), "\(path) as \(form)")
                    }
                }
            }
            let named = try await asker.with(key: book.fullKey).ask("/v1/customers?format=csv")
            for name in people where name.hasPrefix("Marleny") { #expect(named.text.contains(name)) }
            let one = try await asker.with(key: book.fullKey).ask(
                "/v1/customers/\(SampleLender.customerID(1, 2).text)"
            ).json()
            #expect(one["person"]?["name"]?.text == "Marleny Quintero N100002")
        }
    }

    @Test("a key that asks too often is told to wait, and others are not")
    func rate() async throws {
        let book = try SampleBook(.sqlite)
        try await book.server().asked(key: book.fullKey) { asker in
            let first = try await asker.ask("/v1/routes")
            #expect(first.header("RateLimit-Policy") == "\"key\";q=3000;w=60")
            #expect(first.header("RateLimit")?.hasPrefix("\"key\";r=2999;t=") == true)
            for _ in 0..<2999 { _ = try await asker.ask("/v1/loans/ln_none") }
            let refused = try await asker.ask("/v1/routes")
            #expect(refused.status == 429)
            #expect(refused.header("Retry-After") != nil)
            #expect(try await asker.with(key: book.plainKey).ask("/v1/routes").status == 200)
            book.clock.advance(byMicroseconds: 60_000_000)
            #expect(try await asker.ask("/v1/routes").status == 200)
        }
    }
}
