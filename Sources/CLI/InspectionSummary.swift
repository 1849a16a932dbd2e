import Intake

/// What an inspection found, for people.
enum InspectionSummary {
    /// Some lines: the layout, the tables, what comes from where, the totals to compare, the questions.
    static func text(_ report: InspectionReport, written: String?) -> String {
        let isKnown = report.layout != LayoutRecognition.unknown
        var lines = [
            isKnown
                ? Speech.pick(es: "formato conocido: \(report.layout)", en: "known layout: \(report.layout)")
                : Speech.pick(
                    es: "formato desconocido: el perfil es un borrador",
                    en: "unknown layout: the profile is a draft"
                )
        ]
        lines.append(Speech.pick(es: "tablas:", en: "tables:"))
        lines += report.tables.map(table)
        lines.append(Speech.pick(es: "de dónde sale cada dato:", en: "where each field comes from:"))
        lines += report.mappings.map(mapping)
        lines += totals(report.totals)
        if !report.questions.isEmpty {
            lines.append(Speech.pick(es: "preguntas abiertas:", en: "open questions:"))
            lines += report.questions.map(question)
        }
        if let written {
            lines.append(
                Speech.pick(
                    es: "perfil escrito en \(written); úselo con recaudo sync --profile \(written)",
                    en: "profile written to \(written); use it with recaudo sync --profile \(written)"
                )
            )
        }
        return lines.joined(separator: "\n")
    }

    private static func table(_ table: InspectedTable) -> String {
        let role = table.role.map { " → \($0)" } ?? ""
        let rows = Speech.pick(es: "\(table.rows) filas", en: "\(table.rows) rows")
        return "  \(table.file) \(table.name): \(rows)\(role)"
    }

    private static func mapping(_ mapping: InspectedMapping) -> String {
        let percent = Int((mapping.confidence * 100).rounded())
        let evidence = Speech.pick(es: mapping.evidence.es, en: mapping.evidence.en)
        return "  \(mapping.entity).\(mapping.field) ← \(mapping.from) (\(percent) %: \(evidence))"
    }

    private static func totals(_ totals: InspectedTotals) -> [String] {
        [
            Speech.pick(es: "totales, para comparar con el teléfono:", en: "totals, to compare with the phone:"),
            Speech.pick(es: "  clientes: \(totals.customers)", en: "  customers: \(totals.customers)"),
            Speech.pick(
                es: "  préstamos: \(totals.loans), activos \(totals.activeLoans)",
                en: "  loans: \(totals.loans), active \(totals.activeLoans)"
            ),
            Speech.pick(es: "  capital prestado: ", en: "  principal: ") + amount(totals.principal),
            Speech.pick(es: "  saldo por cobrar: ", en: "  outstanding: ") + amount(totals.outstanding),
            Speech.pick(es: "  pagos: \(totals.payments), por ", en: "  payments: \(totals.payments), of ")
                + amount(totals.paid),
        ]
    }

    private static func question(_ question: InspectedQuestion) -> String {
        let text = Speech.pick(es: question.question.es, en: question.question.en)
        let taken = Speech.pick(es: "se toma", en: "taken")
        return "  \(text) [\(question.choices.joined(separator: " | "))] \(taken): \(question.assumed)"
    }

    private static func amount(_ minorUnits: Int64) -> String {
        let size = minorUnits.magnitude
        let rest = size % 100
        return "\(minorUnits < 0 ? "-" : "")\(size / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
