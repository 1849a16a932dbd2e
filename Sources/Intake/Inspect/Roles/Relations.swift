/// A column whose values are keys of another table.
struct Relation {
    /// Table and column that refer, by index.
    let child: (table: Int, column: Int)
    /// Table and column that are referred to.
    let parent: (table: Int, column: Int)
    /// The share of different values found in the parent.
    let coverage: Double
    /// How far the names speak for it, 0 to 1.
    let names: Double
    /// How believable it is, 0 to 1.
    var strength: Double { coverage * (0.35 + 0.65 * names) }
}

/// Finds relations by inclusion of values, judged with the names.
enum Relations {
    /// The relations found, the strongest first: most values of the child stand in the parent, or, where the names say
    /// so, at least half, for books have payments of loans that were deleted.
    static func among(_ scans: [TableScan]) -> [Relation] {
        var keys: [(table: Int, column: Int)] = []
        for (table, scan) in scans.enumerated() {
            for (column, stats) in scan.columns.enumerated() where isParent(stats, scan) {
                keys.append((table, column))
            }
        }
        var found = nested(scans)
        for (table, scan) in scans.enumerated() {
            for (column, stats) in scan.columns.enumerated() where isChild(stats) {
                for key in keys where key.table != table && stats.name != "_parent" {
                    let parent = scans[key.table].columns[key.column]
                    let inclusion = stats.sketch.coverage(in: parent.sketch)
                    guard inclusion.judged > 0, inclusion.share >= 0.5 else { continue }
                    let names = agreement(stats, parent, child: scan, parent: scans[key.table])
                    guard inclusion.share >= 0.8 || names >= 0.8 else { continue }
                    found.append(
                        Relation(child: (table, column), parent: key, coverage: inclusion.share, names: names)
                    )
                }
            }
        }
        return found.sorted { $0.strength > $1.strength }
    }

    /// A nested table names its parent's rows by its own making.
    private static func nested(_ scans: [TableScan]) -> [Relation] {
        scans.indices.compactMap { child in
            guard let slash = scans[child].name.lastIndex(of: "/"), let column = scans[child].index(of: "_parent"),
                let parent = scans.firstIndex(where: { $0.name == scans[child].name[..<slash] }),
                let key = scans[parent].index(of: "_id")
            else { return nil }
            return Relation(child: (child, column), parent: (parent, key), coverage: 1, names: 1)
        }
    }

    private static func isParent(_ column: ColumnScan, _ scan: TableScan) -> Bool {
        guard column.filled > 1, !column.isDate || column.isEpoch, !column.isTime, column.reals == 0 else {
            return false
        }
        // A key may repeat a little: two routes, a retry.
        return column.isKey || column.variety > 0.9 && Double(column.empty) < 0.1 * Double(column.rows)
    }

    private static func isChild(_ column: ColumnScan) -> Bool {
        guard column.filled > 0, !column.isDate, !column.isTime, column.reals == 0, column.negatives == 0 else {
            return false
        }
        return column.sketch.distinct > 1 || column.labels == nil
    }

    /// How far the child's name names the parent's table, or both columns are called alike.
    private static func agreement(
        _ child: ColumnScan,
        _ key: ColumnScan,
        child table: TableScan,
        parent: TableScan
    ) -> Double {
        if child.name == "_parent2" || child.name == "_parent3" || child.name == "_id" { return 0 }
        if child.name == SourceTable.familyColumn { return key.words.has(.document) || key.words.has(.id) ? 0.9 : 0.4 }
        let isIdentifier = key.words.has(.id) || key.words.has(.document) || key.words.has(.code) || key.name == "_id"
        if child.words.texts == key.words.texts, !isBare(child.words) {
            return isIdentifier || parent.rows > 0 ? 0.95 : 0.5
        }
        let subjects = parent.words.parts.reduce(into: Set<Word>()) { $0.formUnion($1) }
            .intersection([
                .loan, .customer, .payment, .payments, .installment, .installments, .route, .collector, .staff,
                .settlement,
            ])
        let own = child.words.parts.reduce(into: Set<Word>()) { $0.formUnion($1) }
        let named =
            !subjects.isDisjoint(with: own)
            || parent.words.texts.contains { text in
                text.count > 3
                    && child.words.texts.contains {
                        $0.hasPrefix(text.dropLast(1)) || text.hasPrefix($0) && $0.count > 3
                    }
            }
        if named { return key.words.texts.count <= 2 && isIdentifier ? 0.9 : isIdentifier ? 0.8 : 0.45 }
        return child.words.has(.id) && !isBare(child.words) ? 0.15 : 0.05
    }

    /// Whether a name is a mere `id`, as every table has one.
    private static func isBare(_ words: NameWords) -> Bool {
        words.parts.allSatisfy { $0.contains(.id) || $0.contains(.code) }
    }
}
