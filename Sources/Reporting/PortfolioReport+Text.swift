import Lending
import LoanBook

extension PortfolioReport {
    /// The report for a terminal.
    public func text(language: ReportLanguage) -> String {
        let title = language.pick(es: "Cartera de", en: "Portfolio of")
        let until = language.pick(es: "al", en: "as of")
        var text = "\(title) \(tenant.name), \(until) \(language.day(asOf)) (\(tenant.currency))\n\n"
        text += totals(language)
        text += "\n" + language.pick(es: "Atraso, como lo muestra la app", en: "Arrears, as the app shows them") + "\n"
        text += buckets(language)
        text += "\n" + language.pick(es: "Rutas", en: "Routes") + "\n"
        text += routeRows(language)
        return text
    }

    private func totals(_ language: ReportLanguage) -> String {
        var table = TextTable.pairs
        table.add(language.pick(es: "Clientes", en: "Customers"), language.count(figures.customers))
        table.add(language.pick(es: "Préstamos activos", en: "Active loans"), language.count(figures.activeLoans))
        table.add(language.pick(es: "Préstamos cerrados", en: "Closed loans"), language.count(figures.closedLoans))
        table.add(
            language.pick(es: "Dinero en la calle, según la app", en: "Outstanding, the app's figure"),
            language.money(figures.outstanding)
        )
        table.add(
            language.pick(es: "Dinero en la calle, recalculado", en: "Outstanding, recomputed"),
            language.money(figures.outstandingComputed)
        )
        table.add(language.pick(es: "Diferencia", en: "Difference"), language.money(figures.difference))
        table.add(language.pick(es: "Capital prestado", en: "Capital lent"), language.money(figures.capitalLent))
        table.add(language.pick(es: "Atrasado", en: "Overdue"), language.money(figures.overdueAmount))
        table.add(language.pick(es: "Abonos", en: "Payments"), language.count(figures.paymentsCount))
        table.add(language.pick(es: "Cobrado", en: "Collected"), language.money(figures.paymentsTotal))
        table.add(language.pick(es: "Efectivo en caja", en: "Cash in box"), language.money(cashInBox))
        return table.text()
    }

    private func buckets(_ language: ReportLanguage) -> String {
        var table = TextTable([.left, .right, .right])
        for bucket in ArrearsBucket.allCases {
            let row = figures[bucket]
            table.add(
                language.pick(es: bucket.labelES, en: bucket.labelEN),
                language.count(row.loans),
                language.money(row.outstanding)
            )
        }
        if figures.unknownArrears.loans > 0 {
            table.add(
                language.pick(es: "Sin condiciones conocidas", en: "Terms not known"),
                language.count(figures.unknownArrears.loans),
                language.money(figures.unknownArrears.outstanding)
            )
        }
        table.add(language.pick(es: "Vencidos", en: "Past term"), language.count(figures.pastTerm), "")
        table.add(language.pick(es: "Sin préstamo", en: "Without a loan"), language.count(figures.withoutLoan), "")
        table.add(language.pick(es: "Ocultos", en: "Hidden"), language.count(figures.hidden), "")
        table.add(language.pick(es: "Reportados", en: "Reported"), language.count(figures.reported), "")
        return table.text()
    }

    private func routeRows(_ language: ReportLanguage) -> String {
        var table = TextTable([.left, .left, .right, .right, .right, .right, .right])
        table.add(
            language.pick(es: "Ruta", en: "Route"),
            language.pick(es: "Fecha", en: "Day"),
            language.pick(es: "Clientes", en: "Customers"),
            language.pick(es: "Activos", en: "Active"),
            language.pick(es: "En la calle", en: "Outstanding"),
            language.pick(es: "Diferencia", en: "Difference"),
            language.pick(es: "Caja", en: "Box")
        )
        for section in routes {
            table.add(
                section.route.name,
                language.day(section.route.businessDate),
                language.count(section.figures.customers),
                language.count(section.figures.activeLoans),
                language.money(section.figures.outstanding),
                language.money(section.figures.difference),
                language.money(section.route.boxCash)
            )
        }
        return table.text()
    }
}
