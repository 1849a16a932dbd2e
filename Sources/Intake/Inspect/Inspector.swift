/// Looks into a backup of any layout: what its tables are, which parts they play, and the profile that reads them.
public enum Inspector {
    /// Inspects the files of one source together.
    ///
    /// Every table is read once to profile it; those that play a part a few times more. Memory does not grow with the
    /// rows, but for one hash for each customer, loan and payment that may repeat.
    /// - Parameters:
    ///   - readers: the files, opened.
    ///   - layout: the name of the layout where it is a known one.
    ///   - name: what the draft is called: a-z, 0-9 and `-`.
    /// - Throws: ``IntakeError`` when a file cannot be read to its end.
    public static func inspect(
        _ readers: [any SourceReader],
        layout: String = "unknown",
        name: String = "draft"
    ) throws -> InspectionReport {
        let (tables, roles) = try SourceTables.of(readers)
        let scans = try tables.map(TableScan.init)
        let relations = Relations.among(scans)
        var builder = DraftBuilder(scans, relations, BookSearch(scans, relations))
        let draft = try builder.build()
        let files = roles.map { $0.map { readers[$0].fileName } }
        return InspectionReport(
            layout: layout,
            tables: scans.enumerated().map { index, scan in
                InspectedTable(scan, file: files[scan.table.role].first ?? "", role: role(of: index, draft))
            },
            relations: InspectedRelation.shown(relations, scans),
            mappings: InspectedMapping.all(of: draft, scans),
            totals: try DraftEstimate.totals(of: draft, scans, link: builder.paymentLink),
            questions: draft.questions,
            profileYAML: DraftYAML.text(of: draft, scans, name: name, files: files)
        )
    }

    private static func role(of table: Int, _ draft: Draft) -> String? {
        let parts = draft.records.values.filter { $0.table == table }.map(\.part.rawValue).sorted()
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}

extension InspectedTable {
    init(_ scan: TableScan, file: String, role: String?) {
        self.init(
            file: file,
            name: scan.name,
            rows: scan.rows,
            role: role,
            columns: scan.columns.map(InspectedColumn.init)
        )
    }
}

extension InspectedColumn {
    init(_ column: ColumnScan) {
        self.init(
            name: column.name,
            declaredType: column.declaredType,
            empty: column.empty,
            distinct: column.sketch.distinct,
            isDistinctExact: column.sketch.isExact,
            isKey: column.isKey,
            shape: column.shapeText,
            range: column.rangeText
        )
    }
}

extension ColumnScan {
    /// What the values look like, in a few words.
    fileprivate var shapeText: String {
        if filled == 0 { return "empty" }
        if isDate {
            if case .date(let patterns) = TransformChoice(.date, self, place: "").transform {
                return "date " + patterns.joined(separator: ", ")
            }
            if case .instant(let forms, _) = TransformChoice(.date, self, place: "").transform {
                return "moment " + forms.joined(separator: ", ")
            }
        }
        if isTime { return "time" }
        guard isNumeric else { return labels == nil ? "text" : "list of \(labels?.count ?? 0) words" }
        switch DraftTransform.money(of: self) {
        case .groupedMoney: return "number 1.234,56"
        case .groupedMoneyEnglish: return "number 1,234.56"
        default: return isWhole ? "whole number" : "number"
        }
    }

    /// Smallest and largest, for columns that are no key of a person.
    fileprivate var rangeText: String? {
        guard isNumeric, !isDate, !looksLikePhone, !words.has(.document), !words.has(.phone), low <= high else {
            return nil
        }
        return "\(Self.plain(low)) … \(Self.plain(high))"
    }

    private static func plain(_ number: Double) -> String {
        Int64(exactly: number).map { String($0) } ?? String(number)
    }
}

extension InspectedRelation {
    /// The believable ones.
    static func shown(_ relations: [Relation], _ scans: [TableScan]) -> [InspectedRelation] {
        func place(_ end: (table: Int, column: Int)) -> String {
            "\(scans[end.table].name).\(scans[end.table].columns[end.column].name)"
        }
        return relations.filter { $0.names > 0.5 }.prefix(Limits.namesListedMax * 2).map {
            InspectedRelation(child: place($0.child), parent: place($0.parent), coverage: $0.coverage)
        }
    }
}

extension InspectedMapping {
    /// All mappings of `draft`, customers first.
    static func all(of draft: Draft, _ scans: [TableScan]) -> [InspectedMapping] {
        [TablePart.customers, .loans, .payments, .settlements, .box].flatMap { part -> [InspectedMapping] in
            guard let record = draft.records[part] else { return [] }
            return record.fields.map { mapping in
                let table =
                    record.join.map { mapping.columns == $0.columns ? scans[$0.table].name : scans[record.table].name }
                    ?? scans[record.table].name
                return InspectedMapping(
                    entity: part.rawValue,
                    field: mapping.field.rawValue,
                    from: mapping.columns.map { "\(table).\($0)" }.joined(separator: " + "),
                    confidence: min(0.99, mapping.confidence),
                    evidence: mapping.evidence
                )
            }
        }
    }
}
