/// Writes a draft as a profile, with the confidence and the evidence of each field as comments.
struct DraftYAML {
    private let draft: Draft
    private let scans: [TableScan]
    private let files: [[String]]
    private var lines: [String] = []

    /// The text of the profile called `name`; `files` are the names of the files of each role.
    static func text(of draft: Draft, _ scans: [TableScan], name: String, files: [[String]]) -> String {
        var writer = DraftYAML(draft, scans, files)
        writer.writeHead(name)
        writer.writeRoute()
        writer.lines += ["", "records:"]
        for part in [TablePart.customers, .loans, .payments, .settlements, .box] {
            guard let record = draft.records[part], !draft.unreadable.contains(part) else { continue }
            if part != .loans || !draft.isOnClientRow { writer.write(writer.written(record)) }
        }
        writer.writePolicies()
        writer.writeQuestions()
        return writer.lines.joined(separator: "\n") + "\n"
    }

    private init(_ draft: Draft, _ scans: [TableScan], _ files: [[String]]) {
        self.draft = draft
        self.scans = scans
        self.files = files
    }

    private mutating func writeHead(_ name: String) {
        lines = [
            "# Drafted by recaudo inspect. Compare its totals with the phone, answer the questions at the end, correct what is wrong.",
            "profile: \(name)", "version: 1", "title: Drafted from a backup", "status: drafted, not confirmed",
            "format: any", "",
            "files:",
        ]
        let used = Set(draft.records.values.map { scans[$0.table].table.role })
        for (role, names) in files.enumerated() where used.contains(role) {
            let list =
                files.count == 1
                ? "\"*\""
                : names.count == 1 ? Self.quoted(names[0]) : "[\(names.map(Self.quoted).joined(separator: ", "))]"
            lines.append("  \(roleName(role)): { name: \(list), required: true }")
        }
    }

    private func roleName(_ role: Int) -> String { files.count == 1 ? "book" : "book_\(role + 1)" }

    private mutating func writeRoute() {
        let days: [(TablePart, DraftField)] = [
            (.payments, .date), (.loans, .disbursedOn), (.loans, .lastPaymentOn), (.settlements, .date),
        ]
        let known = days.filter { day in
            !draft.unreadable.contains(day.0) && !(draft.isOnClientRow && day.0 == .loans)
                && draft.records[day.0]?.mapping(day.1) != nil
        }.map {
            "\($0.0.rawValue).\($0.1.rawValue)"
        }
        let isSplit = [TablePart.loans, .customers].contains { draft.records[$0]?.mapping(.route) != nil }
        lines += ["", "route:", isSplit ? "  name: field" : "  name: folder", "  business_date:"]
        if !known.isEmpty { lines.append("    - latest: [\(known.joined(separator: ", "))]") }
        lines.append("    - file_modified")
    }

    /// The record as the profile has it: a table per customer names the customer itself, whose row has the loan.
    private func written(_ record: DraftRecord) -> DraftRecord {
        guard draft.isOnClientRow else { return record }
        var record = record
        record.fields.removeAll { $0.columns == [SourceTable.familyColumn] }
        if record.part == .customers, let loans = draft.records[.loans] {
            record.fields += loans.fields.filter { DraftBuilder.clientRowFields.contains($0.field) }
            record.conditions = loans.conditions
        }
        return record
    }

    private mutating func write(_ record: DraftRecord) {
        let scan = scans[record.table]
        lines += [
            "  \(record.part.rawValue):", "    file: \(roleName(scan.table.role))", "    table: \(tableName(scan))",
        ]
        if let key = record.key { lines.append("    key: \(key.rawValue)") }
        if !record.conditions.isEmpty {
            lines.append("    where:")
            lines += record.conditions.map { "      - { \(Self.text(of: $0)) }" }
        }
        if !record.unique.isEmpty { lines.append("    unique: \(Self.list(record.unique))") }
        if let join = record.join {
            let other = scans[join.table]
            lines.append(
                "    join: { table: \(tableName(other)), on: { \(Self.quoted(join.key)): \(Self.quoted(join.own)) }, "
                    + "columns: \(Self.list(join.columns)) }"
            )
        }
        let used = Set(record.fields.flatMap(\.columns) + record.conditions.map(\.column) + record.unique)
        let ignored = scan.columns.map(\.name).filter { !used.contains($0) && $0 != SourceTable.familyColumn }
        if !ignored.isEmpty { lines.append("    ignore: \(Self.list(ignored))") }
        lines.append("    fields:")
        for mapping in record.fields {
            lines.append("      # \(Self.share(mapping.confidence)): \(mapping.evidence.en)")
            lines.append(
                "      \(mapping.field.rawValue): { \(source(mapping)), as: \(Self.text(of: mapping.transform))\(need(mapping, record)) }"
            )
        }
    }

