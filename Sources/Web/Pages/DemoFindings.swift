import Lending
import Reporting

/// The worst findings on a demo's page, at most two of a kind, so that one kind does not hide the others.
enum DemoFindings {
    private static let perCodeMax = 2
    private static let ticketsMax = 4

    static func values(_ report: FindingsReport, _ numbers: PageNumbers) -> [String: Any] {
        let shown = worst(of: report.findings)
        return [
            "findingsNote": note(report, shown: shown.count, numbers).text(in: numbers.language),
            "findings": shown.map { line($0, report, numbers) },
        ]
    }

    private static func worst(of findings: [Finding]) -> [Finding] {
        var shown: [Finding] = []
        for finding in findings where shown.count < Limits.pageFindingsMax {
            if shown.count(where: { $0.code == finding.code }) < perCodeMax { shown.append(finding) }
        }
        return shown
    }

    private static func note(_ report: FindingsReport, shown: Int, _ numbers: PageNumbers) -> Bilingual {
        guard report.count > 0 else {
            return Bilingual(
                es: "Nada que señalar: cada cifra de la app sale igual al recalcularla.",
                en: "Nothing to point out: each figure of the app comes out the same when recomputed."
            )
        }
        return Bilingual(
            es: "Mostramos \(numbers.count(shown)) de \(numbers.count(report.count)) hallazgos, de mayor a menor "
                + "gravedad. Ninguno es una acusación: son cifras que alguien debe explicar.",
            en: "Showing \(numbers.count(shown)) of \(numbers.count(report.count)) findings, most serious first. "
                + "None is an accusation: they are figures somebody should explain."
        )
    }

    private static func line(_ finding: Finding, _ report: FindingsReport, _ numbers: PageNumbers) -> [String: Any] {
        let tickets = finding.evidence.compactMap(\.ticket).reduce(into: [String]()) { tickets, ticket in
            if !tickets.contains(ticket) { tickets.append(ticket) }
        }
        let sentence = Bilingual(es: finding.sentenceES, en: finding.sentenceEN).text(in: numbers.language)
        var values: [String: Any] = [
            "id": finding.id.text,
            "code": finding.code,
            "severity": finding.severity.rawValue,
            "severityName": name(of: finding.severity).text(in: numbers.language),
            "where": finding.routeID.flatMap { report.routeNames[$0] } ?? "",
            // The sign stays with its figure at the end of a line.
            "sentence": sentence.split(separator: "$ ", omittingEmptySubsequences: false)
                .joined(separator: "$\u{00A0}"),
        ]
        if let amount = finding.amount, amount != .zero { values["amount"] = numbers.money(amount.magnitude) }
        if !tickets.isEmpty {
            let rest = tickets.count - ticketsMax
            values["tickets"] =
                tickets.prefix(ticketsMax).joined(separator: ", ") + (rest > 0 ? " +\(numbers.count(rest))" : "")
        }
        return values
    }

    private static func name(of severity: Finding.Severity) -> Bilingual {
        switch severity {
        case .critical: Bilingual(es: "Crítico", en: "Critical")
        case .warning: Bilingual(es: "Por explicar", en: "To be explained")
        case .info: Bilingual(es: "Para saber", en: "Worth knowing")
        }
    }
}

/// The ready calls on a demo's page.
enum DemoCalls {
    static func values(in language: Language) -> [[String: Any]] {
        let calls: [(Bilingual, String, String)] = [
            (Bilingual(es: "Resumen de la cartera", en: "Portfolio summary"), "/v1/portfolio", ""),
            (
                Bilingual(es: "Préstamos con saldo y mora", en: "Loans with balances and arrears"),
                "/v1/loans?limit=20", ""
            ),
            (
                Bilingual(es: "Todos los préstamos para Excel", en: "All loans for Excel (es)"),
                "/v1/loans?format=csv&dialect=excel-es", "-OJ "
            ),
            (
                Bilingual(es: "Todos los pagos, uno por línea", en: "All payments, one per line"),
                "/v1/payments?format=ndjson", ""
            ),
            (Bilingual(es: "Hallazgos críticos", en: "Critical findings"), "/v1/findings?severity=critical", ""),
            (Bilingual(es: "Cuadres de caja", en: "Cash box settlements"), "/v1/cash-boxes", ""),
        ]
        return calls.map { call in
            let isFile = call.1.contains("format=")
            let open = isFile ? Bilingual(es: "Descargar", en: "Download") : Bilingual(es: "Abrir", en: "Open")
            return [
                "name": call.0.text(in: language), "path": call.1, "flags": call.2, "open": open.text(in: language),
            ]
        }
    }
}
