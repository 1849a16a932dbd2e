import Lending

/// What was agreed on a loan, completed by the arithmetic of flat interest from the figures that its row states.
///
/// Stated figures are kept as they are, also where they contradict each other: that is for findings to say.
struct LedgerTerms {
    /// The terms; nil when nothing says how much was lent or owed.
    let terms: LoanTerms?
    /// The balance that the row states, or that follows from what it says was paid; nil where only payments can tell.
    let balance: Money?

    init(_ row: MappedRow, policies: SourcePolicies) {
        let figures = Figures(row)
        balance = Self.balance(of: row, figures)
        guard let total = figures.total else {
            terms = nil
            return
        }
        var terms = LoanTerms(
            principal: figures.principal,
            principalBasis: figures.basis,
            flatRateBasisPoints: row.percent(.flatRate),
            interest: figures.principal.map { total - $0 },
            total: total,
            installmentAmount: figures.installment,
            installmentCount: figures.count,
            frequency: row.frequency(.frequency),
            disbursedOn: row.date(.disbursedOn),
            collection: CollectionRule(
                skippedWeekdays: row.weekdays(.skippedWeekdays) ?? [],
                skipsHolidays: policies.skipsHolidays,
                forgivenDays: min(max(0, Int(clamping: row.integer(.forgivenDays) ?? 0)), Limits.forgivenDaysMax)
            )
        )
        if let disbursedOn = terms.disbursedOn, let frequency = terms.frequency {
            terms.firstDueOn = policies.due.firstDue(after: disbursedOn, frequency: frequency, rule: terms.collection)
        }
        // The first due date is taken as stored where it is: lenders differ in it.
        terms.firstDueOn = row.date(.firstDueOn) ?? terms.firstDueOn
        terms.lastDueOn =
            row.date(.lastDueOn) ?? terms.installmentCount.flatMap { terms.dueDate(of: $0, under: policies.due) }
        self.terms = terms
    }

    private static func balance(of row: MappedRow, _ figures: Figures) -> Money? {
        row.money(.balance) ?? figures.total.flatMap { total in row.money(.paid).map { total - $0 } }
    }

    /// Whether a row says that the loan never was: plainly, or by a word that means paid off where nothing is left to
    /// pay.
    static func isCancelled(_ row: MappedRow) -> Bool {
        switch row.status(.status) {
        case "cancelled": true
        case "paid_or_cancelled":
            balance(of: row, Figures(row)).map { $0 > .zero } ?? true
        default: false
        }
    }

    /// The figures of a row, each stated or following from others.
    private struct Figures {
        var total: Money?
        var principal: Money?
        var basis = LoanTerms.PrincipalBasis.unknown
        var installment: Money?
        var count: Int?

        init(_ row: MappedRow) {
            let rate = row.percent(.flatRate)
            installment = row.money(.installment).flatMap { $0 > .zero ? $0 : nil }
            count = Self.count(row)
            principal = row.money(.principal).flatMap { $0 > .zero ? $0 : nil }
            if principal != nil { basis = .stated }
            total = Self.total(row, principal, rate, installment, count)
            guard let total else { return }
            if principal == nil { takePrincipal(row, total, rate) }
            if count == nil, let installment {
                let (whole, rest) = total.minorUnits.quotientAndRemainder(dividingBy: installment.minorUnits)
                count = Self.believed(rest == 0 ? whole : whole + 1)
            }
            if installment == nil, let count, total.minorUnits % Int64(count) == 0 {
                installment = Money(minorUnits: total.minorUnits / Int64(count))
            }
        }

        private mutating func takePrincipal(_ row: MappedRow, _ total: Money, _ rate: Int?) {
            if let interest = row.money(.interest), interest >= .zero, interest < total {
                principal = total - interest
                basis = .derived
            } else if let rate {
                let (amount, found) = LoanTerms.principal(ofTotal: total, rateBasisPoints: rate)
                principal = amount
                basis = found
            }
        }

        private static func count(_ row: MappedRow) -> Int? {
            if let stated = row.integer(.installmentCount) { return believed(stated) }
            guard let days = row.integer(.termDays), let frequency = row.frequency(.frequency) else { return nil }
            return believed(max(1, days / Int64(max(1, frequency.periodDays))))
        }

        private static func believed(_ count: Int64) -> Int? {
            (1...Int64(Schedule.maximumCount)).contains(count) ? Int(count) : nil
        }

        private static func total(
            _ row: MappedRow,
            _ principal: Money?,
            _ rate: Int?,
            _ installment: Money?,
            _ count: Int?
        ) -> Money? {
            if let stated = row.money(.total), stated > .zero { return stated }
            if let principal, let interest = row.money(.interest), interest >= .zero {
                return bounded(principal + interest)
            }
            if let principal, let rate { return bounded(principal, rate: rate) }
            if let balance = row.money(.balance), let paid = row.money(.paid), balance >= .zero, paid >= .zero {
                return bounded(balance + paid)
            }
            if let installment, let count {
                let (product, isTooLarge) = installment.minorUnits.multipliedReportingOverflow(by: Int64(count))
                return isTooLarge ? nil : bounded(Money(minorUnits: product))
            }
            // What is owed is at least what was agreed, when nothing says more.
            return principal ?? row.money(.balance).flatMap { $0 > .zero ? $0 : nil }
        }

        /// Principal and a flat charge on it, rounded half up to the minor unit.
        private static func bounded(_ principal: Money, rate: Int) -> Money? {
            let (product, isTooLarge) = principal.minorUnits.multipliedReportingOverflow(by: Int64(10_000 + rate))
            return isTooLarge ? nil : bounded(Money(minorUnits: (product + 5_000) / 10_000))
        }

        private static func bounded(_ amount: Money) -> Money? {
            amount.minorUnits > 0 && amount.minorUnits <= Limits.amountMinorMax ? amount : nil
        }
    }
}
