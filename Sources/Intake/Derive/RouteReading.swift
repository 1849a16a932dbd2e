import Lending
import LoanBook

/// Reads one route and writes it into a snapshot.
struct RouteReading {
    let source: RouteSource
    let ids: RecordIDs
    /// How the source holds its customers.
    let customers: any CustomerReading

    private var profile: Profile { source.profile }

    typealias Progress = CustomerReading.Progress

    /// Reads the route and hands everything to `writer`; what cannot be read goes to `rejects`.
    ///
    /// Its rows may be scanned already, against the customers that the book holds now.
    /// - Throws: ``IntakeError`` when the route as a whole cannot be taken, or what the writer throws.
    func write(
        to writer: SnapshotWriter,
        scan scanned: RouteScan? = nil,
        rejects: inout Rejects,
        progress: Progress
    ) throws {
        let known = try writer.customers(on: ids.routeID)
        let renamed = known.isEmpty ? [] : try writer.memory.renamedCustomers(on: ids.routeID).map(\.sourceKey)
        let scan = try scanned ?? customers.scan(known: known, renamed: Set(renamed))
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
        try writer.take(shape: source.shape(), of: source.fileNames, profile: profile.fingerprint)
        try customers.write(scan, book, known: keys, to: writer, rejects: &rejects, progress: progress)
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

    /// Reads the route for `sink` without a book to compare it with, as it is read on `today`.
    /// - Throws: ``IntakeError``.
    func count(into sink: any DossierSink, today: CivilDate, rejects: inout Rejects) throws -> RouteFacts {
        let scan = try customers.scan(known: .none, renamed: [])
        let book = try RouteBook(source, ids: ids, scan: scan, keys: [:], today: today, rejects: &rejects)
        try customers.write(scan, book, known: [:], to: sink, rejects: &rejects) { _, _ in }
        return book.facts
    }

    /// What is known of the route itself before its customers are written, as it is read on `today`.
    /// - Throws: ``IntakeError``.
    func facts(today: CivilDate) throws -> RouteFacts {
        var rejects = Rejects()
        let scan = try customers.scan(known: .none, renamed: [])
        return try RouteBook(source, ids: ids, scan: scan, keys: [:], today: today, rejects: &rejects).facts
    }
}
