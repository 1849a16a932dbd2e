public import Codecs
public import Lending

/// A loan as it is stored, published and hashed.
public enum LoanDocument {
    /// Its fields in the order of the keys.
    public static let table = CSVTable([
        CSVField("id", .text), CSVField("route_id", .text), CSVField("customer_id", .text),
        CSVField("source_ref", .text), CSVField("number", .integer), CSVField("origin", .text),
        CSVField("kind", .text), CSVField("status", .text), CSVField("principal", .decimal),
        CSVField("principal_basis", .text), CSVField("flat_rate_percent", .decimal), CSVField("interest", .decimal),
        CSVField("total", .decimal), CSVField("installment_amount", .decimal),
        CSVField("installment_count", .integer), CSVField("frequency", .text), CSVField("period_days", .integer),
        CSVField("disbursed_on", .date), CSVField("first_due_on", .date), CSVField("last_due_on", .date),
        CSVField("skipped_weekdays", .text), CSVField("skips_holidays", .boolean),
        CSVField("forgiven_days", .integer), CSVField("paid", .decimal), CSVField("payments_count", .integer),
        CSVField("outstanding", .decimal), CSVField("outstanding_source", .decimal),
        CSVField("outstanding_computed", .decimal), CSVField("outstanding_difference", .decimal),
        CSVField("first_payment_on", .date), CSVField("last_payment_on", .date), CSVField("closed_on", .date),
        CSVField("late_interest_owed", .decimal), CSVField("late_interest_paid", .decimal),
        CSVField("evidence", .json),
    ])

    /// The document of `loan`.
    public static func write(_ loan: Loan) -> [UInt8] {
        var writer = JSONWriter()
        write(loan, into: &writer)
        return writer.bytes
    }

    /// Writes the document of `loan` behind what `writer` holds.
    public static func write(_ loan: Loan, into writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("id", loan.id)
        writer.field("route_id", loan.routeID)
        writer.field("customer_id", loan.customerID)
        writer.field("source_ref", loan.sourceKey)
        writer.field("number", loan.number)
        writer.field("origin", loan.origin)
        writer.field("kind", loan.kind)
        writer.field("status", loan.status)
        write(loan.terms, into: &writer)
        writer.field("paid", loan.paid)
        writer.field("payments_count", loan.paymentsCount)
        writer.field("outstanding", loan.outstanding)
        writer.field("outstanding_source", loan.outstandingSource)
        writer.field("outstanding_computed", loan.outstandingComputed)
        writer.field("outstanding_difference", loan.outstandingSource.map { $0 - loan.outstandingComputed })
        writer.field("first_payment_on", loan.firstPaymentOn)
        writer.field("last_payment_on", loan.lastPaymentOn)
        writer.field("closed_on", loan.closedOn)
        writer.field("late_interest_owed", loan.lateInterestOwed)
        writer.field("late_interest_paid", loan.lateInterestPaid)
        writer.field("evidence", loan.evidence)
        writer.endObject()
    }

    /// The loan that `bytes` hold.
    /// - Throws: ``WireError`` naming the field that is wrong.
    public static func read(_ bytes: [UInt8]) throws(WireError) -> Loan {
        try withMemory(of: bytes) { memory throws(WireError) in try read(memory) }
    }

