import Lending
import LoanBook

/// Reads one route and writes it into a snapshot.
struct RouteReading {
    let source: RouteSource
    let ids: RecordIDs

    private var profile: Profile { source.profile }

    /// Called after each customer with how many were read and how many rows there are.
    typealias Progress = (_ read: Int, _ of: Int) -> Void

    /// Reads the route and hands everything to `writer`; what cannot be read goes to `rejects`.
    /// - Throws: ``IntakeError`` when the route as a whole cannot be taken, or what the writer throws.
    func write(to writer: SnapshotWriter, rejects: inout Rejects, progress: Progress) throws {
        let known = try writer.customers(on: ids.routeID)
        let renamed = known.isEmpty ? [] : try writer.memory.renamedCustomers(on: ids.routeID).map(\.sourceKey)
        let scan = try RouteScan(source, ids: ids, known: known, renamed: Set(renamed))
        let keys = try CustomerRecognition(scan, known: known, memory: writer.memory, ids: ids).keys
        let rejectedBefore = rejects.rows
        guard scan.customers > 0 || scan.customerRows == 0 else {
            throw IntakeError(
                .nothingMapped,
                "\(source.name): none of its \(scan.customerRows) rows of customers can be read as \(profile.name) says. "
                    + "Check that the file is of this layout."
            )
        }
        try checkLosses(scan, writer)
        let book = try RouteBook(source, ids: ids, scan: scan, keys: keys, today: writer.today(), rejects: &rejects)
        try writer.begin(book.facts)
        try writeCustomers(scan, book, keys, to: writer, rejects: &rejects, progress: progress)
        if scan.customerRows == 0 { source.note("\(source.name): the file holds no customers yet.") }
        if scan.orphans.payments > 0 {
            source.note(
                "\(source.name): \(scan.orphans.payments) payments in \(scan.orphans.tables) tables "
                    + "(\(scan.orphans.amount.decimalText) in all) belong to no customer who could be read, and stay out of the book."
            )
        }
        writer.reject(rows: rejects.rows - rejectedBefore)
        try writer.end()
    }

    /// A copy without the customers or the payments that the book holds is no copy of the route's work: a phone that was
    /// set up anew, or a file that did not come along.
    private func checkLosses(_ scan: RouteScan, _ writer: SnapshotWriter) throws {
        let memory = writer.memory
        let payments = scan.paymentRows == 0 ? try memory.paymentsCount(on: ids.routeID) : 0
        let name = source.fileName(of: .payments)
        if payments > 0, !source.has(.payments) {
            throw IntakeError(
                .fileMissing,
                "\(source.name) came without the payments of \(name), and the book holds payments of this route. "
                    + "Put \(name) of the same moment beside the other file."
            )
        }
        guard writer.olderFiles == .refuse else { return }
        let customers = scan.customerRows == 0 ? try memory.customersCount(on: ids.routeID) : 0
        guard customers + payments > 0 else { return }
        let lost =
            customers > 0
            ? "\(source.fileName(of: .customers)) holds no customers, and the book holds \(customers)"
            : "\(name) holds no payments, and the book holds \(payments)"
        throw IntakeError(
            .emptied,
            "\(source.name): \(lost) of this route. Nothing was written; copy the route again from its phone. "
                + "If all were deleted on purpose, add --accept-older."
        )
    }

    /// What is known of the route itself before its customers are written, as it is read on `today`.
    /// - Throws: ``IntakeError``.
    func facts(today: CivilDate) throws -> RouteFacts {
        var rejects = Rejects()
        let scan = try RouteScan(source, ids: ids, known: .none, renamed: [])
        return try RouteBook(source, ids: ids, scan: scan, keys: [:], today: today, rejects: &rejects).facts
    }

    private func writeCustomers(
        _ scan: RouteScan,
        _ book: RouteBook,
        _ known: [String: String],
        to writer: SnapshotWriter,
        rejects: inout Rejects,
        progress: Progress
    ) throws {
        let builder = DossierBuilder(
            source: source,
            ids: ids,
            findings: book.findings,
            days: book.days,
            repeatedTickets: scan.repeatedTickets
        )
        let reader = PaymentHistoryReader(source)
        var keys = ClientKeys(profile.records[.customers], known: known)
        var repeated: [String: TicketUses] = [:]
        var (read, uneven) = (0, 0)
        try source.rows(.customers) { raw, mapper in
            read += 1
            let place = source.place(.customers, row: raw.number)
            guard let client = client(raw, mapper, &keys, place, writer, &rejects) else { return }
            let terms = ClientTerms(client.row, policies: profile.policies)
            if let fault = terms.fault {
                let column = mapper.column(of: fault.field)
                rejects.addRow(fault.reason, column: column, at: place)
                writer.retain(ids.customer(client.key))
                return
            }
            if terms.isTermUneven { uneven += 1 }
            let history = try reader.history(of: client) { issues, extent, place in
                rejects.add(issues, extent: extent, at: place)
            }
            let (dossier, uses) = builder.dossier(client, terms, history)
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
        _ writer: SnapshotWriter,
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
