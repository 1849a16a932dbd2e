extension Findings {
    /// A past payment that an earlier snapshot held otherwise.
    ///
    /// It stands: a later snapshot does not resolve it.
    /// - Parameters:
    ///   - settlement: the settlement that had closed the payment's day, if one had.
    ///   - change: tells one revision of the payment from the next, e.g. the snapshot's id.
    public func paymentRevised(
        from before: Payment,
        to after: Payment,
        of client: ClientRef,
        settledBy settlement: SettlementID?,
        change: String
    ) -> Finding {
        let difference = before.amount - after.amount
        let isLowered = difference > .zero
        let isAmountKept = difference == .zero
        let whose = of(client)
        let ticket = after.ticket ?? before.ticket
        let name = Sentence(
            es: ticket.map { "tiquete \($0)" } ?? after.place,
            en: ticket.map { "ticket \($0)" } ?? after.place
        )
        return make(
            .paymentRevised,
            severity: isLowered && settlement != nil ? .critical : .warning,
            about: .payment(
                after.id,
                customer: after.customerID,
                loan: after.loanID,
                key: "\(after.id.text)/\(change)"
            ),
            amount: difference.magnitude,
            evidence: [
                Evidence(
                    ticket: ticket,
                    place: after.place,
                    before: isAmountKept ? before.paidOn.isoText : before.amount.decimalText,
                    after: isAmountKept ? after.paidOn.isoText : after.amount.decimalText
                )
            ],
            revision(of: name, whose, from: before, to: after, isSettled: settlement != nil)
        )
    }

    /// Says what changed and nothing twice: the amount, the day, or both.
    private func revision(
        of name: Sentence,
        _ whose: Sentence,
        from before: Payment,
        to after: Payment,
        isSettled: Bool
    ) -> Sentence {
        let (old, new) = (before, after)
        let what =
            if old.paidOn == new.paidOn {
                Sentence(
                    es: ", del \(new.paidOn.es), era de \(old.amount.es) y ahora es de \(new.amount.es)",
                    en: ", of \(new.paidOn.en), was \(old.amount.en) and is now \(new.amount.en)"
                )
            } else if old.amount == new.amount {
                Sentence(
                    es: ", de \(new.amount.es), era del \(old.paidOn.es) y ahora es del \(new.paidOn.es)",
                    en: ", of \(new.amount.en), was dated \(old.paidOn.en) and is now dated \(new.paidOn.en)"
                )
            } else {
                Sentence(
                    es: """
                         era de \(old.amount.es) el \(old.paidOn.es) y ahora es de \(new.amount.es) el \
                        \(new.paidOn.es)
                        """,
                    en: " was \(old.amount.en) on \(old.paidOn.en) and is now \(new.amount.en) on \(new.paidOn.en)"
                )
            }
        return Sentence(
            es: "El pago \(name.es) \(whose.es)\(what.es)\(isSettled ? ", con el día ya liquidado" : "").",
            en: "The payment \(name.en) \(whose.en)\(what.en)\(isSettled ? ", with its day already settled" : "")."
        )
    }

    /// A past payment that an earlier snapshot held and this one lacks.
    ///
    /// It stands.
    /// - Parameters:
    ///   - settlement: the settlement that had closed the payment's day, if one had.
    ///   - change: tells one voiding of the payment from the next, e.g. the snapshot's id.
    public func paymentVoided(
        _ payment: Payment,
        of client: ClientRef,
        settledBy settlement: SettlementID?,
        change: String
    ) -> Finding {
        let whose = of(client)
        let name = Sentence(
            es: payment.ticket.map { "tiquete \($0)" } ?? payment.place,
            en: payment.ticket.map { "ticket \($0)" } ?? payment.place
        )
        return make(
            .paymentVoided,
            about: .payment(
                payment.id,
                customer: payment.customerID,
                loan: payment.loanID,
                key: "\(payment.id.text)/\(change)"
            ),
            amount: payment.amount,
            evidence: [
                Evidence(ticket: payment.ticket, place: payment.place, before: payment.amount.decimalText)
            ],
            Sentence(
                es: """
                    El pago \(name.es) \(whose.es), de \(payment.amount.es) el \(payment.paidOn.es), ya no está en la \
                    copia\(settlement == nil ? "" : " y su día ya estaba liquidado").
                    """,
                en: """
                    The payment \(name.en) \(whose.en), of \(payment.amount.en) on \(payment.paidOn.en), is no longer \
                    in the backup\(settlement == nil ? "" : " and its day was already settled").
                    """
            )
        )
    }
}
