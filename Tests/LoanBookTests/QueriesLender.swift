import Lending
import LoanBook
import Machine
import Storage
import TestSupport

/// A small lender with two routes, written into a book day by day: enough of everything that readers tell apart.
///
/// Day 1: eight customers a route, a paid loan and a current one each, a few late, one hidden, one reported. Day 2: a payment
/// of everyone, one past payment edited, one gone, one customer moved, one loan paid off.
struct QueriesLender {
    static let dayOne = CivilDate(dayNumber: 20_700)
    static let dayTwo = dayOne.adding(days: 1)

    let test: TestDatabase
    let book: Book
    let tenant: TenantRecord
    let clock = FixedClock(microseconds: 1_790_000_000_000_000)

    var database: Database { test.database }
    var queries: BookQueries { BookQueries(database) }

    /// A lender whose book holds day 1.
    init(_ engine: Engine, name: String = "Prestamos La Ceiba") throws {
        test = try TestDatabase(engine)
        book = Book(database: test.database)
        try book.prepare(clock: clock)
        tenant = try book.createTenant(name: name, clock: clock)
        try sync(day: 1)
    }

    /// Writes the snapshot of `day` (1 or 2), of both routes or of some.
    func sync(day: Int, routes: ClosedRange<Int> = 1...2) throws {
        try sync(day: day, routes: routes, into: tenant)
    }

    func sync(day: Int, routes: ClosedRange<Int> = 1...2, into tenant: TenantRecord) throws {
        let header = SnapshotHeader(source: "test", contentHash: Digest.sha256("\(tenant.name) day \(day) \(routes)"))
        _ = try book.sync(tenant: tenant.id, header: header, clock: clock) { writer in
            for route in routes {
                try writer.begin(facts(route: route, day: day, tenant: tenant))
                for customer in 1...8 {
                    let dossier = dossier(route: route, customer: customer, day: day, tenant: tenant)
                    try writer.apply(dossier)
                    // One customer of each route was told of the newest payment.
                    if customer == 2 { writer.take(receipts(of: dossier)) }
                }
                try writer.end()
            }
        }
    }

    private func receipts(of dossier: Dossier) -> [Receipt] {
        guard let payment = dossier.payments.max(by: { ($0.paidOn, $0.id) < ($1.paidOn, $1.id) }) else { return [] }
        return [
            Receipt(
                id: ReceiptID("rc_\(payment.id.text)"),
                source: "test",
                amount: payment.amount,
                paidOn: payment.paidOn,
                place: "chat/receipts/1",
                person: ReceiptPerson(name: dossier.customer.person.name, sender: "Cobros")
            )
        ]
    }

    func routeID(_ route: Int, _ tenant: TenantRecord) -> RouteID { RouteID("rt_\(tenant.name.count)r\(route)") }
    func customerID(_ route: Int, _ customer: Int, _ tenant: TenantRecord) -> CustomerID {
        CustomerID("cu_\(tenant.name.count)r\(route)c\(customer)")
    }
    func loanID(_ route: Int, _ customer: Int, _ number: Int, _ tenant: TenantRecord) -> LoanID {
        LoanID("ln_\(tenant.name.count)r\(route)c\(customer)n\(number)")
    }

