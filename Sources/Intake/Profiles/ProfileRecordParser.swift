import Lending
import Yams

/// Reads how the rows of one record are mapped.
struct ProfileRecordParser {
    let parser: ProfileParser
    let kind: SourceRecord
    let files: [ProfileFile]

    func mapping(in records: ProfileBlock) -> RecordMapping? {
        let known = [
            "file", "table", "optional", "key", "ignore", "fields", "where", "unique", "unpack", "join",
        ]
        guard let block = records.block(kind.rawValue, known: known) else { return nil }
        let file = block.text("file", isNeeded: true)
            .flatMap { block.choice($0, of: files.map(\.role), at: "file") }
        let table = block.text("table", isNeeded: true).flatMap { parser.pattern($0, "table", block) }
        if let table, table.field != nil, kind != .payments {
            block.problem("table", "only payments may have a table per customer", "Name one table")
        }
        let fields = self.fields(block)
        let isLinked = [.loan, .customer].contains { link in fields.contains { $0.field == link } }
        if let table, table.field == nil, kind == .payments, !isLinked {
            block.problem(
                "table",
                "nothing says whose the payments are",
                "Map `loan` or `customer`, or name a table per customer, e.g. `table: \"a{document}\"`"
            )
        }
        if kind.isEvidence, !fields.contains(where: { $0.field == .date || $0.field == .sentOn }) {
            block.problem("fields", "nothing says of which day the rows are", "Map `date` or `sent_on`")
        }
        guard let file, let table else { return nil }
        return RecordMapping(
            record: kind,
            file: file,
            table: table,
            isOptional: block.flag("optional", else: false),
            keys: keys(block, fields),
            ignored: block.texts("ignore"),
            rows: ProfileRowParser(block: block).rules(),
            fields: fields
        )
    }

    private func keys(_ block: ProfileBlock, _ fields: [FieldMapping]) -> [Field] {
        guard block.node("key") != nil else { return [] }
        let allowed: [Field] =
            switch kind {
            case .customers: [.document, .number, .id, .name]
            case .loans: [.id, .number]
            case .payments: [.ticket]
            case .settlements: [.number]
            case .box, .receipts, .daySummaries: []
            }
        let words = block.texts("key")
        if words.count > 1, words != [Field.document.name, Field.name.name] || kind != .customers {
            block.problem("key", "only customers have two keys, the document and then the name", "Keep the better one")
        }
        return words.compactMap { word in
            guard let field = allowed.first(where: { $0.name == word }) else {
                let remedy = Suggestion.remedy(for: word, among: allowed.map(\.name))
                block.problem("key", "\"\(word)\" cannot tell \(kind.rawValue) apart", remedy)
                return nil
            }
            if !fields.contains(where: { $0.field == field }) {
                block.problem("key", "\"\(word)\" is not mapped", "Map `\(word)` under fields")
            }
            return field
        }
    }

    private func fields(_ block: ProfileBlock) -> [FieldMapping] {
        let specs = FieldSpec.all(of: kind)
        guard let list = block.block("fields", known: specs.map(\.field.name), isNeeded: true) else { return [] }
        let fields = specs.compactMap { spec in field(spec, list) }
        for spec in specs where spec.isNeeded && !list.keys.contains(spec.field.name) {
            list.problem(
                spec.field.name,
                "missing; \(kind.rawValue) need it",
                "Map it, or leave \(kind.rawValue) out of the profile"
            )
        }
        return fields
    }

    private func field(_ spec: FieldSpec, _ list: ProfileBlock) -> FieldMapping? {
        let name = spec.field.name
        guard list.node(name) != nil else { return nil }
        let known = ["column", "columns", "constant", "part", "as", "required", "personal", "null_words", "unless"]
        guard let block = list.block(name, known: known) else { return nil }
        let required =
            block.text("required")
            .flatMap { block.choice($0, of: ["true", "false", "column"], at: "required") } ?? "false"
        let transform = ProfileTransformParser(block: block).transform()
        if let transform, !transform.gives(spec.kind) {
            block.problem(
                "as",
                "`\(transform.name)` gives no \(spec.kind.rawValue), which \(name) is",
                "Use a transform that gives \(spec.kind.rawValue)"
            )
        }
        guard let origin = origin(block, spec), let transform else { return nil }
        return FieldMapping(
            field: spec.field,
            origin: origin,
            part: part(block),
            transform: transform,
            isRequired: required == "true" || spec.isNeeded,
            isColumnRequired: required != "false" || spec.isNeeded,
            isPersonal: block.flag("personal", else: false) || spec.isPersonal,
            nullWords: block.texts("null_words").map { $0.lowercased() },
            unless: block.texts("unless")
        )
    }

    private func origin(_ block: ProfileBlock, _ spec: FieldSpec) -> FieldMapping.Origin? {
        let given = ["column", "columns", "constant"].filter { block.node($0) != nil }
        guard given.count == 1 else {
            block.problems.add(
                block.line,
                block.path,
                "expected one of `column`, `columns` or `constant`",
                "Name the column it comes from"
            )
            return nil
        }
        if given == ["constant"] { return block.text("constant").map { .constant($0) } }
        if given == ["column"] {
            let names = block.texts("column")
            return names.isEmpty ? nil : .column(names)
        }
        if ![.text, .money, .date, .time].contains(spec.kind) {
            block.problem("columns", "\(spec.kind.rawValue) cannot be put together", "Name one `column`")
        }
        let names = block.texts("columns")
        return names.isEmpty ? nil : .joined(names)
    }

    private func part(_ block: ProfileBlock) -> FieldMapping.Part? {
        guard block.node("part") != nil, let options = block.block("part", known: ["separator", "number"]) else {
            return nil
        }
        let word = options.text("number", isNeeded: true) ?? ""
        let number = Int(word).flatMap { (1...100).contains($0) ? $0 : nil }
        guard number != nil || word == "last" else {
            options.problem("number", "expected which part, from 1, or `last`", "Write e.g. `number: 1`")
            return nil
        }
        return options.text("separator", isNeeded: true).map { FieldMapping.Part(separator: $0, number: number) }
    }
}
