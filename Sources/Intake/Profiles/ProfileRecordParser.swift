import Lending
import Yams

/// Reads how the rows of one record are mapped.
struct ProfileRecordParser {
    let parser: ProfileParser
    let kind: SourceRecord
    let files: [ProfileFile]

    func mapping(in records: ProfileBlock) -> RecordMapping? {
        let known = ["file", "table", "optional", "key", "ignore", "fields"]
        guard let block = records.block(kind.rawValue, known: known) else { return nil }
        let file = block.text("file", isNeeded: true)
            .flatMap { block.choice($0, of: files.map(\.role), at: "file") }
        let table = block.text("table", isNeeded: true).flatMap { parser.pattern($0, "table", block) }
        if let table, table.field != nil, kind != .payments {
            block.problem("table", "only payments may have a table per customer", "Name one table")
        }
        if let table, table.field == nil, kind == .payments {
            block.problem("table", "payments need a table per customer", "Write e.g. `table: \"a{document}\"`")
        }
        let fields = self.fields(block)
        guard let file, let table else { return nil }
        return RecordMapping(
            record: kind,
            file: file,
            table: table,
            isOptional: block.flag("optional", else: false),
            key: key(block, fields),
            ignored: block.texts("ignore"),
            fields: fields
        )
    }

    private func key(_ block: ProfileBlock, _ fields: [FieldMapping]) -> Field? {
        guard let word = block.text("key") else { return nil }
        let allowed: [Field] =
            switch kind {
            case .customers: [.document, .number]
            case .payments: [.ticket]
            case .settlements: [.number]
            case .box: []
            }
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
        let known = ["column", "constant", "as", "required", "personal", "null_words"]
        guard let block = list.block(name, known: known) else { return nil }
        let required =
            block.text("required")
            .flatMap { block.choice($0, of: ["true", "false", "column"], at: "required") } ?? "false"
        let column = block.text("column")
        let constant = block.text("constant")
        if (column == nil) == (constant == nil) {
            list.problem(name, "expected either `column` or `constant`", "Name the one column it comes from")
        }
        let transform = ProfileTransformParser(block: block).transform()
        if let transform, transform.kind != spec.kind {
            block.problem(
                "as",
                "gives \(transform.kind.rawValue), but \(name) is \(spec.kind.rawValue)",
                "Use a transform that gives \(spec.kind.rawValue)"
            )
        }
        guard let transform,
            let origin = column.map({ .column($0) }) ?? constant.map({ FieldMapping.Origin.constant($0) })
        else { return nil }
        return FieldMapping(
            field: spec.field,
            origin: origin,
            transform: transform,
            isRequired: required == "true" || spec.isNeeded,
            isColumnRequired: required != "false" || spec.isNeeded,
            isPersonal: block.flag("personal", else: false) || spec.isPersonal,
            nullWords: block.texts("null_words").map { $0.lowercased() }
        )
    }
}
