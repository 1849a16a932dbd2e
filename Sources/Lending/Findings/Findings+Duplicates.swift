extension Findings {
    /// One ticket id on several payments; nil for fewer than two.
    public func duplicateTicket(_ ticket: String, uses: [PaymentRef]) -> Finding? {
        guard let first = uses.first, uses.count > 1 else { return nil }
        let repeated = uses.dropFirst().reduce(Money.zero) { $0 + $1.row.amount.magnitude }
        let clients = Set(uses.map(\.client.number)).count
        return make(
            .ticketDuplicate,
            severity: clients > 1 ? .critical : .warning,
            about: .payment(first.id, customer: first.client.id, loan: first.loanID, key: ticket),
            amount: repeated,
            evidence: uses.map { $0.evidence(before: $0.row.amount) },
            Sentence(
                es: """
                    El tiquete \(ticket) está en \(uses.count) pagos de \(clients) \
                    \(clients == 1 ? "cliente" : "clientes") de la ruta \(routeName); \
                    los repetidos suman \(repeated.es).
                    """,
                en: """
                    Ticket \(ticket) stands on \(uses.count) payments of \(clients) \
                    \(clients == 1 ? "customer" : "customers") on route \(routeName); \
                    the repeated ones add up to \(repeated.en).
                    """
            )
        )
    }

    /// One identity number on several customers; nil for fewer than two.
    ///
    /// The number itself is not quoted.
    /// - Parameter places: where each customer stands in the source, in the order of `clients`.
    public func duplicateIdentity(_ clients: [ClientRef], places: [String] = []) -> Finding? {
        guard let first = clients.min(by: { $0.id < $1.id }), clients.count > 1 else { return nil }
        let numbers = clients.map { "n.º \($0.number)" }.joined(separator: ", ")
        let numbersEN = clients.map { "no. \($0.number)" }.joined(separator: ", ")
        return make(
            .identityDuplicate,
            about: FindingSubject(
                entity: "customer",
                entityID: first.id.text,
                customerID: first.id,
                key: first.id.text
            ),
            evidence: places.map { Evidence(place: $0) },
            Sentence(
                es: "Los clientes \(numbers) de la ruta \(routeName) tienen el mismo número de documento.",
                en: "Customers \(numbersEN) on route \(routeName) have the same identity number."
            )
        )
    }
}
