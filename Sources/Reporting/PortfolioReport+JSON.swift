import Codecs
import Lending
import LoanBook

extension PortfolioReport {
    /// The report as one JSON object.
    public func json() -> [UInt8] {
        var writer = JSONWriter(capacity: 4096 + routes.count * 2048)
        writer.beginObject()
        writer.field("tenant", tenant.name)
        writer.field("currency", tenant.currency)
        writer.field("as_of", asOf?.isoText)
        writer.field("asked_for", askedFor?.isoText)
        writer.figures(figures)
        writer.field("cash_in_box", hundredths: cashInBox?.minorUnits)
        writer.beginArray("routes")
        for section in routes { writer.section(section) }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }
}

extension JSONWriter {
    mutating func money(_ name: StaticString, _ amount: Money?) {
        field(name, hundredths: amount?.minorUnits)
    }

    fileprivate mutating func figures(_ figures: PortfolioFigures) {
        field("customers", figures.customers)
        field("active_loans", figures.activeLoans)
        field("closed_loans", figures.closedLoans)
        money("outstanding", figures.outstanding)
        money("outstanding_computed", figures.outstandingComputed)
        money("difference", figures.difference)
        field("payments_count", figures.paymentsCount)
        money("payments_total", figures.paymentsTotal)
        money("capital_lent", figures.capitalLent)
        field("loans_without_known_principal", figures.unknownPrincipals)
        money("overdue_amount", figures.overdueAmount)
        field("overdue_loans", figures.overdueLoans)
        beginArray("buckets")
        for bucket in ArrearsBucket.allCases {
            row(bucket.rawValue, es: bucket.labelES, en: bucket.labelEN, figures[bucket])
        }
        if figures.unknownArrears.loans > 0 {
            row("unknown", es: "Sin condiciones conocidas", en: "Terms not known", figures.unknownArrears)
        }
        endArray()
        beginObject("states")
        field("without_loan", figures.withoutLoan)
        field("hidden", figures.hidden)
        field("reported", figures.reported)
        field("past_term", figures.pastTerm)
        endObject()
    }

    private mutating func row(_ name: String, es: String, en: String, _ bucket: PortfolioFigures.Bucket) {
        beginObject()
        field("bucket", name)
        field("label_es", es)
        field("label_en", en)
        field("loans", bucket.loans)
        money("outstanding", bucket.outstanding)
        endObject()
    }

    fileprivate mutating func section(_ section: PortfolioReport.RouteSection) {
        let route = section.route
        beginObject()
        field("id", route.id.text)
        field("name", route.name)
        field("business_date", route.businessDate.isoText)
        figures(section.figures)
        money("cash_in_box", route.boxCash)
        app(section.app, box: route)
        field("profile", route.profile)
        field("profile_status", route.profileStatus)
        beginObject("policies")
        for policy in route.policies { field(named: policy.name, policy.choice) }
        endObject()
        endObject()
    }

    /// What the app states, under names of its own so that nobody takes it for ours.
    private mutating func app(_ app: AppFigures, box route: Route) {
        beginObject("app")
        money("box_cash", route.boxCash)
        money("box_cash_computed", route.boxCashComputed)
        money("portfolio", app.portfolio)
        field("settlements", app.settlements)
        field("registered_days", app.days)
        field("last_settled_on", app.last?.settledOn.isoText)
        money("collected", app.collected)
        money("lent", app.lent)
        money("expenses", app.expenses)
        field("payments", app.payments)
        money("collected_per_day", app.perDay(app.collected))
        money("lent_per_day", app.perDay(app.lent))
        money("expenses_per_day", app.perDay(app.expenses))
        endObject()
    }
}
