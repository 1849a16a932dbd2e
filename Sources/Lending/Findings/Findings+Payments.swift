/// A payment of the history as findings need it: the row and the ids it was given.
public struct PaymentRef: Hashable, Sendable {
    /// The payment.
    public var id: PaymentID
    /// The loan it was booked on.
    public var loanID: LoanID?
    /// Whose payment it is.
    public var client: ClientRef
    /// The row as read.
    public var row: HistoryRow

    /// A payment with these parts.
    public init(id: PaymentID, loanID: LoanID?, client: ClientRef, row: HistoryRow) {
        self.id = id
        self.loanID = loanID
        self.client = client
        self.row = row
    }

    /// Ticket and place, with the two figures that disagree.
    func evidence(before: Money? = nil, after: Money? = nil) -> Evidence {
        Evidence(ticket: row.ticket, place: row.place, before: before?.decimalText, after: after?.decimalText)
    }

    /// "tiquete 123" or, without one, the place in the source.
    var name: Sentence {
        guard let ticket = row.ticket else {
            return Sentence(es: "sin tiquete (\(row.place))", en: "without a ticket (\(row.place))")
        }
        return Sentence(es: "con tiquete \(ticket)", en: "with ticket \(ticket)")
    }
}

extension Findings {
    /// The anomalies of a customer's payment history, one finding each.
    /// - Parameter payment: gives the payment read from a row position; called only for rows named by an anomaly and
    ///   the ones before them.
    public func history(
        _ anomalies: [HistoryAnomaly],
        payment: (_ row: Int) -> PaymentRef
    ) -> [Finding] {
        anomalies.map { anomaly in
            let subject = payment(anomaly.row)
            switch anomaly.kind {
            case .fellMore, .fellLess:
                return jump(anomaly, at: subject, after: anomaly.row > 0 ? payment(anomaly.row - 1) : nil)
            case .negativeBalance: return negativeBalance(anomaly, at: subject)
            case .afterEnd: return afterEnd(at: subject, anomaly)
            case .notPositive: return notPositive(at: subject)
            }
        }
    }

    /// The payments of `loan` that are dated before it was handed over.
    public func beforeLoan(_ loan: Loan, payments: some Sequence<PaymentRef>) -> [Finding] {
        guard let disbursedOn = loan.terms.disbursedOn else { return [] }
        return payments.filter { $0.row.paidOn < disbursedOn }.map { payment in
            let (name, whose) = (payment.name, of(payment.client))
            return make(
                .paymentBeforeLoan,
                about: .payment(payment.id, customer: payment.client.id, loan: loan.id),
                amount: payment.row.amount,
                evidence: [payment.evidence()],
                Sentence(
                    es: """
                        El pago \(name.es) \(whose.es) es del \(payment.row.paidOn.es), antes de la entrega de su \
                        préstamo el \(disbursedOn.es).
                        """,
                    en: """
                        The payment \(name.en) \(whose.en) is dated \(payment.row.paidOn.en), before its loan was \
                        handed over on \(disbursedOn.en).
                        """
                )
            )
        }
    }

    /// The payments dated after `day`, the last that can have come.
    public func inFuture(_ payments: some Sequence<PaymentRef>, after day: CivilDate) -> [Finding] {
        payments.filter { $0.row.paidOn > day }.map { payment in
            let (name, whose) = (payment.name, of(payment.client))
            return make(
                .paymentInFuture,
                about: .payment(payment.id, customer: payment.client.id, loan: payment.loanID),
                amount: payment.row.amount,
                evidence: [payment.evidence()],
                Sentence(
                    es: """
                        El pago \(name.es) \(whose.es) tiene fecha del \(payment.row.paidOn.es), que todavía no ha \
                        llegado.
                        """,
                    en: """
                        The payment \(name.en) \(whose.en) is dated \(payment.row.paidOn.en), a day that has not come.
                        """
                )
            )
        }
    }

    private func jump(_ anomaly: HistoryAnomaly, at payment: PaymentRef, after previous: PaymentRef?) -> Finding {
        let (name, whose, size) = (payment.name, of(payment.client), anomaly.difference.magnitude)
        let isMissing = anomaly.kind == .fellMore
        let reason =
            isMissing
            ? Sentence(
                es: "faltan \(size.es) en los pagos; este o uno anterior fue borrado o rebajado",
                en: "\(size.en) is missing from the payments; this one or one before it was deleted or lowered"
            )
            : Sentence(
                es: "sobran \(size.es); este pago fue aumentado o el saldo editado",
                en: "\(size.en) is too much; this payment was raised or the balance edited"
            )
        let evidence = [
            previous?.evidence(after: previous?.row.balanceAfter),
            payment.evidence(before: anomaly.found, after: anomaly.expected),
        ]
        return make(
            .historyJump,
            severity: isMissing ? .critical : .warning,
            about: .payment(payment.id, customer: payment.client.id, loan: payment.loanID),
            amount: size,
            evidence: evidence.compactMap(\.self),
            Sentence(
                es: """
                    Tras el pago \(name.es) \(whose.es), del \(payment.row.paidOn.es), el saldo debía quedar en \
                    \(anomaly.expected.es) y quedó en \(anomaly.found.es): \(reason.es).
                    """,
                en: """
                    After the payment \(name.en) \(whose.en), of \(payment.row.paidOn.en), the balance should be \
                    \(anomaly.expected.en) and is \(anomaly.found.en): \(reason.en).
                    """
            )
        )
    }

    private func negativeBalance(_ anomaly: HistoryAnomaly, at payment: PaymentRef) -> Finding {
        let (name, whose) = (payment.name, of(payment.client))
        return make(
            .balanceNegative,
            about: .payment(payment.id, customer: payment.client.id, loan: payment.loanID),
            amount: anomaly.found.magnitude,
            evidence: [payment.evidence(before: anomaly.found)],
            Sentence(
                es: "El pago \(name.es) \(whose.es) dejó un saldo negativo de \(anomaly.found.es).",
                en: "The payment \(name.en) \(whose.en) left a negative balance of \(anomaly.found.en)."
            )
        )
    }

    private func afterEnd(at payment: PaymentRef, _ anomaly: HistoryAnomaly) -> Finding {
        let (name, whose, row) = (payment.name, of(payment.client), payment.row)
        return make(
            .paymentAfterEnd,
            about: .payment(payment.id, customer: payment.client.id, loan: payment.loanID),
            amount: row.amount,
            evidence: [payment.evidence(before: anomaly.found, after: anomaly.expected)],
            Sentence(
                es: """
                    El pago \(name.es) \(whose.es), de \(row.amount.es) el \(row.paidOn.es), se anotó cuando el \
                    préstamo ya estaba pagado.
                    """,
                en: """
                    The payment \(name.en) \(whose.en), of \(row.amount.en) on \(row.paidOn.en), was booked when the \
                    loan was already paid off.
                    """
            )
        )
    }

    private func notPositive(at payment: PaymentRef) -> Finding {
        let (name, whose, row) = (payment.name, of(payment.client), payment.row)
        return make(
            .paymentNotPositive,
            severity: row.amount == .zero ? .info : .warning,
            about: .payment(payment.id, customer: payment.client.id, loan: payment.loanID),
            amount: row.amount.magnitude,
            evidence: [payment.evidence(before: row.amount)],
            Sentence(
                es: "El pago \(name.es) \(whose.es), del \(row.paidOn.es), es de \(row.amount.es).",
                en: "The payment \(name.en) \(whose.en), of \(row.paidOn.en), amounts to \(row.amount.en)."
            )
        )
    }
}
