import Lending
import LoanBook
import Reporting

/// The top of a demo's page: the verdict in one sentence and the figures an owner asks for first.
struct DemoHeadline {
    let book: BookSummary
    let portfolio: PortfolioReport
    let findings: FindingsReport

    func values(_ numbers: PageNumbers) -> [String: Any] {
        [
            "status": status(numbers),
            "headline": headline(numbers).text(in: numbers.language),
            "lead": lead(numbers).text(in: numbers.language),
            "kpis": kpis(numbers),
        ]
    }

    private func status(_ numbers: PageNumbers) -> String {
        let day = portfolio.asOf.map(numbers.day) ?? "—"
        return Bilingual(es: "\(book.tenant.name) · al \(day)", en: "\(book.tenant.name) · as of \(day)")
            .text(in: numbers.language)
    }

    private func headline(_ numbers: PageNumbers) -> Bilingual {
        let routes = portfolio.routes.count
        let square = portfolio.routes.count { section in
            section.figures.difference == .zero && section.route.boxCash == section.route.boxCashComputed
        }
        if routes == 0 { return Bilingual(es: "Todavía no hay datos", en: "There is no data yet") }
        if square == routes {
            return routes == 1
                ? Bilingual(es: "La ruta cuadra con la app", en: "The route agrees with the app")
                : Bilingual(es: "Las \(routes) rutas cuadran con la app", en: "All \(routes) routes agree with the app")
        }
        if square == 0 {
            return routes == 1
                ? Bilingual(es: "La ruta no cuadra con la app", en: "The route does not agree with the app")
                : Bilingual(
                    es: "Ninguna de las \(routes) rutas cuadra con la app",
                    en: "None of the \(routes) routes agrees with the app"
                )
        }
        return Bilingual(
            es: "\(square) de \(routes) rutas \(square == 1 ? "cuadra" : "cuadran") con la app",
            en: "\(square) of \(routes) routes \(square == 1 ? "agrees" : "agree") with the app"
        )
    }

    private func lead(_ numbers: PageNumbers) -> Bilingual {
        let records = numbers.count(recordCount)
        let isOne = book.snapshots == 1
        let snapshots = numbers.count(book.snapshots)
        return Bilingual(
            es: "Leímos \(records) registros de \(snapshots) \(isOne ? "copia" : "copias") de la app, "
                + "recalculamos cada saldo y cada caja desde los pagos, y dejamos las dos cifras lado a lado.",
            en: "We read \(records) records from \(snapshots) \(isOne ? "backup" : "backups") of the app, "
                + "recomputed every balance and cash box from the payments, and put both figures side by side."
        )
    }

    private var recordCount: Int {
        let figures = portfolio.figures
        let settlements = portfolio.routes.reduce(0) { $0 + $1.app.settlements }
        return figures.customers + figures.activeLoans + figures.closedLoans + figures.paymentsCount
            + portfolio.routes.count + settlements
    }

    private func kpis(_ numbers: PageNumbers) -> [[String: Any]] {
        let figures = portfolio.figures
        let critical = findings.totals[.critical]?.count ?? 0
        let tiles: [(Bilingual, String, Bilingual)] = [
            (
                Bilingual(es: "Por cobrar", en: "Outstanding"), numbers.money(figures.outstanding),
                Bilingual(
                    es: "\(numbers.money(figures.overdueAmount)) vencido",
                    en: "\(numbers.money(figures.overdueAmount)) overdue"
                )
            ),
            (
                Bilingual(es: "Préstamos activos", en: "Active loans"), numbers.count(figures.activeLoans),
                Bilingual(
                    es: "\(numbers.count(figures.closedLoans)) cerrados",
                    en: "\(numbers.count(figures.closedLoans)) closed"
                )
            ),
            (
                Bilingual(es: "Clientes", en: "Customers"), numbers.count(figures.customers),
                Bilingual(
                    es: "\(numbers.count(figures.withoutLoan)) sin préstamo",
                    en: "\(numbers.count(figures.withoutLoan)) without a loan"
                )
            ),
            (
                Bilingual(es: "Recaudado", en: "Collected"), numbers.money(figures.paymentsTotal),
                Bilingual(
                    es: "en \(numbers.count(figures.paymentsCount)) pagos",
                    en: "in \(numbers.count(figures.paymentsCount)) payments"
                )
            ),
            (
                Bilingual(es: "Efectivo en caja", en: "Cash in boxes"),
                portfolio.cashInBox.map(numbers.money) ?? "—",
                Bilingual(es: "según la app", en: "as the app states it")
            ),
            (
                Bilingual(es: "Hallazgos abiertos", en: "Open findings"), numbers.count(findings.count),
                Bilingual(
                    es: "\(numbers.count(critical)) \(critical == 1 ? "crítico" : "críticos")",
                    en: "\(numbers.count(critical)) critical"
                )
            ),
        ]
        return tiles.map { tile in
            ["name": tile.0.text(in: numbers.language), "value": tile.1, "note": tile.2.text(in: numbers.language)]
        }
    }
}

/// The bottom of a demo's page: what the book was read from and how far its log goes.
enum DemoLoaded {
    static func values(
        _ page: DemoPage,
        book: BookSummary,
        portfolio: PortfolioReport,
        engine: String,
        _ numbers: PageNumbers
    ) -> [[String: Any]] {
        let routes = portfolio.routes.map(\.route.name).joined(separator: ", ")
        let days = [book.firstDay, book.lastDay].compactMap { $0 }.map(numbers.day)
        let span = days.first == days.last ? days.prefix(1).joined() : days.joined(separator: " – ")
        let last = numbers.count(book.tenant.lastSeq)
        let changes = Bilingual(es: "cambios 1 a \(last)", en: "changes 1 to \(last)")
        let rows: [(Bilingual, String)] = [
            (Bilingual(es: "Empresa", en: "Lender"), book.tenant.name),
            (Bilingual(es: "Origen", en: "Source"), page.source.label.text(in: numbers.language)),
            (Bilingual(es: "Perfil de lectura", en: "Source profile"), book.sources.joined(separator: ", ")),
            (Bilingual(es: "Rutas", en: "Routes"), routes),
            (
                Bilingual(es: "Copias leídas", en: "Backups read"),
                "\(numbers.count(book.snapshots)) (\(span))"
            ),
            (Bilingual(es: "Bitácora encadenada", en: "Chained change log"), changes.text(in: numbers.language)),
            (Bilingual(es: "Base de datos", en: "Database"), engine),
        ]
        return rows.filter { !$0.1.isEmpty }.map { ["name": $0.0.text(in: numbers.language), "value": $0.1] }
    }
}
