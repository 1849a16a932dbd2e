/// What was found in a backup of unknown layout, and the profile drafted from it.
///
/// Nothing in it quotes a cell of a person: names, documents, phones and addresses stay in the file.
public struct InspectionReport: Sendable {
    /// The name of the shipped profile whose files, tables and columns all fit; `unknown` when none does.
    public var layout: String
    /// The tables, in name order.
    public var tables: [InspectedTable]
    /// Which column holds keys of which other, found by inclusion of values.
    public var relations: [InspectedRelation]
    /// Where each field of each record comes from.
    public var mappings: [InspectedMapping]
    /// What the draft would produce, for the owner to compare with the phone.
    public var totals: InspectedTotals
    /// What could not be decided.
    public var questions: [InspectedQuestion]
    /// The drafted profile.
    public var profileYAML: String
}

/// One sentence in both languages of the house.
public struct InspectionText: Hashable, Sendable {
    /// In Spanish.
    public let es: String
    /// In English.
    public let en: String

    /// A sentence in both languages.
    public init(es: String, en: String) {
        self.es = es
        self.en = en
    }
}

/// A table as profiled.
public struct InspectedTable: Sendable {
    /// The file as people know it, such as `admin.db`.
    public var file: String
    /// The table, sheet or path; a family of tables, one per customer, is one with a pattern.
    public var name: String
    /// How many rows it holds.
    public var rows: Int
    /// What part it plays; nil when none.
    public var role: String?
    /// Its columns.
    public var columns: [InspectedColumn]
}

/// A column as profiled.
public struct InspectedColumn: Sendable {
    /// The name as written.
    public var name: String
    /// The type as declared; empty when it declares none.
    public var declaredType: String
    /// How many rows have no value.
    public var empty: Int
    /// How many different values; an estimate when ``isDistinctExact`` is false.
    public var distinct: Int
    /// Whether ``distinct`` was counted and not estimated.
    public var isDistinctExact: Bool
    /// Whether no value comes twice and none is empty.
    public var isKey: Bool
    /// What its values look like, such as `date dd/MM/yyyy` or `number 1.234,56`.
    public var shape: String
    /// The smallest and largest value of a number or date; nil for other columns.
    public var range: String?
}

/// A column whose values are keys of another table.
public struct InspectedRelation: Sendable {
    /// `table.column` that refers.
    public var child: String
    /// `table.column` that is referred to.
    public var parent: String
    /// The share of different values found in the parent, 0 to 1.
    public var coverage: Double
}

/// Where one field comes from.
public struct InspectedMapping: Sendable {
    /// The record: `customers`, `loans`, `payments`, `settlements` or `box`.
    public var entity: String
    /// The field, as in the profile language.
    public var field: String
    /// `table.column`, or several joined by ` + `.
    public var from: String
    /// How sure, 0 to 1.
    public var confidence: Double
    /// Why.
    public var evidence: InspectionText
}

/// What the draft would produce.
public struct InspectedTotals: Hashable, Sendable {
    /// Customers.
    public var customers = 0
    /// Loans, void ones left out.
    public var loans = 0
    /// Loans that are not closed.
    public var activeLoans = 0
    /// Lent on all loans, in minor units.
    public var principal: Int64 = 0
    /// Owed on the loans that are not closed, in minor units.
    public var outstanding: Int64 = 0
    /// Payments, voided and repeated ones left out.
    public var payments = 0
    /// Sum of those payments, in minor units.
    public var paid: Int64 = 0

    /// Totals of nothing.
    public init() {}
}

/// Something that the file alone does not decide.
public struct InspectedQuestion: Sendable {
    /// Stable name, such as `date_order:payments.date`.
    public var id: String
    /// The question.
    public var question: InspectionText
    /// The answers to choose from.
    public var choices: [String]
    /// The one the draft takes meanwhile.
    public var assumed: String
}
