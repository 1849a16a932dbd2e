import Lending
import Storage

/// The figures of a loan that its arrears follow from, read off columns or off a document.
struct LoanFigures {
    var status: Loan.Status
    var terms: LoanTerms
    var outstanding: Money

    /// Columns for ``LoanFigures/init(_:from:rules:)``; `route_id` and `status` first.
    static let columns = [
        "route_id", "status", "total_minor", "outstanding_minor", "installment_minor", "installment_count", "frequency",
        "period_days", "first_due_day", "last_due_day", "collection_mask", "forgiven_days",
    ]

    init(_ loan: Loan) {
        status = loan.status
        terms = loan.terms
        outstanding = loan.outstanding
    }

    /// The figures in `columns` of the current row, from column `start` on.
    ///
    /// The terms hold only what arrears need.
    init(_ row: any RowCursor, from start: Int, rules: inout CollectionRules) throws {
        status = .active
        outstanding = Money(minorUnits: try row.integer(start + 3))
        let days = Int(try row.integerOrNil(start + 7) ?? 0)
        terms = LoanTerms(
            total: Money(minorUnits: try row.integer(start + 2)),
            installmentAmount: try row.integerOrNil(start + 4).map(Money.init(minorUnits:)),
            installmentCount: try row.integerOrNil(start + 5).map(Int.init),
            frequency: try row.withBytes(start + 6) { name in
                name.elementsEqual("daily".utf8)
                    ? .daily : Frequency(wireName: String(decoding: name, as: UTF8.self), periodDays: days)
            },
            firstDueOn: try row.integerOrNil(start + 8).map { CivilDate(dayNumber: Int($0)) },
            lastDueOn: try row.integerOrNil(start + 9).map { CivilDate(dayNumber: Int($0)) },
            collection: rules.rule(
                mask: Int(try row.integer(start + 10)),
                forgivenDays: Int(try row.integer(start + 11))
            )
        )
    }

    /// Arrears on the route's day, under the route's policy; nil when the loan is closed or its terms are not known.
    func arrears(on clock: RouteClock) -> Arrears? {
        guard status == .active else { return nil }
        return Arrears.of(terms, paid: terms.total - outstanding, on: clock.date, under: clock.policy)
    }

    /// Whether the last due date has passed with money owed; nil when it is not known.
    func isPastTerm(on clock: RouteClock) -> Bool? {
        guard status == .active else { return false }
        guard terms.finalDueDate() != nil else { return nil }
        return terms.isPastTerm(on: clock.date, balance: outstanding)
    }
}

/// Collection rules by their column, each made once: a book has a handful, and a set costs an allocation.
struct CollectionRules {
    private var made: [CollectionRule?] = Array(repeating: nil, count: 256)

    /// The rule of `mask`: bits 0 to 6 are the weekdays that are skipped, Monday first; bit 7 skips holidays too.
    mutating func rule(mask: Int, forgivenDays: Int) -> CollectionRule {
        let mask = mask & 255
        var rule =
            made[mask]
            ?? CollectionRule(
                skippedWeekdays: Set(Weekday.allCases.filter { mask & 1 << ($0.rawValue - 1) != 0 }),
                skipsHolidays: mask & 128 != 0
            )
        made[mask] = rule
        rule.forgivenDays = forgivenDays
        return rule
    }
}
