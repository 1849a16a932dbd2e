/// Finds the columns of a table by the names that a profile writes.
///
/// A name is taken as written if it is there; else in any case; else without regard to accents, blanks and punctuation,
/// for people type the heads of spreadsheets by hand.
struct ColumnNames {
    private let exact: Set<String>
    private let lowered: [String: String]
    private let folded: [String: String]

    init(_ columns: [SourceColumn]) {
        exact = Set(columns.map(\.name))
        lowered = Dictionary(columns.map { ($0.name.lowercased(), $0.name) }) { first, _ in first }
        folded = Dictionary(columns.map { (Self.folded($0.name), $0.name) }) { first, _ in first }
    }

    /// The table's own name of the column that a profile calls `name`; nil when it has none.
    func find(_ name: String) -> String? {
        if exact.contains(name) { return name }
        if let found = lowered[name.lowercased()] { return found }
        let plain = Self.folded(name)
        return plain.isEmpty ? nil : folded[plain]
    }

    /// The first of `names` that the table has.
    func first(of names: [String]) -> String? {
        for name in names {
            if let found = find(name) { return found }
        }
        return nil
    }

    /// Letters and digits only, without case and accents.
    static func folded(_ name: String) -> String {
        let plain = FoldedName.of(name).unicodeScalars.filter {
            $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "#"
        }
        return String(String.UnicodeScalarView(plain))
    }
}
