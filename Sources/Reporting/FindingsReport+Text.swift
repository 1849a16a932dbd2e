import Lending
import LoanBook

extension FindingsReport {
    /// The report for a terminal: totals, and the worst findings as sentences with their tickets.
    public func text(language: ReportLanguage) -> String {
        let title = language.pick(es: "Hallazgos de", en: "Findings of")
        var text = "\(title) \(tenant.name)\n\n"
        var table = TextTable([.left, .right, .right])
        for severity in [Finding.Severity.critical, .warning, .info] {
            let total = totals[severity] ?? Total()
            table.add(label(severity, language), language.count(total.count), language.money(total.amount))
        }
        text += table.text()
        for finding in findings.prefix(ReportLimits.findingsInText) { text += "\n" + entry(finding, language) }
        let rest = count - min(findings.count, ReportLimits.findingsInText)
        if rest > 0 {
            let more = language.pick(es: "más; --json los da todos.", en: "more; --json gives them all.")
            text += "\n  \(language.count(rest)) \(more)\n"
        }
        return text
    }

    private func entry(_ finding: Finding, _ language: ReportLanguage) -> String {
        let route = finding.routeID.flatMap { routeNames[$0] }.map { " · \($0)" } ?? ""
        let amount = finding.amount.map { " · \(language.money($0))" } ?? ""
        var text = "  \(label(finding.severity, language))\(route)\(amount) · \(finding.code)\n"
        text += "    \(language.pick(es: finding.sentenceES, en: finding.sentenceEN))\n"
        let tickets = finding.evidence.compactMap(\.ticket)
        if !tickets.isEmpty {
            text +=
                "    \(language.pick(es: "Tiquetes", en: "Tickets")): \(tickets.prefix(6).joined(separator: ", "))\n"
        }
        return text
    }

    private func label(_ severity: Finding.Severity, _ language: ReportLanguage) -> String {
        switch severity {
        case .critical: language.pick(es: "Crítico", en: "Critical")
        case .warning: language.pick(es: "Por explicar", en: "To explain")
        case .info: language.pick(es: "Para saber", en: "To know")
        }
    }
}
