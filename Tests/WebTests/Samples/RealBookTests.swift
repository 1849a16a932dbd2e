import Codecs
import Foundation
import Intake
import Lending
import LoanBook
import Logging
import Machine
import Storage
import TestSupport
import Testing
import Web
import Wire

/// The example backups beside the checkout, when they are there.
private enum Backups {
    static let folder: String? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let candidates: [String?] = [
            ProcessInfo.processInfo.environment["RECAUDO_SAMPLES"],
            root.deletingLastPathComponent().appending(path: "shared/samples/prestacop").path,
        ]
        return candidates.compactMap { $0 }.first { FileManager.default.fileExists(atPath: "\($0)/expected.json") }
    }()
}

@Suite("a synced backup over HTTP", .enabled(if: Backups.folder != nil))
struct RealBookTests {
    /// A server over the backups of both days, with a key of every scope and one without the personal one.
    private struct Served {
        let test: TestDatabase
        let server: RecaudoServer
        let fullKey: String
        let plainKey: String
        let people: Set<String>

        init(_ engine: Engine, demo: Bool = false) throws {
            test = try TestDatabase(engine)
            let clock = FixedClock(microseconds: 1_800_000_000_000_000)
            let book = Book(database: test.database)
            try book.prepare(clock: clock)
            let tenant = try book.createTenant(name: "Inversiones El Roble", clock: clock).id
            let profile = try ProfileCatalog.shipped("prestacop")
            let run = SyncRun(book: book, tenant: tenant, profile: profile)
            for day in 1...2 {
                _ = try run.run(path: "\(Backups.folder ?? "")/day\(day)", clock: clock)
            }
            let keys = APIKeys(test.database, clock: clock)
            fullKey = try keys.create(tenant: tenant, label: "all", scopes: Set(APIScope.allCases)).text.text
            plainKey = try keys.create(tenant: tenant, label: "plain", scopes: Set(APIScope.standard)).text.text
            server = try RecaudoServer(
                configuration: WebConfiguration(
                    port: 0,
                    demo: demo ? DemoPage(tenant: tenant, key: fullKey, source: .backup(name: "day1, day2")) : nil
                ),
                database: test.database,
                clock: clock,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            )
            people = try Self.people(in: test.database)
        }

        /// What identifies somebody: every text of every personal part that is longer than a word by chance.
        private static func people(in database: Database) throws -> Set<String> {
            let parts = try database.withReader { connection in
                try connection.rows("SELECT personal FROM customer WHERE personal IS NOT NULL ORDER BY id") {
                    try JSONValue.parse(try $0.bytes(0))
                }
            }
            let texts = parts.flatMap { $0.members?.compactMap { $0.value.text } ?? [] }
            return Set(texts.filter { $0.count >= 7 })
        }
    }

    @Test("the portfolio says what the independent script computed", arguments: Engine.allCases)
    func portfolio(engine: Engine) async throws {
        let served = try Served(engine)
        let text = try String(contentsOfFile: "\(Backups.folder ?? "")/expected.json", encoding: .utf8)
        let expected = try #require(try JSONValue.parse(text)["day2"])
        try await served.server.asked(key: served.plainKey) { asker in
            let portfolio = try await asker.ask("/v1/portfolio").json()
            for route in try #require(portfolio["routes"]?.elements) {
                let truth = try #require(expected[route["name"]?.text ?? ""])
                #expect(route["customers"]?.integer == truth["after_clients"]?.integer)
                #expect(route["active_loans"]?.integer == truth["after_active_loans"]?.integer)
                #expect(route["closed_loans"]?.integer == truth["after_reconstructible_closed"]?.integer)
                #expect(route["payments_count"]?.integer == truth["after_payments"]?.integer)
                let outstanding = try #require(truth["after_outstanding"]?.integer)
                #expect(route["outstanding"]?.text == Money.whole(outstanding).decimalText)
            }
            let revised = try await asker.ask("/v1/findings?code=history.payment_revised").json()
            #expect(revised["data"]?.elements?.count == 2)
            #expect(revised["data"]?[0]?["evidence"]?[0]?["ticket_id"]?.text?.isEmpty == false)
        }
    }

    @Test("no name, cédula, telephone or address leaves without the personal scope", arguments: Engine.allCases)
    func people(engine: Engine) async throws {
        let served = try Served(engine, demo: true)
        #expect(served.people.count > 100)
        try await served.server.asked(key: served.plainKey) { asker in
            var answers = [try await asker.ask("/").text, try await asker.ask("/?lang=en").text]
            answers.append(try await asker.ask("/v1/portfolio").text)
            for list in ["loans", "payments", "customers", "routes", "cash-boxes", "findings"] {
                for form in ["ndjson", "csv"] {
                    answers.append(try await asker.ask("/v1/\(list)?format=\(form)").text)
                }
                answers.append(try await asker.ask("/v1/\(list)?limit=1000").text)
            }
            for answer in answers {
                for person in served.people { #expect(!answer.contains(person)) }
            }
            let open = try await asker.with(key: served.fullKey).ask("/v1/customers?format=ndjson").text
            #expect(served.people.count { open.contains($0) } > 100)
        }
    }
}
