public import Lending

/// What is known of one source's layout and rules: the only place that names its files, tables and columns.
///
/// Written in YAML; the language is documented in docs/profiles.md.
public struct Profile: Sendable {
    /// The name it is chosen by on the command line.
    public let name: String
    /// Counts up when the mapping changes what records come out.
    public let version: Int
    /// One line for people.
    public let title: String
    /// How far the layout is confirmed, such as `assumed (E1, E2)`.
    public let status: String
    /// The format of its files.
    public let format: SourceFormat
    /// The files of one route.
    public let files: [ProfileFile]
    /// Where the business day of a snapshot comes from, best first.
    public let businessDate: [BusinessDateRule]
    /// How rows become records.
    public let records: [SourceRecord: RecordMapping]
    /// How loans come about.
    public let loans: LoanDerivation
    /// The rules its figures are computed under.
    public let policies: SourcePolicies
    /// SHA-256 of its text: another text may give other records from the same files.
    public let fingerprint: [UInt8]

    /// The file that plays `role`.
    public func file(_ role: String) -> ProfileFile? {
        files.first { $0.role == role }
    }
}

/// The format of a source's files.
public enum SourceFormat: String, Sendable, CaseIterable {
    /// SQLite database files.
    case sqlite
}

/// One file of a route.
public struct ProfileFile: Sendable {
    /// What it is called in the rest of the profile.
    public let role: String
    /// Its name on disk, compared without regard to case.
    public let name: String
    /// Whether a route cannot be read without it.
    public let isRequired: Bool
    /// Tables that must all be there, else the file is foreign.
    public let must: [TablePattern]
    /// Tables of which one must be there, else the file is foreign.
    public let any: [TablePattern]
    /// Tables that may be there and are known.
    public let may: [TablePattern]
    /// What to do when it is missing.
    public let whenMissing: String?
}

/// The name of a table, or a pattern with one field in braces: `a{document}`.
public struct TablePattern: Hashable, Sendable {
    /// The pattern as written.
    public let text: String
    /// What stands before the field; the whole name when there is none.
    public let prefix: String
    /// The field of the customer that names the table; nil for a plain name.
    public let field: Field?
    /// What stands after the field.
    public let suffix: String

    /// The name of the table for `value` of its field.
    public func name(for value: String) -> String {
        field == nil ? text : prefix + value + suffix
    }

    /// Whether `table` fits, without regard to case.
    public func matches(_ table: String) -> Bool {
        let name = table.lowercased()
        guard field != nil else { return name == text.lowercased() }
        return name.count > prefix.count + suffix.count && name.hasPrefix(prefix.lowercased())
            && name.hasSuffix(suffix.lowercased())
    }
}

/// One way to tell the business day of a snapshot.
public enum BusinessDateRule: Hashable, Sendable {
    /// The field of the single row of a record.
    case field(SourceRecord, Field)
    /// The latest day among fields of all rows.
    case latest([SourceRecord])
}

/// How the rows of one table, or of one table per customer, become records.
public struct RecordMapping: Sendable {
    /// Which record.
    public let record: SourceRecord
    /// The role of the file.
    public let file: String
    /// The table.
    public let table: TablePattern
    /// Whether the table may be absent.
    public let isOptional: Bool
    /// The field that tells one record from another; nil where the number of the row does.
    public let key: Field?
    /// Columns that are known and deliberately not mapped.
    public let ignored: [String]
    /// The fields, in the profile's order.
    public let fields: [FieldMapping]

    /// The mapping of `field`, if the profile has one.
    public func mapping(of field: Field) -> FieldMapping? {
        fields.first { $0.field == field }
    }
}

/// Where the value of a field comes from and how it is read.
public struct FieldMapping: Sendable {
    /// The field.
    public let field: Field
    /// Where its raw value comes from.
    public let origin: Origin
    /// How the raw value is read.
    public let transform: Transform
    /// Whether a row without it is rejected (`required: true`).
    public let isRequired: Bool
    /// Whether a file without its column is foreign, and a row whose cell cannot be read is rejected, although an empty
    /// cell is fine (`required: column`); so for each required one.
    public let isColumnRequired: Bool
    /// Whether its cells describe a person, so that they are never quoted.
    public let isPersonal: Bool
    /// Words that mean "no value", in lower case.
    public let nullWords: [String]

    /// Where a raw value comes from.
    public enum Origin: Hashable, Sendable {
        /// A column of the row.
        case column(String)
        /// The same text for each row.
        case constant(String)
    }
}

/// How a raw value becomes a typed one.
public enum Transform: Hashable, Sendable {
    /// Text without surrounding blanks.
    case text
    /// An identity number kept as written; a number is written without a fraction.
    case identity
    /// A whole number.
    case integer
    /// Money, with `.` for decimals and no groups, or with the separators given.
    case money(group: UInt8?, decimal: UInt8)
    /// A rate in percent with `.` or `,` for decimals.
    case percent(decimal: UInt8)
    /// A day written in a pattern of `dd`, `MM`, `yyyy`.
    case date(String)
    /// A time written in a pattern of `HH`, `mm`, `ss`.
    case time(String)
    /// Yes when the cell holds one of the words (lower case), or, without words, anything.
    case flag(words: [String]?)
    /// One of several choices, by its aliases in lower case.
    case choice([String: String])
    /// One letter per weekday; a day whose letter is not `collected` is skipped.
    case weekdayLetters(days: [Weekday], separator: String, collected: String)

    /// What it gives.
    public var kind: ValueKind {
        switch self {
        case .text, .identity: .text
        case .integer: .integer
        case .money: .money
        case .percent: .percent
        case .date: .date
        case .time: .time
        case .flag: .flag
        case .choice: .frequency
        case .weekdayLetters: .weekdays
        }
    }
}

/// Which named operations give the loans, and their choices.
public struct LoanDerivation: Sendable {
    /// The loan stands on the customer's row (`loan_on_client_row`).
    public let isOnClientRow: Bool
    /// Loans that the source no longer holds are rebuilt from the payments (`loans_from_payment_history`).
    public let isFromPaymentHistory: Bool
}
