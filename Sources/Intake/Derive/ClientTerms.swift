import Lending

/// The loan that stands on a customer's row, by the named operations of the profile.
struct ClientTerms {
    /// The balance that the row states.
    let balance: Money?
    /// What was agreed; nil when the row holds no loan.
    let terms: LoanTerms?
    /// Why a row that should hold a loan cannot be taken.
    let fault: (field: Field, reason: String)?
    /// Whether the term is no whole number of periods, so that the number of instalments was cut.
    let isTermUneven: Bool

    var disbursedOn: CivilDate? { terms?.disbursedOn }

    /// The loan as the walk through the payments needs it.
    var currentLoan: CurrentLoan? {
        guard let balance else { return nil }
        return CurrentLoan(balance: balance, total: terms?.total, disbursedOn: terms?.disbursedOn)
    }

    init(_ row: MappedRow, policies: SourcePolicies) {
        balance = row.money(.balance)
        var terms: LoanTerms?
        var fault: (Field, String)?
        var isUneven = false
        do throws(Fault) {
            terms = try Self.terms(row, policies, isUneven: &isUneven)
        } catch {
            fault = (error.field, error.reason)
        }
        self.terms = terms
        self.fault = fault
        isTermUneven = isUneven
    }

    private struct Fault: Error {
        let field: Field
        let reason: String
    }

    private static func terms(
        _ row: MappedRow,
        _ policies: SourcePolicies,
        isUneven: inout Bool
    ) throws(Fault) -> LoanTerms? {
        let stated = row.money(.balance)
        let balance = stated ?? .zero
        guard let installment = row.money(.installment), installment > .zero, let days = row.integer(.termDays),
            days > 0,
            let frequency = row.frequency(.frequency)
        else {
            // A row without terms is a customer without a loan, unless it says that money is owed.
            guard balance == .zero else { throw missing(row) }
            return nil
        }
        guard stated != nil else { throw Fault(field: .balance, reason: "is empty although a loan was agreed") }
        let period = Int64(max(1, frequency.periodDays))
        isUneven = days % period != 0
        let count = max(1, days / period)
        guard count <= Int64(Schedule.maximumCount) else {
            throw Fault(field: .termDays, reason: "gives over \(Schedule.maximumCount) instalments")
        }
        let (total, isTooLarge) = installment.minorUnits.multipliedReportingOverflow(by: count)
        guard !isTooLarge, total <= Limits.amountMinorMax else {
            throw Fault(field: .installment, reason: "gives a total that is larger than any book can hold")
        }
        return agreed(row, policies, total: Money(minorUnits: total), count: Int(count), frequency)
    }

    private static func missing(_ row: MappedRow) -> Fault {
        if (row.money(.installment) ?? .zero) <= .zero {
            return Fault(field: .installment, reason: "is not above zero although a balance is owed")
        }
        if (row.integer(.termDays) ?? 0) <= 0 {
            return Fault(field: .termDays, reason: "is not above zero although a balance is owed")
        }
        return Fault(field: .frequency, reason: "is empty or not known although a balance is owed")
    }

    private static func agreed(
        _ row: MappedRow,
        _ policies: SourcePolicies,
        total: Money,
        count: Int,
        _ frequency: Frequency
    ) -> LoanTerms {
        let forgiven = row.integer(.forgivenDays).flatMap { Int(exactly: $0) } ?? 0
        var terms = LoanTerms(
            total: total,
            installmentAmount: row.money(.installment),
            installmentCount: count,
            frequency: frequency,
            disbursedOn: row.date(.disbursedOn),
            collection: CollectionRule(
                skippedWeekdays: row.weekdays(.skippedWeekdays) ?? [],
                skipsHolidays: policies.skipsHolidays,
                forgivenDays: min(max(0, forgiven), Limits.forgivenDaysMax)
            )
        )
        if let rate = row.percent(.flatRate) {
            let (principal, basis) = LoanTerms.principal(ofTotal: total, rateBasisPoints: rate)
            terms.principal = principal
            terms.principalBasis = basis
            terms.flatRateBasisPoints = rate
            terms.interest = total - principal
        }
        if let disbursedOn = terms.disbursedOn {
            terms.firstDueOn = policies.due.firstDue(
                after: disbursedOn,
                frequency: frequency,
                rule: terms.collection
            )
            terms.lastDueOn = terms.dueDate(of: count, under: policies.due)
        }
        return terms
    }
}
