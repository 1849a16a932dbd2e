import Lending
import LoanBook

/// Builds the dossier of one customer: the person, the loan on their row, the loans that only their payments still
/// show, the payments, and what does not add up.
struct DossierBuilder {
    let source: RouteSource
    let ids: RecordIDs
    let findings: Findings
    let days: BelievedDays
    let repeatedTickets: Set<UInt64>
    /// Whether the sums that loans hold are enough, so that payments and findings need not be made.
    let isCounting: Bool

    private var profile: Profile { source.profile }

    /// The dossier of `client`, and its payments whose tickets stand elsewhere too.
    func dossier(
        _ client: ClientRow,
        _ terms: ClientTerms,
        _ history: PaymentHistory
    ) -> (dossier: Dossier, repeated: [PaymentRef]) {
        let assembly = LoanAssembly(client: client, terms: terms, history: history, source: source, ids: ids)
        let loans = assembly.loans()
        let reference = ClientRef(id: assembly.customerID, number: client.label)
        let payments = isCounting ? [] : assembly.payments(of: loans, policies: profile.policies)
        var found: [Finding] = []
        var repeated: [PaymentRef] = []
        if source.has(.payments), !isCounting {
            for loan in loans { found += findings.loan(loan.loan, of: reference) }
            found += findings.history(assembly.history.anomalies) { assembly.reference(to: $0, of: loans) }
            if let current = loans.last(where: { $0.loan.origin == .source }) {
                let rows = (current.segment?.rows).map { Array($0) } ?? []
                found += findings.beforeLoan(
                    current.loan,
                    payments: rows.map { assembly.reference(to: $0, of: loans) }
                )
            }
            if let day = days.until {
                let late = history.entries.indices.filter { history.entries[$0].row.paidOn > day }
                found += findings.inFuture(late.map { assembly.reference(to: $0, of: loans) }, after: day)
            }
            for (index, entry) in history.entries.enumerated() {
                guard let ticket = entry.row.ticket, repeatedTickets.contains(TicketPrint.of(ticket)) else { continue }
                repeated.append(assembly.reference(to: index, of: loans))
            }
        }
        let dossier = Dossier(
            customer: client.customer(assembly.customerID, on: ids.routeID, loans: loans.map(\.loan)),
            loans: loans.map(\.loan),
            payments: payments,
            findings: found.distinct(),
            isPartial: history.hasHoles || !source.has(.payments),
            clientNumber: client.label
        )
        return (dossier, repeated)
    }
}

extension [Finding] {
    /// The first finding of each id: a second of the same subject says nothing new.
    func distinct() -> [Finding] {
        var seen: Set<FindingID> = []
        return filter { seen.insert($0.id).inserted }
    }
}
