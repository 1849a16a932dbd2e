extension Findings {
    /// A customer holds a receipt, and the books that reach past its day hold no payment of it.
    public func receiptNotInBook(_ receipt: Receipt, of client: ClientRef) -> Finding {
        let whose = of(client)
        return make(
            .receiptNotInBook,
            about: .receipt(receipt),
            amount: receipt.amount,
            evidence: [Evidence(ticket: receipt.reference, place: receipt.place, before: receipt.amount.decimalText)],
            Sentence(
                es: """
                    Hay un recibo por \(receipt.amount.es) del \(receipt.paidOn.es) \(whose.es), y en el libro no está \
                    ese pago.
                    """,
                en: """
                    There is a receipt for \(receipt.amount.en) of \(receipt.paidOn.en) \(whose.en), and the book holds \
                    no such payment.
                    """
            )
        )
    }

    /// A customer holds a receipt, and the books hold its payment with another amount.
    public func receiptOtherAmount(_ receipt: Receipt, booked: Payment, of client: ClientRef) -> Finding {
        let whose = of(client)
        let isLess = booked.amount < receipt.amount
        return make(
            .receiptOtherAmount,
            severity: isLess ? .critical : .warning,
            about: .receipt(receipt),
            amount: (receipt.amount - booked.amount).magnitude,
            evidence: [
                Evidence(
                    ticket: receipt.reference ?? booked.ticket,
                    place: receipt.place,
                    before: receipt.amount.decimalText,
                    after: booked.amount.decimalText
                ),
                Evidence(ticket: booked.ticket, place: booked.place),
            ],
            Sentence(
                es: """
                    El recibo del \(receipt.paidOn.es) \(whose.es) dice \(receipt.amount.es), y en el libro su pago es de \
                    \(booked.amount.es).
                    """,
                en: """
                    The receipt of \(receipt.paidOn.en) \(whose.en) says \(receipt.amount.en), and the book has its \
                    payment at \(booked.amount.en).
                    """
            )
        )
    }
}

extension Findings {
    /// The owner was told other figures of a day than its settlement has.
    public func receiptDayDiffers(_ summary: Receipt, settled: Settlement) -> Finding {
        let isCollected = summary.amount != settled.collected
        let (told, booked) =
            isCollected ? (summary.amount, settled.collected) : (summary.balance ?? .zero, settled.closing)
        return make(
            .receiptDayDiffers,
            about: .receipt(summary),
            amount: (told - booked).magnitude,
            evidence: [
                Evidence(place: summary.place, before: told.decimalText, after: booked.decimalText)
            ],
            Sentence(
                es: """
                    El resumen del \(summary.paidOn.es) de la ruta \(routeName) dice \(told.es) \
                    \(isCollected ? "de recaudo" : "en caja"), y su liquidación \(booked.es).
                    """,
                en: """
                    The summary of \(summary.paidOn.en) of route \(routeName) says \(told.en) \
                    \(isCollected ? "collected" : "in the box"), and its settlement \(booked.en).
                    """
            )
        )
    }
}

extension FindingSubject {
    static func receipt(_ receipt: Receipt) -> FindingSubject {
        FindingSubject(
            entity: "receipt",
            entityID: receipt.id.text,
            customerID: receipt.customerID,
            loanID: receipt.loanID,
            key: receipt.id.text
        )
    }
}
