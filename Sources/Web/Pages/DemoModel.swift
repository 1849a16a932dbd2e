import Lending
import LoanBook
import Reporting
import Storage

/// The values of a demo's page, drawn from the book.
struct DemoModel {
    /// Where the log ended when the values were read.
    let seq: Int64
    let values: [String: Any]

    /// The values for `page` in `language`; links and commands go to `origin`.
    init(_ page: DemoPage, services: Services, language: Language, origin: String) async throws {
        let database = services.database
        // Only when the lender was removed while the demo runs.
        guard let book = try await BookQueries(database).summary(of: page.tenant) else {
            throw AccessError.notAuthenticated
        }
        let portfolio = try await database.portfolio(of: book.tenant)
        let findings = try await database.findings(of: book.tenant)
        let numbers = PageNumbers(language: language, currency: book.tenant.currency)
        seq = book.tenant.lastSeq
        var values: [String: Any] = [
            "lang": language.rawValue,
            "title": "Recaudo · \(book.tenant.name)",
            "t": PageText.words(in: language),
            "key": page.key,
            "origin": origin,
            "calls": DemoCalls.values(in: language),
        ]
        values.merge(DemoHeadline(book: book, portfolio: portfolio, findings: findings).values(numbers)) { $1 }
        values["routes"] = portfolio.routes.map { DemoRouteLine($0).values(numbers) }
        values["buckets"] = DemoBuckets.values(portfolio.figures, numbers)
        values.merge(DemoFindings.values(findings, numbers)) { $1 }
        values["loaded"] = DemoLoaded.values(
            page,
            book: book,
            portfolio: portfolio,
            engine: database.engine == .sqlite ? "SQLite" : "PostgreSQL",
            numbers
        )
        self.values = values
    }
}

/// The line of one route: the app's figures, ours, and whether they agree.
struct DemoRouteLine {
    private let section: PortfolioReport.RouteSection

    init(_ section: PortfolioReport.RouteSection) {
        self.section = section
    }

    func values(_ numbers: PageNumbers) -> [String: Any] {
        let figures = section.figures
        let route = section.route
        let balance = verdict(app: figures.outstanding, ours: figures.outstandingComputed, numbers)
        let box = verdict(app: route.boxCash, ours: route.boxCashComputed, numbers)
        return [
            "name": route.name,
            "day": numbers.shortDay(route.businessDate),
            "active": numbers.count(figures.activeLoans),
            "balanceApp": numbers.money(figures.outstanding),
            "balanceOurs": numbers.money(figures.outstandingComputed),
            "balanceClass": balance.style,
            "balanceMark": balance.text,
            "boxApp": route.boxCash.map(numbers.money) ?? "—",
            "boxOurs": route.boxCashComputed.map(numbers.money) ?? "—",
            "boxClass": box.style,
            "boxMark": box.text,
        ]
    }

    private func verdict(app: Money?, ours: Money?, _ numbers: PageNumbers) -> (style: String, text: String) {
        guard let app, let ours else {
            return ("na", Bilingual(es: "sin dato", en: "not stated").text(in: numbers.language))
        }
        if app == ours { return ("ok", "✓ \(Bilingual(es: "cuadra", en: "agrees").text(in: numbers.language))") }
        return ("no", "✗ \(numbers.signed(app - ours))")
    }
}

/// The bars of arrears.
enum DemoBuckets {
    static func values(_ figures: PortfolioFigures, _ numbers: PageNumbers) -> [[String: Any]] {
        var rows = ArrearsBucket.allCases.map { bucket in
            (name: name(of: bucket, in: numbers.language), tone: tone(of: bucket), bucket: figures[bucket])
        }
        if figures.unknownArrears.loans > 0 {
            let name = Bilingual(es: "Sin condiciones conocidas", en: "Terms not known").text(in: numbers.language)
            rows.append((name, "b1", figures.unknownArrears))
        }
        let largest = rows.map(\.bucket.outstanding.minorUnits).max() ?? 0
        return rows.map { row in
            let share = largest > 0 ? max(0, row.bucket.outstanding.minorUnits) * 100 / largest : 0
            return [
                "name": row.name,
                "tone": row.tone,
                "share": String(row.bucket.loans > 0 ? max(1, share) : 0),
                "amount": numbers.money(row.bucket.outstanding),
                "count": numbers.loans(row.bucket.loans),
            ]
        }
    }

    private static func name(of bucket: ArrearsBucket, in language: Language) -> String {
        switch language {
        case .spanish: bucket.labelES
        case .english: bucket.labelEN
        }
    }

    private static func tone(of bucket: ArrearsBucket) -> String {
        switch bucket {
        case .ahead, .days0to1: "b0"
        case .days2to4: "b1"
        case .days5to9: "b2"
        case .days10to29: "b3"
        case .days30to59, .days60plus: "b4"
        }
    }
}
