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
    /// What names a route.
    public let routeNaming: RouteNamingRule
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

    /// Whether its records make a book; evidence is held against the one there is.
    public var isBook: Bool { !records.keys.contains(where: \.isEvidence) }

    /// The file that plays `role`.
    public func file(_ role: String) -> ProfileFile? {
        files.first { $0.role == role }
    }
}

/// The format of a source's files.
public enum SourceFormat: String, Sendable, CaseIterable {
    /// SQLite database files.
    case sqlite
    /// Text with separated cells: a spreadsheet's export.
    case csv
    /// Workbooks of Excel and its kin.
    case xlsx
    /// JSON documents and lines of them.
    case json
    /// Text dumps of a database: `CREATE TABLE` and `INSERT`.
    case sql
    /// Exported WhatsApp chats.
    case chat
    /// Whatever each file turns out to be.
    case any
}

/// What names a route.
public enum RouteNamingRule: String, Sendable, CaseIterable {
    /// The folder that its files lie in.
    case folder
    /// The `route` field of its loans or customers: one file may hold several routes.
    case field
}

/// One file of a route.
public struct ProfileFile: Sendable {
    /// What it is called in the rest of the profile.
    public let role: String
    /// Its name on disk, compared without regard to case.
    public let name: NamePattern
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

    /// Whether it stands for one table only.
    public var isOneName: Bool { field == nil && !text.contains("*") }

    /// Whether `table` fits, without regard to case.
    public func matches(_ table: String) -> Bool {
        let name = table.lowercased()
        guard field != nil else { return isOneName ? name == text.lowercased() : NamePattern([text]).matches(table) }
        return name.count > prefix.count + suffix.count && name.hasPrefix(prefix.lowercased())
            && name.hasSuffix(suffix.lowercased())
    }
}

/// One way to tell the business day of a snapshot.
public enum BusinessDateRule: Hashable, Sendable {
    /// A day that stands in rows.
    public struct Day: Hashable, Sendable {
        /// Whose rows.
        public let record: SourceRecord
        /// Which of their days.
        public let field: Field
    }

    /// The day in the single row of a record.
    case field(Day)
    /// The latest day among fields of all rows.
    case latest([Day])
    /// The day on which the newest of the files was written.
    case fileModified
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
    /// The fields that tell one record from another, best first; none where the number of the row does.
    public let keys: [Field]
    /// Columns that are known and deliberately not mapped.
    public let ignored: [String]
    /// What is done to the rows before they are read.
    public let rows: RowRules
    /// The fields, in the profile's order.
    public let fields: [FieldMapping]

    /// The best field that tells one record from another; nil where the number of the row does.
    public var key: Field? { keys.first }

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
    /// The part of the cell that is read; nil for the whole.
    public let part: Part?
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
    /// Columns beside which the field's own mean something else: a table that has one of them does not hold the field.
    public let unless: [String]

    /// Where a raw value comes from.
    public enum Origin: Hashable, Sendable {
        /// A column of the row: the first of these names that the table has.
        case column([String])
        /// Several columns: texts are joined by a blank, amounts are added.
        case joined([String])
        /// The same text for each row.
        case constant(String)
    }

    /// One part of a cell that holds several.
    public struct Part: Hashable, Sendable {
        /// What stands between the parts.
        public let separator: String
        /// Which part, 1 first; nil for the last.
        public let number: Int?
    }
}

/// Which named operations give the loans, and their choices.
public struct LoanDerivation: Sendable {
    /// The loan stands on the customer's row (`loan_on_client_row`).
    public let isOnClientRow: Bool
    /// Loans that the source no longer holds are rebuilt from the payments (`loans_from_payment_history`).
    public let isFromPaymentHistory: Bool
}
