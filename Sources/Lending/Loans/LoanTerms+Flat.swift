extension LoanTerms {
    /// The terms of a flat-interest loan: total is principal and a flat charge on it, whatever the duration.
    ///
    /// - Parameters:
    ///   - count: instalments agreed; rounding up by a coarse unit can lower it (see ``InstallmentPlan``).
    ///   - firstDueOn: the first due date when the lender states one, else by `policy`.
    /// - Throws: ``ScheduleError`` when an amount or the count is not positive.
    public static func flat(
        principal: Money,
        rateBasisPoints: Int,
        count: Int,
        frequency: Frequency,
        disbursedOn: CivilDate,
        firstDueOn: CivilDate? = nil,
        collection: CollectionRule = CollectionRule(),
        rounding: RoundingPolicy = .up(unit: .whole(1)),
        policy: DuePolicy = .standard
    ) throws(ScheduleError) -> LoanTerms {
        guard principal > .zero, rateBasisPoints >= 0, count > 0 else { throw .termsNotPositive }
        guard count <= Schedule.maximumCount else { throw .tooMany }
        let interest = Rates.flatInterest(on: principal, basisPoints: rateBasisPoints)
        let total = principal + interest
        guard let plan = InstallmentPlan(total: total, count: count, rounding: rounding) else {
            throw .termsNotPositive
        }
        var terms = LoanTerms(
            principal: principal,
            principalBasis: .stated,
            flatRateBasisPoints: rateBasisPoints,
            interest: interest,
            total: total,
            installmentCount: plan.count,
            frequency: frequency,
            disbursedOn: disbursedOn,
            firstDueOn: firstDueOn ?? policy.firstDue(after: disbursedOn, frequency: frequency, rule: collection),
            collection: collection
        )
        if case .level(let amount) = plan.shape { terms.installmentAmount = amount }
        terms.lastDueOn = terms.dueDate(of: plan.count, under: policy)
        return terms
    }

    /// The terms of a loan of which total and flat rate are known: principal = total / (1 + rate).
    ///
    /// Rounded half up to the minor unit; ``PrincipalBasis`` says whether the division was exact.
    public static func principal(
        ofTotal total: Money,
        rateBasisPoints: Int
    ) -> (principal: Money, basis: PrincipalBasis) {
        guard total >= .zero, rateBasisPoints >= 0 else { return (total, .unknown) }
        let divisor = Int64(10_000 + rateBasisPoints)
        let principal = total.minorUnits.scaled(by: 10_000, over: divisor, .halfUp)
        let isExact = Int128(principal) * Int128(divisor) == Int128(total.minorUnits) * 10_000
        return (Money(minorUnits: principal), isExact ? .derived : .derivedRounded)
    }
}
