import Lending
import LoanBook

/// What a small lender's backups say: the same each time, with people whose every detail can be searched for.
struct SampleLender: Sendable {
    static let routes = 2
    let customers: Int
    let paymentsPerLoan: Int

    /// Everything personal in the book: names, identity numbers, telephones, addresses, notes and collectors.
    var people: [String] {
        (1...Self.routes).flatMap { route in
            [collector(route)]
                + (1...customers).flatMap { index in
                    let person = person(route: route, index: index)
                    return [
                        person.name, person.documentNumber, person.documentNormalized, person.phone, person.address,
                        person.notes,
                    ].compactMap { $0 }
                }
        }
    }

    static func routeID(_ route: Int) -> RouteID { RouteID(id("rt", route)) }
    static func customerID(_ route: Int, _ index: Int) -> CustomerID { CustomerID(id("cu", route * 100_000 + index)) }
    static func loanID(_ route: Int, _ index: Int) -> LoanID { LoanID(id("ln", route * 100_000 + index)) }
    static func settlementID(_ route: Int) -> SettlementID { SettlementID(id("bx", route)) }
    static func paymentID(_ route: Int, _ index: Int, _ number: Int) -> PaymentID {
        PaymentID(id("pm", (route * 100_000 + index) * 1000 + number))
    }

    static let findingID = FindingID(id("fd", 1))
    static let ticket = "100920261714551063"

    func facts(route: Int, day: CivilDate) -> RouteFacts {
        let record = Route(
            id: Self.routeID(route),
            sourceKey: "ruta\(route)",
            name: "Ruta \(route)",
            businessDate: day,
            boxCash: .whole(500_000),
            boxCashComputed: .whole(route == 1 ? 500_000 : 480_000),
            profile: "sample",
            profileStatus: "assumed",
            policies: [PolicyStatement(name: "arrears", choice: "fractional")],
            collectorName: collector(route)
        )
        let settlement = Settlement(
            id: Self.settlementID(route),
            routeID: record.id,
            sourceKey: "1",
            number: 1,
            settledOn: day,
            collected: .whole(400_000),
            lent: .whole(100_000),
            expenses: .whole(20_000),
            opening: .whole(200_000),
            closing: .whole(500_000),
            closingExpected: .whole(480_000)
        )
        return RouteFacts(route: record, settlements: [settlement], findings: [])
    }

    func dossiers(route: Int, day: CivilDate) -> [Dossier] {
        (1...customers).map { index in dossier(route: route, index: index, day: day) }
    }

    private func dossier(route: Int, index: Int, day: CivilDate) -> Dossier {
        let start = SampleBook.firstDay.adding(days: -(paymentsMax + 2))
        let payments = (1...paymentsPerLoan).map { number in
            payment(route: route, index: index, number: number, on: start.adding(days: number))
        }
        let paid = Money.whole(Int64(10_000 * paymentsPerLoan))
        let loan = Loan(
            id: Self.loanID(route, index),
            routeID: Self.routeID(route),
            customerID: Self.customerID(route, index),
            sourceKey: "fila \(index)#1",
            number: 1,
            origin: .source,
            status: .active,
            terms: terms(from: start),
            paid: paid,
            paymentsCount: payments.count,
            outstandingSource: .whole(240_000) - paid,
            outstandingComputed: .whole(240_000) - paid,
            firstPaymentOn: payments.first?.paidOn,
            lastPaymentOn: payments.last?.paidOn
        )
        let customer = Customer(
            id: Self.customerID(route, index),
            routeID: Self.routeID(route),
            sourceKey: "cedula \(route) \(index)",
            visitOrder: index,
            person: person(route: route, index: index)
        )
        return Dossier(
            customer: customer,
            loans: [loan],
            payments: payments,
            findings: route == 1 && index == 1 ? [finding(on: day)] : []
        )
    }

    private let paymentsMax = 20

    private func terms(from start: CivilDate) -> LoanTerms {
        LoanTerms(
            principal: .whole(200_000),
            principalBasis: .stated,
            flatRateBasisPoints: 2000,
            interest: .whole(40_000),
            total: .whole(240_000),
            installmentAmount: .whole(10_000),
            installmentCount: 24,
            frequency: .daily,
            disbursedOn: start,
            firstDueOn: start.adding(days: 1),
            lastDueOn: start.adding(days: 24)
        )
    }

    private func payment(route: Int, index: Int, number: Int, on day: CivilDate) -> Payment {
        Payment(
            id: Self.paymentID(route, index, number),
            routeID: Self.routeID(route),
            customerID: Self.customerID(route, index),
            loanID: Self.loanID(route, index),
            sourceKey: "fila \(index)/\(number)",
            ticket: "T\(route)\(index)-\(number)",
            amount: .whole(10_000),
            balanceAfter: .whole(240_000 - Int64(10_000 * number)),
            paidOn: day,
            paidAt: DayTime(secondOfDay: 36_000 + number),
            sequence: number,
            place: "pagos/fila \(index)/\(number)"
        )
    }

    private func finding(on day: CivilDate) -> Finding {
        Finding(
            id: Self.findingID,
            routeID: Self.routeID(1),
            code: "balance.jump",
            severity: .critical,
            entity: "loan",
            entityID: Self.loanID(1, 1).text,
            customerID: Self.customerID(1, 1),
            loanID: Self.loanID(1, 1),
            detectedOn: SampleBook.firstDay,
            amount: .whole(35_000),
            evidence: [Evidence(ticket: Self.ticket, place: "fila 1", before: "100", after: "135")],
            sentenceES: "El saldo del préstamo subió sin explicación.",
            sentenceEN: "The loan's balance rose without explanation."
        )
    }

    private func person(route: Int, index: Int) -> Person {
        let number = route * 100_000 + index
        return Person(
            name: "Marleny Quintero N\(number)",
            documentNumber: "1.098.\(number)",
            documentNormalized: "1098\(number)",
            phone: "3105\(number)",
            address: "Carrera \(number) Barrio Obrero",
            notes: "Vende empanadas \(number)"
        )
    }

    private func collector(_ route: Int) -> String { "Cobrador Wilmer \(route)" }

    private static func id(_ prefix: String, _ number: Int) -> String {
        let digits = String(number)
        return "\(prefix)_" + String(repeating: "0", count: 26 - digits.count) + digits
    }
}
