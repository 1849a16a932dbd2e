/// What is done to the rows of a table before they are read.
public struct RowRules: Hashable, Sendable {
    /// A column that holds several records as text.
    public let unpacking: Unpacking?
    /// Another table that has columns for each row.
    public let join: RowJoin?
    /// What a row must fulfil, all of it.
    public let conditions: [RowCondition]
    /// Columns in which no two rows are equal: a later one with the same cells is the same row again.
    public let unique: [String]

    /// Nothing is done.
    public static let none = RowRules(unpacking: nil, join: nil, conditions: [], unique: [])

    /// The columns that they look at, those of other tables left out.
    var columns: [String] {
        conditions.flatMap(\.place.columns) + unique + [unpacking?.column, join?.ours].compactMap(\.self)
    }
}

/// A column whose text holds several records; each becomes a row, with the other columns of the row beside it.
public struct Unpacking: Hashable, Sendable {
    /// The column.
    public let column: String
    /// What stands between two records.
    public let separator: String
    /// What stands between two cells of a record.
    public let cellSeparator: String
    /// What the cells are called.
    public let columns: [String]
}

/// Columns that another table of the same file has for a row.
public struct RowJoin: Hashable, Sendable {
    /// The other table.
    public let table: String
    /// The column there.
    public let theirs: String
    /// The column of the row that holds the same.
    public let ours: String
    /// The columns that are taken over.
    public let columns: [String]
}

/// What a row must fulfil.
public struct RowCondition: Hashable, Sendable {
    /// The cell looked at.
    public let place: Place
    /// What must hold of it.
    public let test: Test

    /// Which cell of a row is looked at.
    public enum Place: Hashable, Sendable {
        /// That of a column: of the first of these names that the table has. In a table without one the condition is
        /// none where it is optional.
        case column([String], isOptional: Bool)
        /// The first in which something stands: lines of totals and remarks begin with their word.
        case firstFilled

        /// The names of columns that it speaks of.
        var columns: [String] {
            switch self {
            case .column(let names, _): names
            case .firstFilled: []
            }
        }
    }

    /// What must hold of a cell; words are in lower case and without surrounding blanks.
    public enum Test: Hashable, Sendable {
        /// It is one of these words.
        case isOneOf([String])
        /// It is none of these words; an empty cell is none.
        case isNoneOf([String])
        /// Nothing stands in it.
        case isEmpty
        /// Something stands in it.
        case isPresent
        /// It is a number above this one.
        case isAbove(Double)
        /// It begins with none of these words.
        case beginsWithNoneOf([String])
    }
}
