import Codecs
import Lending

/// What a loan's document lacks because it depends on the date: arrears, added at read.
struct ArrearsTail {
    /// The fields behind those of the stored document.
    static let fields = [
        CSVField("arrears_as_of", .date), CSVField("installments_due", .integer),
        CSVField("installments_covered", .decimal), CSVField("installments_overdue", .decimal),
        CSVField("overdue_amount", .decimal), CSVField("days_past_due", .integer),
        CSVField("arrears_bucket", .text), CSVField("past_term", .boolean),
    ]

    private var writer = JSONWriter(capacity: 512)
    private var closed: (date: CivilDate?, bytes: [UInt8])?

    /// The tail of a loan as a JSON object of its own, made from its figures on the route's day.
    ///
    /// A closed loan (no figures) is behind with nothing; where the terms are not known, the figures are null.
    mutating func document(_ figures: LoanFigures?, arrears: Arrears?, clock: RouteClock?) -> [UInt8] {
        guard let figures else { return closedDocument(on: clock?.date) }
        writer.reset()
        writer.beginObject()
        writer.field("arrears_as_of", clock?.date.isoText)
        writer.field("installments_due", arrears?.installmentsDue)
        writer.field("installments_covered", hundredths: arrears.map { Int64($0.coveredHundredths) })
        writer.field("installments_overdue", hundredths: arrears.map { Int64($0.overdueHundredths) })
        writer.field("overdue_amount", hundredths: arrears?.overdueAmount.minorUnits)
        writer.field("days_past_due", arrears?.daysPastDue)
        writer.field("arrears_bucket", arrears?.bucket.rawValue)
        writer.field("past_term", clock.flatMap(figures.isPastTerm))
        writer.endObject()
        return writer.bytes
    }

    private mutating func closedDocument(on date: CivilDate?) -> [UInt8] {
        if let closed, closed.date == date { return closed.bytes }
        writer.reset()
        writer.beginObject()
        writer.field("arrears_as_of", date?.isoText)
        writer.fieldNull("installments_due")
        writer.fieldNull("installments_covered")
        writer.field("installments_overdue", hundredths: 0)
        writer.field("overdue_amount", hundredths: 0)
        writer.field("days_past_due", 0)
        writer.fieldNull("arrears_bucket")
        writer.field("past_term", false)
        writer.endObject()
        closed = (date, writer.bytes)
        return writer.bytes
    }
}
