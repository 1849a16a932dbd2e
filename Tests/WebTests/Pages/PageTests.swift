import HTTPTypes
import Lending
import LoanBook
import Storage
import TestSupport
import Testing
import Web

@Suite("the page at /")
struct PageTests {
    @Test("in normal use the page shows nothing of any book, in Spanish first and in English")
    func landing() async throws {
        let book = try SampleBook(.sqlite)
        try await book.server().asked { asker in
            let spanish = try await asker.ask("/")
            #expect(spanish.status == 200)
            #expect(spanish.header("Content-Type") == "text/html; charset=utf-8")
            #expect(spanish.text.contains("recaudo key create"))
            #expect(spanish.text.contains("<html lang=\"es\">"))
            #expect(!spanish.text.contains("Cobros del Valle") && !spanish.text.contains("rk_0"))
            #expect(spanish.header("Set-Cookie") == nil)
            #expect(try await asker.ask("/?lang=en").text.contains("<html lang=\"en\">"))
            #expect(try await asker.ask("/", headers: ["Accept-Language": "en"]).text.contains("Get in with three"))
            #expect(try await asker.ask("/?lang=en&x=1").status == 400)
        }
    }

    @Test("a demo's page shows both figures of each route, findings and calls", arguments: Engine.allCases)
    func demo(engine: Engine) async throws {
        let book = try SampleBook(engine)
        try await book.server(demo: true).asked { asker in
            let page = try await asker.ask("/").text
            #expect(page.contains("1 de 2 rutas cuadra con la app"))
            #expect(page.contains("Ruta 1") && page.contains("Ruta 2"))
            #expect(page.contains("✓ cuadra") && page.contains("✗ +$\u{202F}20.000"))
            #expect(page.contains("El saldo del préstamo subió sin explicación."))
            #expect(page.contains(SampleLender.ticket) && page.contains("35.000"))
            #expect(page.contains("Bearer \(book.fullKey)"))
            #expect(page.contains("http://localhost/v1/loans?format=csv"))
            for person in SampleLender(customers: 6, paymentsPerLoan: 4).people { #expect(!page.contains(person)) }
            #expect(!page.contains("{{"))
            let english = try await asker.ask("/?lang=en").text
            #expect(english.contains("1 of 2 routes agrees") && english.contains("$20,000"))
        }
    }

    @Test("names from the book are escaped on the page")
    func escaping() async throws {
        let book = try SampleBook(.sqlite)
        try book.test.database.withWriter { connection in
            try connection.execute(
                "UPDATE tenant SET name = $1 WHERE id = $2",
                [
                    .text("<script>alert(1)</script>"), .text(book.tenant.text),
                ]
            )
        }
        try await book.server(demo: true).asked { asker in
            let page = try await asker.ask("/").text
            #expect(!page.contains("<script") && page.contains("&lt;script&gt;"))
        }
    }

    @Test("the demo's page lends its key to the browser that opened it, for reading, and to nobody else")
    func session() async throws {
        let book = try SampleBook(.sqlite)
        try await book.server(demo: true).asked { asker in
            let cookie = try #require(try await asker.ask("/").header("Set-Cookie"))
            #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
            let pair = String(try #require(cookie.split(separator: ";").first))
            #expect(try await asker.ask("/v1/loans").status == 401)
            #expect(try await asker.ask("/v1/loans", headers: ["Cookie": pair]).status == 200)
            #expect(try await asker.ask("/v1/loans", headers: ["Cookie": "recaudo_demo=guess"]).status == 401)
            #expect(try await asker.ask("/v1/loans", .post, headers: ["Cookie": pair]).status == 405)
            let wrong = ["Cookie": pair, "Authorization": "Bearer rk_wrong"]
            #expect(try await asker.ask("/v1/loans", headers: wrong).status == 401)
        }
        try await book.server().asked { asker in
            let answer = try await asker.ask("/v1/loans", headers: ["Cookie": "recaudo_demo=x"])
            #expect(answer.status == 401)
        }
    }

    @Test("the page follows the book when it changes")
    func fresh() async throws {
        let book = try SampleBook(.sqlite)
        try await book.server(demo: true).asked { asker in
            let before = try await asker.ask("/").text
            #expect(try await asker.ask("/").text == before)
            try book.sync(SampleLender(customers: 6, paymentsPerLoan: 5), day: 1)
            #expect(try await asker.ask("/").text != before)
        }
    }
}
