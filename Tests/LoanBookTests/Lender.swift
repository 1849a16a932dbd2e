import Lending
import LoanBook
import Machine
import Storage
import TestSupport

/// A lender as its nightly backups show it: one route whose customers, loans and payments a test changes by hand.
struct Lender {
    struct Client {
        var number: Int
        var phone = "300"
        var loans: [Owed] = []
        var isPartial = false

        var key: String { "client-\(number)" }
    }

    struct Owed {
        var number: Int
        var total: Int64
        var origin = Loan.Origin.source
        var status = Loan.Status.active
        var rate: Int? = 2000
        var payments: [Paid] = []
        /// The balance the source states; total less payments unless a test says otherwise.
        var stated: Int64?

        var paid: Int64 { payments.reduce(0) { $0 + $1.amount } }
    }

    struct Paid {
        var ticket: Int
        var amount: Int64
        var day: Int
    }

    var tenant: TenantID
    var name = "ruta1"
    /// Days since 2026-09-01, a Tuesday.
    var day = 0
    var clients: [Client] = []
    var settledDays: [Int] = []
    var settlementsExtent = SettlementsExtent.whole
    var findings: [Finding] = []
    var newestPaymentAt: DayTime?

    static let start = CivilDate(year: 2026, month: 9, day: 1) ?? CivilDate(dayNumber: 0)

    var routeID: RouteID { RouteID(id("rt", name)) }

    func id(_ prefix: String, _ parts: String...) -> String {
        DeterministicID.text(prefix: prefix, parts: [tenant.text, name] + parts)
    }

    func date(_ day: Int) -> CivilDate { Lender.start.adding(days: day) }

    /// A lender with three customers, each with one loan of 120,000 and two payments of 5,000.
    static func sample(_ tenant: TenantID) -> Lender {
        var lender = Lender(tenant: tenant)
        lender.clients = (1...3).map { number in
            let payments = (0..<2).map { Paid(ticket: number * 100 + $0, amount: 5000, day: $0) }
            return Client(number: number, loans: [Owed(number: 1, total: 120_000, payments: payments)])
        }
        lender.day = 1
        lender.settledDays = [0, 1]
        return lender
    }

    var facts: RouteFacts {
        let settlements = settledDays.enumerated().map { index, day in
            Settlement(
                id: SettlementID(id("bx", String(day))),
                routeID: routeID,
                sourceKey: "box/\(day)",
                number: index + 1,
                settledOn: date(day),
                collected: .whole(1000),
                lent: .zero,
                expenses: .zero,
                opening: index == 0 ? nil : .whole(Int64(index) * 1000),
                closing: .whole(Int64(index + 1) * 1000)
            )
        }
        let newest = clients.flatMap(\.loans).flatMap(\.payments).map(\.day).max()
        return RouteFacts(
            route: Route(
                id: routeID,
                sourceKey: name,
                name: name,
                businessDate: date(day),
                profile: "test",
                profileStatus: "confirmed",
                collectorName: "Ana"
            ),
            settlements: settlements,
            settlementsExtent: settlementsExtent,
            findings: findings,
            newestPaymentOn: newest.map(date),
            newestPaymentAt: newestPaymentAt
        )
    }

    func dossier(_ client: Client) -> Dossier {
        let customer = CustomerID(id("cu", client.key))
        var dossier = Dossier(
            customer: Customer(
                id: customer,
                routeID: routeID,
                sourceKey: client.key,
                visitOrder: client.number,
                status: client.loans.contains { $0.status == .active } ? .active : .idle,
                person: Person(name: "Persona \(client.number)", phone: client.phone)
            ),
            isPartial: client.isPartial,
            clientNumber: String(client.number)
        )
        for loan in client.loans {
            let loanID = loanID(client.number, loan.number)
            dossier.loans.append(record(loan, id: loanID, of: client, customer: customer))
            dossier.payments += loan.payments.map { paid in
                Payment(
                    id: paymentID(paid.ticket),
                    routeID: routeID,
                    customerID: customer,
                    loanID: loanID,
                    sourceKey: String(paid.ticket),
                    ticket: String(paid.ticket),
                    amount: .whole(paid.amount),
                    paidOn: date(paid.day),
                    paidAt: DayTime(secondOfDay: 36_000 + paid.ticket % 100),
                    sequence: 1,
                    place: "row \(paid.ticket)"
                )
            }
        }
        return dossier
    }

    func paymentID(_ ticket: Int) -> PaymentID { PaymentID(id("pm", String(ticket))) }

    func loanID(_ client: Int, _ number: Int) -> LoanID { LoanID(id("ln", "client-\(client)", String(number))) }

    func customerID(_ number: Int) -> CustomerID { CustomerID(id("cu", "client-\(number)")) }

    private func record(_ loan: Owed, id: LoanID, of client: Client, customer: CustomerID) -> Loan {
        let owed = Money.whole(loan.total - loan.paid)
        return Loan(
            id: id,
            routeID: routeID,
            customerID: customer,
            sourceKey: "row/\(client.number)#\(loan.number)",
            number: loan.number,
            origin: loan.origin,
            status: loan.status,
            terms: LoanTerms(flatRateBasisPoints: loan.rate, total: .whole(loan.total)),
            paid: .whole(loan.paid),
            paymentsCount: loan.payments.count,
            outstandingSource: loan.origin == .source ? loan.stated.map(Money.whole) ?? owed : nil,
            outstandingComputed: loan.status == .active ? owed : .zero,
            firstPaymentOn: loan.payments.map(\.day).min().map(date),
            lastPaymentOn: loan.payments.map(\.day).max().map(date)
        )
    }
}
