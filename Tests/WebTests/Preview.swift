import Foundation
import Storage
import Testing
@Test("preview") func preview() async throws {
    let book = try SampleBook(.sqlite, customers: 40, paymentsPerLoan: 9)
    for demo in [true, false] {
        for lang in ["es", "en"] {
            let server = try book.server(demo: demo)
            let html = try await server.asked { asker in try await asker.ask("/?lang=\(lang)") }
            print(html.status, html.fields)
            try html.text.write(toFile: "/tmp/preview-\(demo)-\(lang).html", atomically: true, encoding: .utf8)
        }
    }
}