    private func need(_ mapping: DraftMapping, _ record: DraftRecord) -> String {
        let required: Set<DraftField> =
            record.part == .settlements ? [.date, .collected, .lent, .expenses, .closing] : [.amount, .date]
        return (record.part == .payments || record.part == .settlements) && required.contains(mapping.field)
            ? ", required: true" : ""
    }

    private func source(_ mapping: DraftMapping) -> String {
        mapping.columns.count == 1
            ? "column: \(Self.quoted(mapping.columns[0]))" : "columns: \(Self.list(mapping.columns))"
    }

    /// A table that is named by its file changes its name with each copy.
    private func tableName(_ scan: TableScan) -> String {
        if let affixes = scan.table.affixes {
            let key = draft.records[.customers]?.key ?? .id
            return Self.quoted("\(affixes.prefix){\(key.rawValue)}\(affixes.suffix)")
        }
        let names = files[scan.table.role].map { $0.split(separator: "/").last.map(String.init) ?? $0 }
        let isNamedByFile = names.contains { $0.hasPrefix(scan.name + ".") } && !names.contains { $0.hasSuffix(".db") }
        let isOnly = scans.count { $0.table.role == scan.table.role } == 1
        return isNamedByFile && isOnly ? "\"*\"" : Self.quoted(scan.name)
    }

    private mutating func writePolicies() {
        if draft.isOnClientRow {
            lines += [
                "", "derive:", "  loan_on_client_row:", "    installment_count: term_over_period",
                "    total: installment_times_count", "    principal: total_without_flat_rate",
            ]
        }
        lines += [
            "", "policies:", "  calendar: every_day", "  rounding: up", "  interest_split: pro_rata",
            "  arrears: by_amount",
            "  renewal: netting", "  box: running",
        ]
    }

    private mutating func writeQuestions() {
        guard !draft.questions.isEmpty else { return }
        lines += ["", "# Open questions, with what this draft takes meanwhile:"]
        for question in draft.questions {
            lines.append(
                "# - \(question.id): \(question.question.en) [\(question.choices.joined(separator: " | "))] taken: \(question.assumed)"
            )
        }
    }

    private static func share(_ value: Double) -> String {
        let hundredths = Int((min(0.99, max(0, value)) * 100).rounded())
        return "0.\(hundredths < 10 ? "0" : "")\(hundredths)"
    }

    private static func text(of condition: DraftCondition) -> String {
        let column = "column: \(quoted(condition.column)), "
        return switch condition {
        case .isIn(_, let labels): column + "in: \(list(labels))"
        case .notIn(_, let labels): column + "not_in: \(list(labels))"
        case .isEmpty: column + "is: empty"
        case .isPresent: column + "is: present"
        case .above: column + "above: \"0\""
        case .notStarting(_, let words): column + "not_starting: \(list(words))"
        }
    }

    private static func text(of transform: DraftTransform) -> String {
        switch transform {
        case .text: "text"
        case .identity: "identity"
        case .integer: "integer"
        case .money: "money"
        case .minorMoney: "{ money: { style: minor_units } }"
        case .groupedMoney: "{ money: { style: grouped } }"
        case .groupedMoneyEnglish: "{ money: { style: grouped, group: \",\", decimal: \".\" } }"
        case .percent: "percent"
        case .fraction: "{ percent: { of: fraction } }"
        case .date(let patterns): "{ date: \(patterns.count == 1 ? quoted(patterns[0]) : list(patterns)) }"
        case .instant(let forms, let zone):
            "{ instant: { form: \(forms.count == 1 ? quoted(forms[0]) : list(forms)), zone: \(zone) } }"
        case .time(let pattern): "{ time: \"\(pattern)\" }"
        case .frequency(let words), .status(let words):
            "{ enum: { "
                + words.sorted { $0.key < $1.key }.map { "\($0.key): \(list($0.value))" }.joined(separator: ", ")
                + " } }"
        }
    }

    private static func list(_ texts: [String]) -> String { "[\(texts.map(quoted).joined(separator: ", "))]" }

    /// A plain word as it is, anything else between quotes.
    static func quoted(_ text: String) -> String {
        let reserved: Set<String> = ["y", "n", "yes", "no", "true", "false", "on", "off", "null", "in", "is"]
        let isPlain =
            text.first.map { $0.isASCII && $0.isLetter || $0 == "_" } ?? false
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        if isPlain, !reserved.contains(text.lowercased()) { return text }
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                result += "\\u" + String(65_536 + Int(scalar.value), radix: 16).dropFirst()
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
