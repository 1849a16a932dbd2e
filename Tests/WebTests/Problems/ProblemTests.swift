import Codecs
import HTTPTypes
import Lending
import LoanBook
import Storage
import TestSupport
import Testing
import Web

@Suite("problem documents")
struct ProblemTests {
    @Test("each refusal is a problem document with its status and code, in both languages")
    func catalogue() async throws {
        let book = try SampleBook(.sqlite)
        let cases: [(path: String, status: Int, code: String)] = [
            ("/v2/loans", 404, "request.unknown_path"),
            ("/v1/loans/ln_none", 404, "record.not_found"),
            ("/v1/loans?limit=1001", 400, "request.bad_parameter"),
            ("/v1/loans?limit=0", 400, "request.bad_parameter"),
            ("/v1/loans?limit=ten", 400, "request.bad_parameter"),
            ("/v1/loans?limit=1&limit=2", 400, "request.bad_parameter"),
            ("/v1/loans?status=lost", 400, "request.bad_parameter"),
            ("/v1/loans?as_of=2026-02-30", 400, "request.bad_parameter"),
            ("/v1/loans?format=xml", 400, "request.bad_parameter"),
            ("/v1/loans?format=csv&cursor=abc", 400, "request.bad_parameter"),
            ("/v1/loans?status=%zz", 400, "request.bad_parameter"),
            ("/v1/loans?cursor=abc", 400, "request.bad_cursor"),
            ("/v1/loans?colour=red", 400, "request.unknown_parameter"),
            ("/v1/portfolio?limit=3", 400, "request.unknown_parameter"),
            ("/v1/routes/\(SampleLender.routeID(1).text)?x=1", 400, "request.unknown_parameter"),
            ("/v1/loans?route_id=\(String(repeating: "a", count: 9000))", 414, "request.too_large"),
        ]
        try await book.server().asked(key: book.fullKey) { asker in
            for item in cases {
                let spanish = try await asker.ask(item.path)
                let english = try await asker.ask(item.path, headers: ["Accept-Language": "fr, en-GB;q=0.8"])
                for answer in [spanish, english] {
                    #expect(answer.status == item.status, "\(item.path)")
                    #expect(answer.header("Content-Type") == "application/problem+json")
                    let json = try answer.json()
                    #expect(json["status"]?.integer == Int64(item.status))
                    #expect(json["code"]?.text == item.code, "\(item.path)")
                    #expect(json["type"]?.text == "urn:recaudo:problem:\(item.code)")
                    #expect(json["request_id"]?.text == answer.header("X-Request-Id"))
                    #expect(json["instance"]?.text == item.path.split(separator: "?").first.map(String.init))
                }
                #expect(spanish.header("Content-Language") == "es")
                #expect(english.header("Content-Language") == "en")
                #expect(try spanish.json()["title"] != english.json()["title"])
                #expect(try spanish.json()["detail"] != english.json()["detail"])
            }
        }
    }

    @Test("a refused parameter is named with what is allowed")
    func parameters() async throws {
        let book = try SampleBook(.sqlite)
        try await book.server().asked(key: book.fullKey) { asker in
            let limit = try await asker.ask("/v1/loans?limit=5000").json()
            #expect(limit["errors"]?[0]?["parameter"]?.text == "limit")
            #expect(limit["errors"]?[0]?["allowed"]?[0]?.text == "1..1000")
            let unknown = try await asker.ask("/v1/payments?since=2026-01-01").json()
            let allowed = unknown["errors"]?[0]?["allowed"]?.elements?.compactMap(\.text) ?? []
            #expect(allowed.contains("as_of") && allowed.contains("limit") && allowed.contains("route_id"))
        }
    }

    @Test("a method that is not for reading is refused with those that are")
    func methods() async throws {
        let book = try SampleBook(.sqlite)
        try await book.server().asked(key: book.fullKey) { asker in
            for method in [HTTPRequest.Method.post, .put, .patch, .delete, .options, .trace] {
                for path in ["/v1/loans", "/v1/loans/ln_1/schedule", "/", "/healthz"] {
                    let answer = try await asker.ask(path, method)
                    #expect(answer.status == 405, "\(method.rawValue) \(path)")
                    #expect(answer.header("Allow") == "GET, HEAD")
                }
            }
            #expect(try await asker.ask("/v1/nothing", .post).status == 404)
        }
    }

    @Test("a form that is not offered is refused, and what a browser sends gets JSON")
    func negotiation() async throws {
        let book = try SampleBook(.sqlite)
        try await book.server().asked(key: book.fullKey) { asker in
            let cases: [(accept: String, type: String?)] = [
                ("application/xml", nil),
                ("image/png, application/json;q=0", nil),
                ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json"),
                ("application/json;q=0.2, application/x-ndjson", "application/x-ndjson"),
                ("text/csv;q=0.9, application/json;q=0.8", "text/csv; charset=utf-8; header=present"),
                ("*/*", "application/json"),
                (XLSXWriter.mediaType, XLSXWriter.mediaType),
            ]
            for item in cases {
                let answer = try await asker.ask("/v1/routes", headers: ["Accept": item.accept])
                #expect(answer.status == (item.type == nil ? 406 : 200), "\(item.accept)")
                #expect(answer.header("Content-Type") == item.type ?? "application/problem+json")
            }
            let one = try await asker.ask(
                "/v1/routes/\(SampleLender.routeID(1).text)",
                headers: ["Accept": "text/csv"]
            )
            #expect(one.status == 406)
        }
    }

    @Test("a failure inside is answered without what the machine said, and /readyz tells it")
    func inside() async throws {
        let book = try SampleBook(.sqlite)
        try await book.server().asked(key: book.fullKey) { asker in
            try book.test.database.withWriter { connection in
                try connection.execute("UPDATE loan SET document = 'broken secret'", [])
            }
            let answer = try await asker.ask("/v1/loans/\(SampleLender.loanID(1, 1).text)/schedule")
            #expect(answer.status == 500)
            #expect(try answer.json()["code"]?.text == "server.internal")
            #expect(!answer.text.contains("secret"))
            #expect(try await asker.ask("/healthz").status == 200)
            #expect(try await asker.ask("/readyz").status == 200)
            book.test.database.close()
            let down = try await asker.ask("/readyz")
            #expect(down.status == 503)
            #expect(down.header("Retry-After") == "5")
            #expect(try await asker.ask("/v1/loans").status == 503)
            #expect(try await asker.ask("/healthz").status == 200)
        }
    }
}
