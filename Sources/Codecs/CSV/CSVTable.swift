/// How a CSV file is written.
public struct CSVDialect: Hashable, Sendable {
    /// Between two cells.
    public let delimiter: UInt8
    /// Between units and decimals; a point in the documents.
    public let decimal: UInt8
    /// Whether the file starts with the UTF-8 byte order mark, without which Excel takes it for Latin-1.
    public let hasByteOrderMark: Bool
    /// Whether a text of digits that Excel would change is written as a formula with that text as its value.
    ///
    /// Excel takes any cell of digits for a number, keeps fifteen of them and drops zeros in front, so that a ticket id
    /// of eighteen digits comes back as another one. See docs/decisions (numerals in Excel).
    public let protectsNumerals: Bool

    /// RFC 4180: comma, decimal point, CRLF, no byte order mark.
    public static let standard = CSVDialect(
        delimiter: 0x2C,
        decimal: 0x2E,
        hasByteOrderMark: false,
        protectsNumerals: false
    )
    /// What Excel opens without questions where decimals have a comma: semicolon, decimal comma, CRLF, byte order mark.
    public static let excelES = CSVDialect(
        delimiter: 0x3B,
        decimal: 0x2C,
        hasByteOrderMark: true,
        protectsNumerals: true
    )
}

/// One column: a field of the document with the same name.
public struct CSVField: Hashable, Sendable {
    /// What kind of value its cells hold.
    public enum Kind: String, Hashable, Sendable {
        /// Free text: quoted where needed, and kept from being read as a formula.
        case text
        /// A whole number.
        case integer
        /// A decimal string of the document.
        case decimal
        /// A day, `yyyy-MM-dd`.
        case date
        /// A moment or a time of day.
        case instant
        /// `true` or `false`.
        case boolean
        /// A nested value as compact JSON text.
        case json
    }

    /// Name of the field in the document and of the column.
    public let name: String
    /// What kind of value its cells hold.
    public let kind: Kind

    /// The field `name` of this kind.
    public init(_ name: String, _ kind: Kind) {
        self.name = name
        self.kind = kind
    }
}

/// The columns of one kind of document, in the order of its keys, and how they are written.
public struct CSVTable: Sendable {
    /// The columns.
    public let fields: [CSVField]
    /// How the file is written.
    public let dialect: CSVDialect
    /// `"name":` of each field, one behind the other.
    let keys: [UInt8]
    /// Where each field's key ends in `keys`.
    let keyEnds: [Int]

    /// A table of these columns.
    public init(_ fields: [CSVField], dialect: CSVDialect = .standard) {
        self.fields = fields
        self.dialect = dialect
        var keys: [UInt8] = []
        var keyEnds: [Int] = []
        for field in fields {
            keys.append(0x22)
            keys += field.name.utf8
            keys += [0x22, 0x3A]
            keyEnds.append(keys.count)
        }
        self.keys = keys
        self.keyEnds = keyEnds
    }

    /// The same columns in another dialect.
    public func written(in dialect: CSVDialect) -> CSVTable {
        CSVTable(fields, dialect: dialect)
    }

    /// The same columns and more behind them.
    public func appending(_ more: [CSVField]) -> CSVTable {
        CSVTable(fields + more, dialect: dialect)
    }
}
