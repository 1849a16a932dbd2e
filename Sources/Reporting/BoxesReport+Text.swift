import Lending
import LoanBook

extension BoxesReport {
    /// The report for a terminal.
    public func text(language: ReportLanguage) -> String {
        var text = "\(language.pick(es: "Cajas de", en: "Cash boxes of")) \(tenant.name)\n"
        for box in boxes { text += "\n" + section(box, language) }
        return text
    }

    private func section(_ box: Box, _ language: ReportLanguage) -> String {
        var text = "\(box.route.name), \(language.day(box.route.businessDate))\n"
        var table = TextTable.pairs
        table.add(
            language.pick(es: "Efectivo, según la app", en: "Cash, the app's figure"),
            language.money(box.route.boxCash)
        )
        table.add(
            language.pick(es: "Efectivo, recalculado", en: "Cash, recomputed"),
            language.money(box.route.boxCashComputed)
        )
        table.add(language.pick(es: "Diferencia", en: "Difference"), language.money(box.difference))
        table.add(language.pick(es: "Cuadres", en: "Settlements"), language.count(box.settlements))
        table.add(language.pick(es: "Último cuadre", en: "Last settlement"), language.day(box.last?.settledOn))
        table.add(language.pick(es: "Faltantes", en: "Shortages"), language.money(box.shortages))
        table.add(language.pick(es: "Sobrantes", en: "Overages"), language.money(box.overages))
        text += table.text() + settlements(of: box, language)
        guard !box.differences.isEmpty else { return text }
        text += "  " + language.pick(es: "Cuadres que no cuadran", en: "Settlements that do not agree") + "\n"
        var rows = TextTable([.left, .right, .right, .right, .left])
        for settlement in box.differences.prefix(ReportLimits.findingsInText) {
            let difference = settlement.difference ?? .zero
            let verdict = BoxVerdict(difference: difference)
            rows.add(
                language.day(settlement.settledOn),
                language.money(settlement.closingExpected),
                language.money(settlement.closing),
                language.money(difference),
                language.pick(es: verdict.labelES, en: verdict.labelEN)
            )
        }
        return text + rows.text(indent: "    ")
    }

    /// The latest settlements, latest first, each with what moved its box and what was counted.
    private func settlements(of box: Box, _ language: ReportLanguage) -> String {
        let shown = box.latest.prefix(ReportLimits.settlementsInText)
        guard !shown.isEmpty else { return "" }
        var rows = TextTable([.left, .right, .right, .right, .right, .right, .right, .right])
        rows.add(
            language.pick(es: "Fecha", en: "Date"),
            language.pick(es: "Apertura", en: "Opening"),
            language.pick(es: "Cobrado", en: "Collected"),
            language.pick(es: "Prestado", en: "Lent"),
            language.pick(es: "Gastos", en: "Expenses"),
            language.pick(es: "Esperado", en: "Expected"),
            language.pick(es: "Contado", en: "Counted"),
            language.pick(es: "Diferencia", en: "Difference")
        )
        for settlement in shown {
            rows.add(
                language.day(settlement.settledOn),
                language.money(settlement.opening),
                language.money(settlement.collected),
                language.money(settlement.lent),
                language.money(settlement.expenses),
                language.money(settlement.closingExpected),
                language.money(settlement.closing),
                language.money(settlement.difference)
            )
        }
        let title = language.pick(es: "Cuadres, del último al primero", en: "Settlements, latest first")
        let rest = box.settlements - shown.count
        let more =
            rest > 0
            ? "    "
                + language.pick(
                    es: "y \(language.count(rest)) anteriores: recaudo export cash-boxes",
                    en: "and \(language.count(rest)) earlier: recaudo export cash-boxes"
                ) + "\n" : ""
        return "  \(title)\n" + rows.text(indent: "    ") + more
    }
}
