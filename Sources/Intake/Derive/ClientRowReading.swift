import Lending
import LoanBook

/// Customers whose current loan stands on their own row, each with a table of payments of their own.
struct ClientRowReading: CustomerReading {
    let source: RouteSource
    let ids: RecordIDs

    private var profile: Profile { source.profile }

    func scan(known: KnownCustomers, renamed: Set<String>) throws -> RouteScan {
        try RouteScan(source, ids: ids, known: known, renamed: renamed)
    }

    func sample() throws -> RouteSample { try RouteSample(source) }

    func write(
        _ scan: RouteScan,
        _ book: RouteBook,
        known: [String: String],
        to writer: any DossierSink,
        rejects: inout Rejects,
        progress: Progress
    ) throws {
        let builder = DossierBuilder(
            source: source,
            ids: ids,
            findings: book.findings,
            days: book.days,
            repeatedTickets: scan.repeatedTickets,
            isCounting: writer.isCounting
        )
        let reader = PaymentHistoryReader(source)
        var keys = ClientKeys(profile.records[.customers], known: known)
        var repeated: [String: TicketUses] = [:]
        var (read, uneven) = (0, 0)
        var prints = scan.clients.makeIterator()
        let digests = RowsDigest(source, ids: ids)
        try source.rows(.customers) { raw, mapper in
            read += 1
            let rejectedBefore = rejects.count
            let place = source.place(.customers, row: raw.number)
            guard let client = client(raw, mapper, &keys, place, writer, &rejects) else { return }
            let print = prints.next()
            let terms = ClientTerms(client.row, policies: profile.policies)
            if let fault = terms.fault {
                let column = mapper.column(of: fault.field)
                rejects.addRow(fault.reason, column: column, at: place)
                writer.retain(ids.customer(client.key))
                return
            }
            if terms.isTermUneven { uneven += 1 }
            let digest = print?.cells.map { digests.digest($0, key: client.key) }
            if let digest, book.days.holds(print?.newest), writer.holds(ids.customer(client.key), rows: digest),
                try !reader.holdsTicket(of: client, among: scan.repeatedTickets)
            {
                writer.passOver(ids.customer(client.key))
                return progress(read, scan.customerRows)
            }
            let history = try reader.history(of: client) { issues, extent, place in
                rejects.add(issues, extent: extent, at: place)
            }
            var (dossier, uses) = builder.dossier(client, terms, history)
            // A reject must be told by every copy, and the other findings do not follow from these rows alone.
            if uses.isEmpty, book.days.holds(print?.newest), rejects.count == rejectedBefore {
                dossier.rowsDigest = digest
            }
            for use in uses {
                let ticket = use.row.ticket ?? ""
                repeated[ticket, default: TicketUses(ticket)].add(use)
            }
            try writer.apply(dossier)
            progress(read, scan.customerRows)
        }
        if uneven > 0 {
            source.note(
                "\(source.name): the term of \(uneven) loans is no whole number of periods; "
                    + "the number of their instalments was cut to a whole one."
            )
        }
        for (_, uses) in repeated.sorted(by: { $0.key < $1.key }) {
            if let finding = book.findings.duplicateTicket(uses) { try writer.note(finding) }
        }
    }

    /// The customer of a row; nil when the row is rejected, and what the book holds of the customer is then kept.
    private func client(
        _ raw: RawRow,
        _ mapper: RowMapper,
        _ keys: inout ClientKeys,
        _ place: SourcePlace,
        _ writer: any DossierSink,
        _ rejects: inout Rejects
    ) -> ClientRow? {
        switch mapper.map(raw) {
        case .row(let row, let issues):
            if !issues.isEmpty { rejects.add(issues, extent: .cell, at: place) }
            return keys.next(row)
        case .rejected(let issues):
            rejects.add(issues, extent: .row, at: place)
            if let key = keys.key(ofRejected: raw, mapper) {
                writer.retain(ids.customer(key))
            } else {
                writer.withholdRemovals()
            }
            return nil
        }
    }
}
