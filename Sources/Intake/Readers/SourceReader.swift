/// Reads the raw rows of one file of a source, whatever its format, without knowing what they mean.
///
/// A reader of another format (CSV, XLSX, JSON) presents its sheets or paths as tables and its header cells or keys as
/// columns. It holds one row at a time. It blocks, so it is used by one thread at a time.
public protocol SourceReader: AnyObject {
    /// The name people know the file by, e.g. `ruta1/admin.db`; never a path of this machine.
    var fileName: String { get }

    /// The tables of the file, in name order, without their columns: there may be one per client.
    var tableNames: [String] { get }

    /// What an owner should know about the file although it can be read; some of it shows only once rows were read.
    var notices: [String] { get }

    /// The columns of a table in the order of the file.
    /// - Throws: ``IntakeError``.
    func columns(of table: String) throws -> [SourceColumn]

    /// Hands each row of `table` to `body`, in the file's own order, with the values of `columns` in that order.
    /// - Throws: ``IntakeError``, or what `body` throws.
    func read(_ table: String, columns: [String], _ body: (RawRow) throws -> Void) throws
}

extension SourceReader {
    /// Nothing to say.
    public var notices: [String] { [] }
}

/// A column as the file declares it.
public struct SourceColumn: Hashable, Sendable {
    /// The name as written in the file.
    public let name: String
    /// The declared type as written in the file; empty when it declares none.
    public let declaredType: String

    /// A column with these parts.
    public init(name: String, declaredType: String) {
        self.name = name
        self.declaredType = declaredType
    }
}

/// One row as read, before it means anything.
public struct RawRow: Sendable {
    /// The number that names the row in the file: its own row number where it has one, else its position, 1 first.
    public let number: Int64
    /// The values, in the order of the columns asked for.
    public let values: [RawValue]

    /// A row with these parts.
    public init(number: Int64, values: [RawValue]) {
        self.number = number
        self.values = values
    }
}

/// One value as the file stores it.
public enum RawValue: Hashable, Sendable {
    /// No value.
    case null
    /// A whole number.
    case integer(Int64)
    /// A floating point number.
    case real(Double)
    /// Text in UTF-8.
    case text(String)
    /// Bytes, or text that is not UTF-8.
    case blob([UInt8])
}

/// Where a value was read: file, table, row and column, for rejects and evidence.
public struct SourcePlace: Hashable, Sendable {
    /// The name of the file.
    public var file: String
    /// The table as people may see it: a table named after a person is written as its pattern.
    public var table: String
    /// The number of the row; nil for the table as a whole.
    public var row: Int64?

    /// A place with these parts.
    public init(file: String, table: String, row: Int64? = nil) {
        self.file = file
        self.table = table
        self.row = row
    }

    /// `file/table/row`.
    public var text: String {
        row.map { "\(file)/\(table)/\($0)" } ?? "\(file)/\(table)"
    }
}