    func facts(route: Int, day: Int, tenant: TenantRecord) -> RouteFacts {
        let id = routeID(route, tenant)
        let date = day == 1 ? Self.dayOne : Self.dayTwo
        let settlements = (1...(day + 2)).map { number in
            Settlement(
                id: SettlementID("bx_\(id.text)s\(number)"),
                routeID: id,
                sourceKey: "\(number)",
                number: number,
                settledOn: Self.dayOne.adding(days: number - 3),
                collected: .whole(50_000),
                lent: .whole(20_000),
                expenses: .whole(5000),
                portfolio: .whole(800_000),
                paymentsCount: 8,
                opening: number == 1 ? nil : .whole(Int64(number - 1) * 25_000),
                closing: .whole(Int64(number) * 25_000 - (number == 2 ? 500 : 0)),
                closingExpected: number == 1 ? nil : .whole(Int64(number) * 25_000)
            )
        }
        let finding = Finding(
            id: FindingID("fd_\(id.text)"),
            routeID: id,
            code: "box.settlement_mismatch",
            severity: .critical,
            entity: "settlement",
            entityID: settlements[1].id.text,
            detectedOn: Self.dayOne,
            amount: .whole(500),
            evidence: [Evidence(place: "cuadre 2", before: "49500.00", after: "50000.00")],
            sentenceES: "Faltan $ 500 en el cuadre 2.",
            sentenceEN: "$500 is missing in settlement 2."
        )
        return RouteFacts(
            route: Route(
                id: id,
                sourceKey: "ruta\(route)",
                name: "Ruta \(route)",
                businessDate: date,
                boxCash: .whole(Int64(day + 2) * 25_000),
                boxCashComputed: .whole(Int64(day + 2) * 25_000),
                profile: "test",
                profileStatus: "assumed",
                policies: [PolicyStatement(name: "arrears", choice: "fractional")],
                collectorName: "Pedro Cobrador"
            ),
            settlements: settlements,
            findings: [finding],
            newestPaymentOn: date
        )
    }

    /// Customer `customer` of `route`.
    ///
    /// Customer 8 is idle, 7 hidden, 6 reported; 5 and 4 pay little, so they are late.
    func dossier(route: Int, customer: Int, day: Int, tenant: TenantRecord) -> Dossier {
        let id = customerID(route, customer, tenant)
        let isIdle = customer == 8
        var payments = history(route: route, customer: customer, day: day, tenant: tenant)
        var loans = [loan(number: 1, route: route, customer: customer, tenant: tenant, payments: &payments, day: day)]
        if !isIdle {
            loans.append(
                loan(number: 2, route: route, customer: customer, tenant: tenant, payments: &payments, day: day)
            )
        }
        let person = Person(
            name: "Persona \(customer), de la \"Ceiba\"",
            documentNumber: "10\(route)\(customer)",
            documentNormalized: "10\(route)\(customer)",
            phone: "=300",
            address: day == 2 && customer == 1 ? "Calle nueva 1" : "Calle \(customer)"
        )
        let low = Finding(
            id: FindingID("fd_\(id.text)"),
            routeID: routeID(route, tenant),
            code: "payment.jump",
            severity: customer % 2 == 0 ? .warning : .info,
            entity: "customer",
            entityID: id.text,
            customerID: id,
            detectedOn: Self.dayOne,
            amount: .whole(Int64(customer) * 1000),
            sentenceES: "Salto de saldo.",
            sentenceEN: "A jump in the balance."
        )
        return Dossier(
            customer: Customer(
                id: id,
                routeID: routeID(route, tenant),
                sourceKey: "10\(route)\(customer)",
                visitOrder: customer,
                isHidden: customer == 7,
                isReported: customer == 6,
                status: isIdle ? .idle : .active,
                person: person
            ),
            loans: loans,
            payments: payments,
            findings: customer <= 3 ? [low] : []
        )
    }

