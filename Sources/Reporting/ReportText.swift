import Lending

/// The language of a report for people.
public enum ReportLanguage: String, CaseIterable, Sendable {
    /// Spanish, with amounts as in Colombia.
    case es
    /// English.
    case en

    /// `es` or `en`, whichever this is.
    func pick(es: String, en: String) -> String {
        self == .es ? es : en
    }

    func money(_ amount: Money?) -> String {
        amount.map { $0.text(self == .es ? .colombian : .english) } ?? "—"
    }

    func day(_ date: CivilDate?) -> String {
        guard let date else { return "—" }
        return self == .es ? date.dayMonthYearText : date.isoText
    }

    func count(_ number: Int) -> String {
        let text = money(Money.whole(Int64(number)))
        return String(text.drop { !$0.isNumber })
    }
}

/// Rows of cells in aligned columns, for a terminal.
public struct TextTable {
    /// How a column's cells stand.
    public enum Side {
        /// At the left end, as words do.
        case left
        /// At the right end, as numbers do.
        case right
    }

    private let sides: [Side]
    private var rows: [[String]] = []

    /// A table without rows, its columns standing as `sides` says.
    public init(_ sides: [Side]) {
        self.sides = sides
    }

    /// A table of a label and an amount.
    static var pairs: TextTable { TextTable([.left, .right]) }

    /// Adds a row; it has as many cells as the table has columns.
    public mutating func add(_ cells: String...) {
        rows.append(cells)
    }

    /// The lines, each ended with a line feed; trailing spaces are left out.
    public func text(indent: String = "  ") -> String {
        let widths = sides.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = sides.indices.map { column in
                let padding = String(repeating: " ", count: widths[column] - row[column].count)
                return sides[column] == .left ? row[column] + padding : padding + row[column]
            }
            var line = indent + cells.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }
}
