/// Why a CSV file cannot be read on.
///
/// Never quotes a cell, because it may be personal.
public enum CSVError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A row is longer than ``Limits/csvRowBytesMax``.
    case rowTooLong(line: Int)
    /// A cell is longer than ``Limits/csvCellBytesMax``.
    case cellTooLong(line: Int, column: Int)
    /// A row has more cells than ``Limits/sheetColumnsMax``.
    case tooManyCells(line: Int)
    /// More quotation marks than ``Limits/csvFaultsMax`` were opened and never closed.
    case brokenQuotes(line: Int)

    /// One sentence fragment.
    public var description: String {
        switch self {
        case .rowTooLong(let line): "line \(line): the row has over \(Limits.csvRowBytesMax) bytes"
        case .cellTooLong(let line, let column):
            "line \(line), column \(column): the cell has over \(Limits.csvCellBytesMax) bytes"
        case .tooManyCells(let line): "line \(line): the row has over \(Limits.sheetColumnsMax) cells"
        case .brokenQuotes(let line):
            "line \(line): a quotation mark is opened and never closed, as in \(Limits.csvFaultsMax) places before"
        }
    }
}