    private func history(route: Int, customer: Int, day: Int, tenant: TenantRecord) -> [Payment] {
        var payments: [Payment] = []
        func pay(_ loan: Int, _ date: CivilDate, _ amount: Int64) {
            let sequence = payments.count + 1
            let ticket = "\(route)\(customer)\(loan)\(date.dayNumber)"
            payments.append(
                Payment(
                    id: PaymentID("pm_\(tenant.name.count)r\(route)c\(customer)d\(date.dayNumber)"),
                    routeID: routeID(route, tenant),
                    customerID: customerID(route, customer, tenant),
                    loanID: loanID(route, customer, loan, tenant),
                    sourceKey: ticket,
                    ticket: ticket,
                    amount: .whole(amount),
                    paidOn: date,
                    paidAt: DayTime(secondOfDay: 36_000 + customer),
                    sequence: sequence,
                    place: "fila \(customer)/\(sequence)"
                )
            )
        }
        for step in 0..<4 { pay(1, Self.dayOne.adding(days: step - 30), 30_000) }
        guard customer != 8 else { return payments }
        let daily: Int64 = customer == 5 || customer == 4 ? 2000 : 6000
        for step in 0..<10 {
            if day == 2, route == 1, customer == 2, step == 3 { continue }
            pay(2, Self.dayOne.adding(days: step - 9), day == 2 && customer == 1 && step == 5 ? 5500 : daily)
        }
        if day == 2 { pay(2, Self.dayTwo, customer == 3 ? 60_000 : daily) }
        return payments
    }

    private func loan(
        number: Int,
        route: Int,
        customer: Int,
        tenant: TenantRecord,
        payments: inout [Payment],
        day: Int
    ) -> Loan {
        let id = loanID(route, customer, number, tenant)
        let own = payments.indices.filter { payments[$0].loanID == id }
        let total = Money.whole(120_000)
        var paid = Money.zero
        for index in own {
            paid += payments[index].amount
            payments[index].balanceAfter = total - paid
        }
        let isClosed = paid >= total
        let disbursed = Self.dayOne.adding(days: number == 1 ? -31 : -10)
        return Loan(
            id: id,
            routeID: routeID(route, tenant),
            customerID: customerID(route, customer, tenant),
            sourceKey: "\(customer)#\(number)",
            number: number,
            origin: number == 1 ? .reconstructed : .source,
            kind: number == 1 ? .new : .renewal,
            status: isClosed ? .paid : .active,
            terms: LoanTerms(
                principal: .whole(100_000),
                principalBasis: .derived,
                flatRateBasisPoints: 2000,
                interest: .whole(20_000),
                total: total,
                installmentAmount: .whole(6000),
                installmentCount: 20,
                frequency: .daily,
                disbursedOn: disbursed,
                firstDueOn: disbursed.adding(days: 1),
                lastDueOn: disbursed.adding(days: 20),
                collection: CollectionRule(skippedWeekdays: customer == 2 ? [.sunday] : [])
            ),
            paid: paid,
            paymentsCount: own.count,
            outstandingSource: isClosed ? nil : total - paid,
            outstandingComputed: isClosed ? .zero : total - paid,
            firstPaymentOn: own.first.map { payments[$0].paidOn },
            lastPaymentOn: own.last.map { payments[$0].paidOn },
            closedOn: isClosed ? own.last.map { payments[$0].paidOn } : nil
        )
    }
}

extension QueriesLender {
    /// The whole export of `query`, read in one go.
    func export(_ query: RecordQuery, as format: ExportFormat = .ndjson) throws -> String {
        try database.withReader { connection in
            let export = try RecordReader(connection, tenant: tenant.id).export(query, as: format)
            var bytes: [UInt8] = []
            while let piece = try export.next() { bytes += piece }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// The ids that a list with `parameters` holds, in its order.
    func ids(
        _ kind: RecordKind,
        _ parameters: [(name: String, value: String)] = [],
        asOf: CivilDate? = nil
    ) throws
        -> [String]
    {
        let filter = try RecordFilter(kind, parameters: parameters)
        return try export(RecordQuery(filter, asOf: asOf)).split(separator: "\n").map { line in
            String(line.dropFirst(#"{"id":""#.count).prefix { $0 != "\"" })
        }
    }

    /// One page.
    func page(_ query: RecordQuery, after cursor: String? = nil, limit: Int = 100) throws -> RecordPage {
        try database.withReader { connection in
            try RecordReader(connection, tenant: tenant.id).page(query, after: cursor, limit: limit)
        }
    }
}
