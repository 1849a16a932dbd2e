import Lending
import Machine
import Yams

extension Profile {
    /// Reads a profile from YAML; `file` is how errors name it.
    /// - Throws: ``ProfileError`` with every problem found: line, key, what was expected, what to do.
    public init(yaml: String, file: String) throws(ProfileError) {
        let problems = ProfileProblems()
        let parsed = ProfileParser(problems: problems).profile(from: yaml)
        guard problems.list.isEmpty, let parsed else {
            throw ProfileError(file: file, problems: problems.list.sorted { $0.line < $1.line })
        }
        self = parsed
    }
}

/// Turns YAML into a profile, noting each problem; half a profile never leaves it.
struct ProfileParser {
    let problems: ProfileProblems

    func profile(from yaml: String) -> Profile? {
        guard let root = root(of: yaml) else { return nil }
        let name = root.text("profile", isNeeded: true) ?? ""
        if !name.isEmpty, !Self.isName(name) {
            root.problem("profile", "expected letters a-z, digits and `-`", "Rename it, e.g. `my-source`")
        }
        let format = root.text("format", isNeeded: true)
            .flatMap { root.choice($0, of: SourceFormat.allCases.map(\.rawValue), at: "format") }
            .flatMap(SourceFormat.init)
        let files = self.files(root)
        let records = self.records(root, files: files)
        // Receipts alone make no book: they are held against the one there is.
        let isBook = !records.keys.contains(where: \.isEvidence)
        let route = root.block("route", known: ["name", "business_date"], isNeeded: isBook)
        let days = route.map { businessDate($0, records: records) } ?? []
        let loans = ProfileDerivationParser(root: root).loans(records: records)
        let policies = SourcePolicies(root.block("policies", known: SourcePolicies.names, isNeeded: isBook))
        checkPatterns(files: files, records: records, root: root)
        checkLinks(records, root)
        return Profile(
            name: name,
            version: version(root),
            title: root.text("title", isNeeded: true) ?? "",
            status: root.text("status", isNeeded: true) ?? "",
            format: format ?? .sqlite,
            files: files,
            routeNaming: route.map { routeNaming($0, records: records) } ?? .folder,
            businessDate: days,
            records: records,
            loans: loans,
            policies: policies,
            fingerprint: Digest.sha256(yaml)
        )
    }

    private func root(of yaml: String) -> ProfileBlock? {
        let advice = "Correct the YAML: two spaces per level, `key: value`, texts with special characters in quotes"
        guard yaml.utf8.count <= Limits.profileBytesMax else {
            problems.add(1, "profile", "a profile has at most \(Limits.profileBytesMax) bytes", "Give a smaller file")
            return nil
        }
        do {
            guard let node = try Yams.compose(yaml: yaml) else {
                problems.add(1, "profile", "the file is empty; expected a profile", "Start from a shipped one")
                return nil
            }
            let known = [
                "profile", "version", "title", "status", "evidence", "format", "files", "route", "records", "derive",
                "policies",
            ]
            return ProfileBlock(node, path: "", line: 1, known: known, problems: problems)
        } catch let error as YamlError {
            let (line, what) = Self.fault(error)
            problems.add(line, "profile", "not readable as YAML: \(what)", advice)
        } catch {
            problems.add(1, "profile", "not readable as YAML", advice)
        }
        return nil
    }

    private func version(_ root: ProfileBlock) -> Int {
        guard let text = root.text("version", isNeeded: true) else { return 1 }
        guard let version = Int(text), version >= 1 else {
            root.problem("version", "expected a whole number from 1", "Write `version: 1`")
            return 1
        }
        return version
    }

    private func files(_ root: ProfileBlock) -> [ProfileFile] {
        guard let block = root.block("files", known: nil, isNeeded: true) else { return [] }
        let files = block.keys.compactMap { role -> ProfileFile? in
            let known = ["name", "required", "probe", "when_missing"]
            guard let file = block.block(role, known: known) else { return nil }
            let probe = file.block("probe", known: ["must", "any", "may"])
            return ProfileFile(
                role: role,
                name: NamePattern(file.texts("name", isNeeded: true)),
                isRequired: file.flag("required", else: true),
                must: patterns("must", probe),
                any: patterns("any", probe),
                may: patterns("may", probe),
                whenMissing: file.text("when_missing")
            )
        }
        if !files.contains(where: \.isRequired) {
            root.problem("files", "expected a file with `required: true`", "Say which file a route cannot do without")
        }
        return files
    }

    private func patterns(_ key: String, _ block: ProfileBlock?) -> [TablePattern] {
        guard let block else { return [] }
        return block.texts(key).compactMap { pattern($0, key, block) }
    }

    func pattern(_ text: String, _ key: String, _ block: ProfileBlock) -> TablePattern? {
        guard let open = text.firstIndex(of: "{") else {
            return TablePattern(text: text, prefix: text, field: nil, suffix: "")
        }
        let rest = text[text.index(after: open)...]
        guard let close = rest.firstIndex(of: "}") else {
            block.problem(key, "\"\(text)\" opens a brace and does not close it", "Write e.g. `\"a{document}\"`")
            return nil
        }
        let word = String(rest[..<close])
        let names = [Field.document.name, Field.number.name]
        guard let field = [Field.document, .number].first(where: { $0.name == word }) else {
            block.problem(key, "\"\(word)\" is no field that names a table", Suggestion.remedy(for: word, among: names))
            return nil
        }
        return TablePattern(
            text: text,
            prefix: String(text[..<open]),
            field: field,
            suffix: String(rest[rest.index(after: close)...])
        )
    }

