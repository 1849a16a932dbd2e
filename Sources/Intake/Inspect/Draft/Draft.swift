import Codecs

/// How the drafted profile reads one cell.
enum DraftTransform: Hashable {
    case text, identity, integer, money, minorMoney, groupedMoney, groupedMoneyEnglish, percent, fraction
    case date([String])
    case instant([String], zone: String)
    case time(String)
    case frequency([String: [String]])
    case status([String: [String]])

    /// The amount in hundredths that a cell holds; nil when it holds none.
    func minorUnits(_ value: RawValue) -> Int64? {
        switch value {
        case .integer(let number) where self == .minorMoney: return number
        case .real(let number) where self == .minorMoney: return Int64(exactly: number)
        case .text(let text) where self == .minorMoney: return Int64(text)
        case .integer(let number):
            let (amount, overflow) = number.multipliedReportingOverflow(by: 100)
            return overflow ? nil : amount
        case .real(let number): return Int64(exactly: (number * 100).rounded())
        case .text(let text):
            let style: AmountGrammar.Style =
                switch self {
                case .groupedMoney: .grouped(group: ".", decimal: ",")
                case .groupedMoneyEnglish: .grouped(group: ",", decimal: ".")
                default: .plain
                }
            let grammar = AmountGrammar(style, options: [.sign, .currencySymbol, .surroundingSpaces])
            // `try?`: a cell that is no amount counts for nothing here; the intake itself reports it.
            return try? grammar.minorUnits(text)
        case .null, .blob: return nil
        }
    }

    /// The style of money that the texts of `column` are in.
    static func money(of column: ColumnScan) -> DraftTransform {
        if column.isInCents, column.isWhole { return .minorMoney }
        let styles = column.shape.numbers
        if styles[.groupedEnglish] != nil || styles[.commaThree] != nil { return .groupedMoneyEnglish }
        if styles[.grouped] != nil { return .groupedMoney }
        return styles[.dotThree] != nil && styles[.plain] == nil ? .groupedMoney : .money
    }
}

/// One field of the draft and why.
struct DraftMapping {
    let field: DraftField
    /// The columns, by name; several are joined.
    var columns: [String]
    var transform: DraftTransform
    var confidence: Double
    var evidence: InspectionText
}

/// Which rows count.
enum DraftCondition: Hashable {
    case isIn(column: String, [String])
    case notIn(column: String, [String])
    case isEmpty(column: String)
    case isPresent(column: String)
    case above(column: String)
    case notStarting(column: String, [String])

    /// The column it looks at.
    var column: String {
        switch self {
        case .isIn(let column, _), .notIn(let column, _), .isEmpty(let column), .isPresent(let column),
            .above(let column),
            .notStarting(let column, _):
            column
        }
    }

    /// Whether a row with `value` in the column is taken.
    func admits(_ value: RawValue, as money: DraftTransform) -> Bool {
        switch self {
        case .isIn(_, let labels): ValueLabel.of(value).map { labels.contains($0) } ?? false
        case .notIn(_, let labels): ValueLabel.of(value).map { !labels.contains($0) } ?? true
        case .isEmpty: ValueHash.of(value) == nil
        case .isPresent: ValueHash.of(value) != nil
        case .above: (money.minorUnits(value) ?? 0) > 0
        case .notStarting(_, let words):
            if case .text(let text) = value {
                !words.contains { ValueLabel.folded(text).hasPrefix($0) }
            } else {
                true
            }
        }
    }
}

/// Columns taken from the row of another table.
struct DraftJoin {
    /// The other table, by index.
    let table: Int
    /// The other table's column that equals `own`.
    let key: String
    let own: String
    /// The columns taken.
    let columns: [String]
}

/// One record of the draft.
struct DraftRecord {
    let part: TablePart
    /// Its table, by index.
    let table: Int
    var fields: [DraftMapping] = []
    var key: DraftField?
    var conditions: [DraftCondition] = []
    /// Rows equal in these columns are taken once.
    var unique: [String] = []
    var join: DraftJoin?

    /// The mapping of `field`.
    func mapping(_ field: DraftField) -> DraftMapping? { fields.first { $0.field == field } }
}

/// A profile being drafted.
struct Draft {
    var records: [TablePart: DraftRecord] = [:]
    var questions: [InspectedQuestion] = []
    /// Whether the profile takes the loans from the customers' rows, as a table of payments per customer wants it.
    var isOnClientRow = false
    /// Records that were found and that no profile can read as they lie.
    var unreadable: Set<TablePart> = []
    /// What names of states mean for loans, by folded label.
    var loanStates: [String: RowState] = [:]
}
