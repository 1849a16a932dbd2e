import Lending
import Storage

extension SnapshotWriter {
    /// Whether a snapshot with `facts` is older than what the book holds of its route.
    ///
    /// Its business day tells, where both are believed. On one day the newest payment does: a snapshot that lacks the
    /// last payments of the book is older, with two exceptions. One payment may have been deleted since, which the book
    /// must say rather than refuse; and a snapshot with a settlement that the book never held was taken after it.
    func isOlder(_ facts: RouteFacts, than known: KnownRoute) throws -> Bool {
        let isBelieved = facts.believedUntil.map { known.businessDate <= $0 } ?? true
        if isBelieved, facts.route.businessDate != known.businessDate {
            return facts.route.businessDate < known.businessDate
        }
        guard let newest = facts.newestPaymentOn else { return false }
        let later = try paymentsStanding(on: facts.route.id, after: newest, facts.newestPaymentAt, facts.believedUntil)
        guard later > 0 else { return false }
        var missing = known.settlements
        for settlement in facts.settlements {
            // A settlement that the book never held.
            guard missing.removeValue(forKey: settlement.id.text) != nil else { return false }
        }
        return later > Limits.deletedPayments || missing.contains { !$0.value.isRemoved }
    }

    /// Payments of a route that stand after a moment, up to a day that is believed; counted no further than matters.
    ///
    /// Without a time the rest of the day is not later. What came as a receipt says nothing about the books.
    private func paymentsStanding(
        on route: RouteID,
        after day: CivilDate,
        _ time: DayTime?,
        _ until: CivilDate?
    ) throws -> Int {
        try ledger.connection.rows(
            """
            SELECT 1
            FROM loan JOIN payment ON payment.tenant_id = loan.tenant_id AND payment.loan_id = loan.id
            WHERE loan.tenant_id = $1 AND loan.route_id = $2 AND loan.removed_seq IS NULL
                AND loan.last_payment_day >= $3 AND payment.status = 'received' AND payment.paid_day >= $3
                AND (payment.paid_day > $3 OR payment.paid_second > $4) AND payment.paid_day <= $5
                AND NOT EXISTS (
                    SELECT 1 FROM receipt
                    WHERE receipt.tenant_id = $1 AND receipt.payment_id = payment.id AND receipt.status = 'recorded'
                )
            LIMIT \(Limits.deletedPayments + 1)
            """,
            [
                .text(ledger.tenant.text), .text(route.text), .day(day), .integer(time?.secondOfDay ?? 86_400),
                .integer(until?.dayNumber ?? Int(Int32.max)),
            ]
        ) { _ in 1 }.count
    }
}
