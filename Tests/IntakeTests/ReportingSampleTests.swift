import Codecs
import Foundation
import Intake
import Lending
import LoanBook
import Reporting
import Storage
import Testing

@Suite("The reports on the samples", .enabled(if: Samples.folder != nil))
struct ReportingSampleTests {
    /// The portfolio report as its JSON says it.
    private func portfolio(_ test: TestBook, asOf day: CivilDate? = nil) throws -> JSONValue {
        try JSONValue.parse(report(test) { try PortfolioReport(tenant: $0, asOf: day, on: $1).json() })
    }

    private func report(_ test: TestBook, _ make: (TenantRecord, any Connection) throws -> [UInt8]) throws -> [UInt8] {
        let tenant = try test.book.tenant(named: "prueba")
        return try test.book.database.withReader { try make(tenant, $0) }
    }

    @Test("each route's figures are those of the independent script, on both days", arguments: Engine.allCases)
    func figures(engine: Engine) throws {
        let test = try TestBook(engine)
        try test.sync(Samples.day(1))
        let truth = try Samples.expected()
        try check(portfolio(test), try #require(truth["routes"] as? [String: [String: Any]]), prefix: "")
        try test.sync(Samples.day(2))
        try check(portfolio(test), try #require(truth["day2"] as? [String: [String: Any]]), prefix: "after_")
    }

    @Test("the reports of day 1 are the same after day 2, to the byte", arguments: Engine.allCases)
    func asOf(engine: Engine) throws {
        let test = try TestBook(engine)
        try test.sync(Samples.day(1))
        let day = try #require(try test.routes().map(\.businessDate).max())
        let before = try all(test, day)
        try test.sync(Samples.day(2))
        let after = try all(test, day)
        for (name, bytes) in before { #expect(after[name] == bytes, "\(name)") }
        #expect(try all(test, nil)["portfolio"] != before["portfolio"])
    }

    @Test(
        "figures of the routes add up to those of the lender, buckets to its active loans",
        arguments: Engine.allCases
    )
    func sums(engine: Engine) throws {
        let test = try TestBook(engine)
        try test.sync(Samples.day(1))
        let tenant = try test.book.tenant(named: "prueba")
        let report = try test.book.database.withReader { try PortfolioReport(tenant: tenant, on: $0) }
        let routes = report.routes.map(\.figures)
        #expect(report.figures.customers == routes.reduce(0) { $0 + $1.customers })
        #expect(report.figures.activeLoans == routes.reduce(0) { $0 + $1.activeLoans })
        #expect(report.figures.outstanding == routes.reduce(Money.zero) { $0 + $1.outstanding })
        #expect(report.figures.paymentsTotal == routes.reduce(Money.zero) { $0 + $1.paymentsTotal })
        let counted = report.figures.buckets.reduce(report.figures.unknownArrears.loans) { $0 + $1.loans }
        #expect(counted == report.figures.activeLoans)
        let owed = report.figures.buckets.reduce(report.figures.unknownArrears.outstanding) { $0 + $1.outstanding }
        #expect(owed == report.figures.outstanding)
        #expect(report.figures.difference == .zero)
        #expect(report.cashInBox == Money(minorUnits: -37_606_272 + 156_232_820))
    }

    @Test("before the first snapshot the portfolio rolls back to each day", arguments: Engine.allCases)
    func replay(engine: Engine) throws {
        let test = try TestBook(engine)
        try test.sync(Samples.day(1))
        let first = try #require(try test.routes().map(\.businessDate).min())
        let day = first.adding(days: -20)
        let payments = try test.payments().filter { $0.paidOn <= day }
        let report = try portfolio(test, asOf: day)
        #expect(report["payments_count"]?.integer == Int64(payments.count))
        #expect(report["payments_total"]?.text == payments.reduce(Money.zero) { $0 + $1.amount }.decimalText)
        #expect(report["as_of"]?.text == day.isoText)
    }

    @Test("edited and deleted payments stand among the findings with their tickets", arguments: Engine.allCases)
    func findings(engine: Engine) throws {
        let test = try TestBook(engine)
        try test.sync(Samples.day(1))
        try test.sync(Samples.day(2))
        let report = try JSONValue.parse(report(test) { try FindingsReport(tenant: $0, on: $1).json() })
        let data = try #require(report["data"]?.elements)
        let truth = try #require(try Samples.expected()["day2"] as? [String: [String: Any]])
        for route in truth.values {
            for (change, code) in [("edited", "history.payment_revised"), ("deleted", "history.payment_voided")] {
                let ticket = try #require((route[change] as? [String: Any])?["ticket"] as? String)
                let finding = data.first { finding in
                    finding["code"]?.text == code
                        && finding["evidence"]?.elements?.contains { $0["ticket_id"]?.text == ticket } ?? false
                }
                #expect(finding != nil, "\(code) \(ticket)")
                #expect(finding?["sentence_es"]?.text?.isEmpty == false && finding?["amount"]?.text != nil)
            }
        }
        let ranks = data.map { ["critical": 0, "warning": 1, "info": 2][$0["severity"]?.text ?? ""] ?? 3 }
        #expect(ranks == ranks.sorted())
        let tenant = try test.book.tenant(named: "prueba")
        let text = try test.book.database.withReader {
            try FindingsReport(tenant: tenant, on: $0).text(language: .es)
        }
        #expect(text.hasPrefix("Hallazgos de prueba\n"))
    }

    @Test("boxes follow their settlements and end at the app's cash", arguments: Engine.allCases)
    func boxes(engine: Engine) throws {
        let test = try TestBook(engine)
        try test.sync(Samples.day(1))
        let report = try JSONValue.parse(report(test) { try BoxesReport(tenant: $0, on: $1).json() })
        let data = try #require(report["data"]?.elements)
        #expect(data.map { $0["settlements"]?.integer } == [78, 78])
        #expect(data.map { $0["box_cash"]?.text } == ["-376062.72", "1562328.20"])
        #expect(data.map { $0["difference"]?.text } == ["0.00", "0.00"])
        for box in data {
            let months = try #require(box["months"]?.elements)
            #expect(months.reduce(0) { $0 + ($1["settlements"]?.integer ?? 0) } == 78)
            #expect(months.last?["closing"]?.text == box["last_settlement"]?["closing"]?.text)
        }
    }

    private func all(_ test: TestBook, _ day: CivilDate?) throws -> [String: [UInt8]] {
        [
            "portfolio": try report(test) { try PortfolioReport(tenant: $0, asOf: day, on: $1).json() },
            "findings": try report(test) { try FindingsReport(tenant: $0, asOf: day, on: $1).json() },
            "boxes": try report(test) { try BoxesReport(tenant: $0, asOf: day, on: $1).json() },
        ]
    }

    private func check(_ report: JSONValue, _ truth: [String: [String: Any]], prefix: String) throws {
        let routes = try #require(report["routes"]?.elements)
        #expect(routes.count == 2)
        for route in routes {
            let expected = try #require(truth[route["name"]?.text ?? ""])
            func number(_ name: String) throws -> Double {
                try #require(expected[prefix + name] as? NSNumber, "\(name)").doubleValue
            }
            func money(_ name: String) throws -> String {
                Money(minorUnits: Int64((try number(name) * 100).rounded())).decimalText
            }
            #expect(route["customers"]?.integer == Int64(try number("clients")))
            #expect(route["active_loans"]?.integer == Int64(try number("active_loans")))
            #expect(route["closed_loans"]?.integer == Int64(try number("reconstructible_closed")))
            #expect(route["outstanding"]?.text == (try money("outstanding")))
            #expect(route["payments_count"]?.integer == Int64(try number("payments")))
            #expect(route["payments_total"]?.text == (try money("paid")))
            #expect(route["cash_in_box"]?.text == (try money("box_cash")))
            #expect(route["states"]?["hidden"]?.integer == Int64(try number("hidden")))
            #expect(route["states"]?["reported"]?.integer == Int64(try number("reported")))
            #expect(route["app"]?["settlements"]?.integer == Int64(try number("settlements")))
            #expect(route["app"]?["collected"]?.text == (try money("collected_by_settlements")))
        }
    }
}
