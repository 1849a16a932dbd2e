import Lending
import Storage

extension Verification {
    /// Each loan against its payments: what was paid, how often, and what is still owed.
    func checkLoans() throws {
        try connection.forEachRow(
            """
            SELECT loan.id, loan.changed_seq, loan.status, loan.total_minor, loan.paid_minor, loan.payments_count,
                loan.outstanding_computed_minor, CAST(COALESCE(SUM(payment.amount_minor), 0) AS BIGINT),
                COUNT(payment.id), loan.outstanding_source_minor
            FROM loan LEFT JOIN payment ON payment.tenant_id = loan.tenant_id AND payment.loan_id = loan.id
                AND payment.status = 'received'
            WHERE loan.tenant_id = $1
            GROUP BY loan.tenant_id, loan.id
            """,
            [key]
        ) { row in
            report.identities += 1
            try checkLoan(row)
        }
    }

    private func checkLoan(_ row: any RowCursor) throws {
        let id = try row.text(0)
        let seq = try row.integer(1)
        let status = try row.text(2)
        let total = try row.integer(3)
        let computed = try row.integer(6)
        let sum = try row.integer(7)
        let count = try row.integer(8)
        guard status != Loan.Status.removed.rawValue else {
            if count > 0 { note(.identity, "loan", id, seq: seq, what: "a removed loan has payments that stand") }
            return
        }
        if try row.integer(4) != sum {
            note(.identity, "loan", id, seq: seq, what: "paid is not the sum of its payments")
        }
        if try row.integer(5) != count {
            note(.identity, "loan", id, seq: seq, what: "payments_count is not the number of its payments")
        }
        let (owed, overflows) = total.subtractingReportingOverflow(sum)
        let isClosed = status != Loan.Status.active.rawValue
        // Of a route that came without its payments only the source's balance is known, and it is taken.
        let isTaken = try count == 0 && row.integerOrNil(9) == computed
        if overflows || (computed != owed && !(isClosed && computed == 0) && !isTaken) {
            note(.identity, "loan", id, seq: seq, what: "outstanding_computed is not total less payments")
        }
    }
}