    /// The loan that `bytes` hold.
    /// - Throws: ``WireError`` naming the field that is wrong.
    public static func read(_ bytes: UnsafeRawBufferPointer) throws(WireError) -> Loan {
        try WireError.reading("loan", bytes) { reader throws(JSONError) in
            try Loan(
                id: reader.id("id", of: Loan.self).orMissing("id"),
                routeID: reader.id("route_id", of: Route.self).orMissing("route_id"),
                customerID: reader.id("customer_id", of: Customer.self).orMissing("customer_id"),
                sourceKey: reader.text("source_ref").orMissing("source_ref"),
                number: reader.count("number").orMissing("number"),
                origin: reader.state("origin", of: Loan.Origin.self),
                kind: reader.state("kind", of: Loan.Kind.self),
                status: reader.state("status", of: Loan.Status.self),
                terms: terms(&reader),
                paid: reader.money("paid").orMissing("paid"),
                paymentsCount: reader.count("payments_count").orMissing("payments_count"),
                outstandingSource: outstandingSource(&reader),
                outstandingComputed: reader.money("outstanding_computed").orMissing("outstanding_computed"),
                firstPaymentOn: firstPaymentOn(&reader),
                lastPaymentOn: reader.day("last_payment_on"),
                closedOn: reader.day("closed_on"),
                lateInterestOwed: reader.money("late_interest_owed"),
                lateInterestPaid: reader.money("late_interest_paid"),
                evidence: reader.texts("evidence")
            )
        }
    }

    private static func write(_ terms: LoanTerms, into writer: inout JSONWriter) {
        writer.field("principal", terms.principal)
        writer.field("principal_basis", terms.principalBasis)
        writer.field("flat_rate_percent", hundredths: terms.flatRateBasisPoints.map(Int64.init))
        writer.field("interest", terms.interest)
        writer.field("total", terms.total)
        writer.field("installment_amount", terms.installmentAmount)
        writer.field("installment_count", terms.installmentCount)
        writer.field("frequency", terms.frequency?.wireName)
        writer.field("period_days", terms.frequency?.periodDays)
        writer.field("disbursed_on", terms.disbursedOn)
        writer.field("first_due_on", terms.firstDueOn)
        writer.field("last_due_on", terms.lastDueOn)
        writer.field("skipped_weekdays", WeekdayList.text(of: terms.collection.skippedWeekdays))
        writer.field("skips_holidays", terms.collection.skipsHolidays)
        writer.field("forgiven_days", terms.collection.forgivenDays)
    }

    private static func terms(_ reader: inout JSONFieldReader) throws(JSONError) -> LoanTerms {
        try LoanTerms(
            principal: reader.money("principal"),
            principalBasis: reader.state("principal_basis", of: LoanTerms.PrincipalBasis.self),
            flatRateBasisPoints: reader.hundredths("flat_rate_percent").map(Int.init),
            interest: reader.money("interest"),
            total: reader.money("total").orMissing("total"),
            installmentAmount: reader.money("installment_amount"),
            installmentCount: reader.count("installment_count"),
            frequency: frequency(&reader),
            disbursedOn: reader.day("disbursed_on"),
            firstDueOn: reader.day("first_due_on"),
            lastDueOn: reader.day("last_due_on"),
            collection: CollectionRule(
                skippedWeekdays: WeekdayList.read(reader.text("skipped_weekdays"), field: "skipped_weekdays"),
                skipsHolidays: reader.boolean("skips_holidays").orMissing("skips_holidays"),
                forgivenDays: reader.count("forgiven_days").orMissing("forgiven_days")
            )
        )
    }

    private static func frequency(_ reader: inout JSONFieldReader) throws(JSONError) -> Frequency? {
        let name = try reader.text("frequency")
        let days = try reader.count("period_days")
        guard let name else { return nil }
        guard let frequency = Frequency(wireName: name, periodDays: try days.orMissing("period_days")) else {
            throw .mismatch("frequency", expected: "one of the known frequencies")
        }
        return frequency
    }

    /// Passes `outstanding`, which follows from the fields behind it.
    private static func outstandingSource(_ reader: inout JSONFieldReader) throws(JSONError) -> Money? {
        _ = try reader.money("outstanding")
        return try reader.money("outstanding_source")
    }

    /// Passes `outstanding_difference`, which follows from the fields before it.
    private static func firstPaymentOn(_ reader: inout JSONFieldReader) throws(JSONError) -> CivilDate? {
        _ = try reader.money("outstanding_difference")
        return try reader.day("first_payment_on")
    }
}
