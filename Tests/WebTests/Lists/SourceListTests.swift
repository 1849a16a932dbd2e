import Codecs
import Lending
import LoanBook
import Machine
import Storage
import Testing
import Web

@Suite("the list of sources")
struct SourceListTests {
    @Test("each route of a source stands there with its state, page by page", arguments: Engine.allCases)
    func pages(engine: Engine) async throws {
        let book = try SampleBook(engine)
        let refusal = SourceRefusal(
            source: "sample",
            routeID: SampleLender.routeID(2),
            refusedAt: Instant(microseconds: book.clock.microseconds()),
            code: "source.damaged",
            message: "admin.db is damaged.\nCopy it again."
        )
        try book.book.keep(refusal, of: book.tenant)
        try await book.server().asked(key: book.plainKey) { asker in
            let first = try await asker.ask("/v1/sources?limit=1")
            #expect(first.status == 200)
            #expect(try first.json()["has_more"]?.boolean == true)
            let link = try #require(first.header("Link"))
            let next = String(link.split(separator: ">")[0].dropFirst())
            let second = try await asker.ask(next)
            #expect(try second.json()["has_more"]?.boolean == false)
            #expect(second.header("Link") == nil)
            let ids = try [first, second].map { try $0.json()["data"]?[0]?["route_id"]?.text }
            #expect(Set(ids) == [SampleLender.routeID(1).text, SampleLender.routeID(2).text])
            let refused = try await asker.ask("/v1/sources?status=refused").json()["data"]
            #expect(refused?.elements?.count == 1)
            #expect(refused?[0]?["last_refusal"]?["code"]?.text == "source.damaged")
            #expect(refused?[0]?["last_refusal"]?["message"]?.text == "admin.db is damaged. Copy it again.")
        }
    }

    @Test("wrong parameters are refused by name, and another lender sees nothing")
    func refusals() async throws {
        let book = try SampleBook(.sqlite)
        try await book.server().asked(key: book.fullKey) { asker in
            for query in ["status=well", "colour=red", "cursor=abc", "format=csv"] {
                let answer = try await asker.ask("/v1/sources?\(query)")
                #expect(answer.status == 400, "\(query)")
            }
        }
        try await book.server().asked(key: book.otherKey) { asker in
            let none = try await asker.ask("/v1/sources").json()["data"]
            #expect(none?.elements?.isEmpty == true)
        }
    }
}
