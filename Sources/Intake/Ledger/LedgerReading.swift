import Lending
import LoanBook

/// Customers, loans and payments that the source holds as rows of their own, linked by keys.
struct LedgerReading: CustomerReading {
    let ledger: LedgerRoute
    let ids: RecordIDs

    private var source: RouteSource { ledger.stage.source }
    private var policies: SourcePolicies { source.profile.policies }

    func scan(known: KnownCustomers, renamed: Set<String>) throws -> RouteScan {
        var scan = RouteScan()
        scan.customerRows = try ledger.customersCount()
        scan.stated = ledger.stage.stated
        try ledger.eachCustomer { customer in
            let outcome = assembly(customer).outcome()
            scan.customers += 1
            let owed = outcome.loans.map(\.loan).filter { $0.status == .active }.reduce(Money.zero) {
                $0 + $1.outstanding
            }
            scan.take(customer.client, balance: owed)
            let history = PaymentHistory(entries: outcome.loans.flatMap(\.payments), hasHoles: customer.hasHoles)
            if !known.isEmpty {
                scan.compare(customer.client, history, ids.customer(customer.client.key), known, renamed)
            }
            scan.take(PaymentOutline(history))
        }
        scan.forget()
        let strays = try ledger.stage.strays()
        if strays.loans > 0 {
            source.note("\(strays.loans) loans name customers who are not in the file, and stay out of the book.")
        }
        if strays.payments > 0 {
            source.note(
                "\(strays.payments) payments name loans or customers that are not in the book's part of the file, "
                    + "and stay out of it."
            )
        }
        return scan
    }

    func write(
        _ scan: RouteScan,
        _ book: RouteBook,
        known: [String: String],
        to sink: any DossierSink,
        rejects: inout Rejects,
        progress: Progress
    ) throws {
        var repeated: [String: TicketUses] = [:]
        var (read, empty, unplaced) = (0, 0, 0)
        if ledger.stage.tally.hasUnknownHoles { sink.withholdRemovals() }
        try ledger.eachCustomer { customer in
            read += 1
            let outcome = assembly(customer).outcome()
            empty += outcome.empty.count
            unplaced += outcome.unplaced
            let (dossier, uses) = dossier(customer, outcome, book, scan, isCounting: sink.isCounting)
            for use in uses {
                let ticket = use.row.ticket ?? ""
                repeated[ticket, default: TicketUses(ticket)].add(use)
            }
            try sink.apply(dossier)
            progress(read, scan.customerRows)
        }
        if empty > 0 {
            source.note("\(empty) loans state neither what was lent nor what is owed, and stay out of the book.")
        }
        if unplaced > 0 {
            source.note("\(unplaced) payments are of customers without a loan, and stay out of the book.")
        }
        for (_, uses) in repeated.sorted(by: { $0.key < $1.key }) {
            if let finding = book.findings.duplicateTicket(uses) { try sink.note(finding) }
        }
    }

    func sample() throws -> RouteSample {
        var draw = RouteSample.Draw<LedgerCustomer>()
        try ledger.eachCustomer { draw.take($0, key: $0.client.key) }
        return draw.sample(
            history: { PaymentHistory(entries: assembly($0).outcome().loans.flatMap(\.payments)) },
            client: \.client
        )
    }

    private func assembly(_ customer: LedgerCustomer) -> LedgerAssembly {
        LedgerAssembly(
            customer: customer,
            ids: ids,
            policies: policies,
            hasPayments: source.has(.payments)
        )
    }

    private func dossier(
        _ customer: LedgerCustomer,
        _ outcome: LedgerAssembly.Outcome,
        _ book: RouteBook,
        _ scan: RouteScan,
        isCounting: Bool
    ) -> (dossier: Dossier, repeated: [PaymentRef]) {
        let client = customer.client
        let id = ids.customer(client.key)
        let reference = ClientRef(id: id, number: client.label)
        var found: [Finding] = []
        var builder = PaymentBuilder(ids: ids, customer: client.key, split: policies.interestSplit)
        var payments: [Payment] = []
        var repeated: [PaymentRef] = []
        for assembled in outcome.loans where !isCounting {
            payments += builder.payments(assembled.payments, on: assembled.loan)
            guard source.has(.payments) else { continue }
            found += book.findings.loan(assembled.loan, of: reference)
            let all = assembled.payments.map { entry in
                PaymentRef(
                    id: ids.payment(of: client.key, key: entry.key),
                    loanID: assembled.loan.id,
                    client: reference,
                    row: entry.row
                )
            }
            if let day = book.days.until {
                found += book.findings.inFuture(all.filter { $0.row.paidOn > day }, after: day)
            }
            found += book.findings.beforeLoan(assembled.loan, payments: all)
            repeated += all.filter { use in
                use.row.ticket.map { scan.repeatedTickets.contains(TicketPrint.of($0)) } ?? false
            }
        }
        let dossier = Dossier(
            customer: client.customer(id, on: ids.routeID, loans: outcome.loans.map(\.loan)),
            loans: outcome.loans.map(\.loan),
            payments: payments,
            findings: found.distinct(),
            isPartial: customer.hasHoles || ledger.stage.tally.hasUnknownHoles || !source.has(.payments)
                || !source.holds(.loans),
            clientNumber: client.label
        )
        return (dossier, repeated)
    }
}
