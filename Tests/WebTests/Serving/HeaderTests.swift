import HTTPTypes
import HummingbirdTesting
import Lending
import LoanBook
import NIOCore
import Storage
import Testing
import Web

@Suite("headers of answers")
struct HeaderTests {
    private static let paths = [
        "/", "/healthz", "/readyz", "/v1/loans", "/v1/loans?format=csv", "/v1/portfolio", "/v1/none", "/v1/loans?x=1",
    ]

    @Test("every answer keeps browsers and caches from doing more than showing it")
    func security() async throws {
        let book = try SampleBook(.sqlite)
        try await book.server().asked(key: book.fullKey) { asker in
            for path in Self.paths {
                let answer = try await asker.ask(path)
                #expect(answer.header("X-Content-Type-Options") == "nosniff")
                #expect(answer.header("Referrer-Policy") == "no-referrer")
                let policy = try #require(answer.header("Content-Security-Policy"))
                #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"))
                #expect(!policy.contains("unsafe"))
                #expect(answer.header("Vary") == "Accept, Accept-Language, Authorization")
                #expect(answer.header("Cache-Control")?.contains("no-") == true)
                #expect(answer.header("X-Request-Id")?.isEmpty == false)
            }
            #expect(try await asker.ask("/v1/loans").header("Cache-Control") == "private, no-cache")
        }
    }

    @Test("HEAD answers as GET does, without a body", arguments: Engine.allCases)
    func head(engine: Engine) async throws {
        let book = try SampleBook(engine)
        let compared = ["Content-Type", "Content-Length", "ETag", "Link", "Content-Disposition", "WWW-Authenticate"]
        try await book.server().asked(key: book.fullKey) { asker in
            for path in Self.paths + ["/v1/loans?limit=2", "/v1/payments?format=ndjson"] {
                let get = try await asker.ask(path)
                let head = try await asker.ask(path, .head)
                #expect(head.status == get.status, "\(path)")
                #expect(head.body.isEmpty)
                for name in compared {
                    // Request ids differ, so the lengths of problems agree all the same.
                    #expect(head.header(name) == get.header(name), "\(path): \(name)")
                }
            }
        }
    }

    @Test("HEAD of a file states no length, and its connection serves the next request")
    func headOfStream() async throws {
        let book = try SampleBook(.sqlite)
        let headers: HTTPFields = [.authorization: "Bearer \(book.fullKey)"]
        try await book.server().application.test(.live) { client in
            for _ in 0..<3 {
                for path in ["/v1/payments?format=csv", "/v1/loans?format=ndjson", "/v1/loans"] {
                    let head = try await client.execute(uri: path, method: .head, headers: headers) { $0 }
                    #expect(head.status == .ok)
                    #expect((head.headers[.contentLength] == nil) == path.contains("format="), "\(path)")
                    let get = try await client.execute(uri: "/healthz", method: .get) { $0 }
                    #expect(String(buffer: get.body) == #"{"status":"ok"}"#, "after \(path)")
                }
            }
        }
    }

    @Test("an unchanged book answers 304, and a change makes a new tag", arguments: Engine.allCases)
    func entityTags(engine: Engine) async throws {
        let book = try SampleBook(engine)
        let id = SampleLender.loanID(1, 1).text
        let paths = [
            "/v1/loans", "/v1/loans?format=csv", "/v1/loans?format=ndjson", "/v1/loans/\(id)",
            "/v1/loans/\(id)/schedule", "/v1/portfolio", "/v1/customers",
        ]
        try await book.server().asked(key: book.fullKey) { asker in
            var tags: [String: String] = [:]
            for path in paths {
                let tag = try #require(try await asker.ask(path).header("ETag"))
                tags[path] = tag
                let again = try await asker.ask(path, headers: ["If-None-Match": "\"other\", \(tag)"])
                #expect(again.status == 304, "\(path)")
                #expect(again.body.isEmpty)
                #expect(again.header("ETag") == tag)
                #expect(try await asker.ask(path, headers: ["If-None-Match": "\"other\""]).status == 200)
            }
            #expect(Set(tags.values).count == paths.count)
            let plain = try await asker.with(key: book.plainKey).ask("/v1/customers").header("ETag")
            #expect(plain != tags["/v1/customers"])
            try book.sync(SampleLender(customers: 6, paymentsPerLoan: 5), day: 1)
            for path in paths {
                let answer = try await asker.ask(path, headers: ["If-None-Match": tags[path] ?? ""])
                #expect(answer.status == 200, "\(path)")
            }
        }
    }

    @Test("the client's own request id is kept when it is plain, and replaced when it is not")
    func requestIDs() async throws {
        let book = try SampleBook(.sqlite)
        try await book.server().asked { asker in
            let kept = try await asker.ask("/healthz", headers: ["X-Request-Id": "nightly-job-0042"])
            #expect(kept.header("X-Request-Id") == "nightly-job-0042")
            for bad in ["short", "has spaces in it", String(repeating: "a", count: 65)] {
                let replaced = try await asker.ask("/healthz", headers: ["X-Request-Id": bad])
                #expect(replaced.header("X-Request-Id") != bad)
            }
        }
    }
}