    private func records(_ root: ProfileBlock, files: [ProfileFile]) -> [SourceRecord: RecordMapping] {
        let known = SourceRecord.allCases.map(\.rawValue)
        guard let block = root.block("records", known: known, isNeeded: true) else { return [:] }
        var records: [SourceRecord: RecordMapping] = [:]
        for key in block.keys {
            guard let kind = SourceRecord(rawValue: key) else { continue }
            records[kind] = ProfileRecordParser(parser: self, kind: kind, files: files).mapping(in: block)
        }
        let evidence = block.keys.filter { SourceRecord(rawValue: $0)?.isEvidence ?? false }
        if let first = evidence.first {
            if block.keys.count > evidence.count {
                block.problem(first, "evidence stands alone", "Put the other records into a profile of their own")
            }
        } else if records[.customers] == nil, !block.keys.contains(SourceRecord.customers.rawValue) {
            block.problem("customers", "missing; a book begins with its customers", "Add `customers:` with its fields")
        }
        return records
    }

    private func routeNaming(_ route: ProfileBlock, records: [SourceRecord: RecordMapping]) -> RouteNamingRule {
        let words = RouteNamingRule.allCases.map(\.rawValue)
        let rule =
            route.text("name", isNeeded: true)
            .flatMap { route.choice($0, of: words, at: "name") }.flatMap(RouteNamingRule.init) ?? .folder
        let isMapped = [.loans, .customers].contains { records[$0]?.mapping(of: .route) != nil }
        if rule == .field, !isMapped {
            route.problem("name", "no `route` is mapped", "Map `route` under records.loans.fields, or write `folder`")
        }
        return rule
    }

    private func businessDate(
        _ route: ProfileBlock,
        records: [SourceRecord: RecordMapping]
    ) -> [BusinessDateRule] {
        guard case .sequence(let items)? = route.node("business_date") else {
            route.problem(
                "business_date",
                "expected a list of places where the day stands, best first",
                "Write e.g. `- field: box.date`"
            )
            return []
        }
        let modified = "file_modified"
        return items.compactMap { item in
            let line = item.mark?.line ?? route.line(of: "business_date")
            let path = route.name("business_date")
            if case .scalar(let scalar) = item, scalar.string == modified { return .fileModified }
            guard
                let block = ProfileBlock(item, path: path, line: line, known: ["field", "latest"], problems: problems)
            else { return nil }
            let key = block.keys.first ?? "field"
            let days = block.texts(key, isNeeded: block.isEmpty || !block.keys.isEmpty).compactMap {
                day($0, key, block, records)
            }
            guard let first = days.first else { return nil }
            return key == "field" ? .field(first) : .latest(days)
        }
    }

    /// `record.field` as a day that is mapped.
    private func day(
        _ text: String,
        _ key: String,
        _ block: ProfileBlock,
        _ records: [SourceRecord: RecordMapping]
    ) -> BusinessDateRule.Day? {
        for (kind, mapping) in records {
            for spec in FieldSpec.all(of: kind)
            where spec.kind == .date && text == "\(kind.rawValue).\(spec.field.name)"
                && mapping.mapping(of: spec.field) != nil
            {
                return BusinessDateRule.Day(record: kind, field: spec.field)
            }
        }
        let known = records.flatMap { kind, mapping in
            mapping.fields.filter { field in
                FieldSpec.all(of: kind).contains { $0.field == field.field && $0.kind == .date }
            }.map { "\(kind.rawValue).\($0.field.name)" }
        }
        block.problem(key, "\"\(text)\" is no mapped day", Suggestion.remedy(for: text, among: known.sorted()))
        return nil
    }

    /// A table named by a field of the customer needs that field mapped.
    private func checkPatterns(files: [ProfileFile], records: [SourceRecord: RecordMapping], root: ProfileBlock) {
        let patterns = files.flatMap { $0.any + $0.must + $0.may } + records.values.map(\.table)
        for field in Set(patterns.compactMap(\.field)) where records[.customers]?.mapping(of: field) == nil {
            root.problem(
                "records",
                "a table is named by {\(field.name)}, which customers do not map",
                "Map `\(field.name)` under records.customers.fields"
            )
        }
    }

    /// Loans as rows are linked by keys, and payments of one table need loans as rows.
    private func checkLinks(_ records: [SourceRecord: RecordMapping], _ root: ProfileBlock) {
        let payments = records[.payments]
        guard records[.loans] != nil else {
            if let customers = records[.customers], customers.keys.count > 1 {
                root.problem("records", "two keys of customers need loans as rows", "Keep `key: document`")
            }
            guard let payments, payments.table.field == nil else { return }
            root.problem(
                "records",
                "payments that all stand in one table need loans to stand on",
                "Add `records.loans`; it may read the same table as the customers"
            )
            return
        }
        if let customers = records[.customers], customers.key == nil {
            root.problem(
                "records",
                "loans name their customers, and customers have no key",
                "Add `key: document` (or id, number, name) under records.customers"
            )
        }
        if payments?.table.field != nil {
            root.problem(
                "records",
                "loans as rows and a table of payments per customer do not go together",
                "Leave `records.loans` out, or name the one table of payments"
            )
        }
    }

    private static func isName(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }

    private static func fault(_ error: YamlError) -> (Int, String) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            (mark.line, problem)
        case .duplicatedKeysInMapping(let duplicates, let context):
            (context.mark.line, "the key \(duplicates.first ?? "") stands twice")
        default: (1, "the text cannot be taken apart")
        }
    }
}
