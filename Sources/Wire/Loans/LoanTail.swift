public import Codecs
public import Lending

/// What a loan's document says about one day: read with the document, never stored with it.
public struct LoanTail: Hashable, Sendable {
    /// The day asked about.
    public let asOf: CivilDate
    /// How far behind the loan is on that day; nil when it is closed or its terms are not known.
    public let arrears: Arrears?
    /// Whether the last due date has passed and money is owed; nil when that date is not known.
    public let isPastTerm: Bool?

    /// Its fields in the order of the keys.
    public static let fields = [
        CSVField("arrears_as_of", .date), CSVField("installments_due", .integer),
        CSVField("installments_covered", .decimal), CSVField("installments_overdue", .decimal),
        CSVField("overdue_amount", .decimal), CSVField("days_past_due", .integer),
        CSVField("arrears_bucket", .text), CSVField("past_term", .boolean),
    ]

    /// The tail of `loan` on `day`, with the arrears as counted under the book's policy.
    public init(of loan: Loan, on day: CivilDate, arrears: Arrears?) {
        asOf = day
        self.arrears = arrears
        let owes = loan.status == .active && loan.outstanding > .zero
        isPastTerm = owes ? loan.terms.finalDueDate().map { $0 < day } : false
    }

    /// A tail of these parts, for readers that have the loan's figures without the loan.
    public init(asOf: CivilDate, arrears: Arrears?, isPastTerm: Bool?) {
        self.asOf = asOf
        self.arrears = arrears
        self.isPastTerm = isPastTerm
    }

    /// Writes `document` with the tail as its last fields.
    public func append(to document: UnsafeRawBufferPointer, into output: inout [UInt8]) {
        var writer = JSONWriter(capacity: 256)
        write(into: &writer)
        writer.bytes.withUnsafeBytes { PublishedDocument.join(document, $0, into: &output) }
    }

    /// Writes the tail as an object of its own behind what `writer` holds, to be joined with many documents.
    public func write(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("arrears_as_of", asOf)
        writer.field("installments_due", arrears?.installmentsDue)
        writer.field("installments_covered", hundredths: arrears.map { Int64($0.coveredHundredths) })
        writer.field("installments_overdue", hundredths: arrears.map { Int64($0.overdueHundredths) })
        writer.field("overdue_amount", arrears?.overdueAmount)
        writer.field("days_past_due", arrears?.daysPastDue)
        writer.field("arrears_bucket", arrears?.bucket.rawValue)
        writer.field("past_term", isPastTerm)
        writer.endObject()
    }

    /// Writes the tail as cells behind the open line of a loan; `table` gives the dialect.
    public func appendCells(in table: CSVTable, into output: inout [UInt8]) {
        table.appendCell(text: asOf.isoText, kind: .date, into: &output)
        table.appendCell(integer: arrears?.installmentsDue, into: &output)
        table.appendCell(hundredths: arrears.map { Int64($0.coveredHundredths) }, into: &output)
        table.appendCell(hundredths: arrears.map { Int64($0.overdueHundredths) }, into: &output)
        table.appendCell(hundredths: arrears?.overdueAmount.minorUnits, into: &output)
        table.appendCell(integer: arrears?.daysPastDue, into: &output)
        table.appendCell(text: arrears?.bucket.rawValue, kind: .text, into: &output)
        table.appendCell(text: isPastTerm.map { $0 ? "true" : "false" }, kind: .boolean, into: &output)
    }
}
