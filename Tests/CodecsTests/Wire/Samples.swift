import Lending

/// Invented records for the documents; no real person or loan.
enum Samples {
    static let loan = Loan(
        id: LoanID("ln_0123456789abcdefghjkmnpqrs"),
        routeID: RouteID("rt_0123456789abcdefghjkmnpqrs"),
        customerID: CustomerID("cu_0123456789abcdefghjkmnpqrs"),
        sourceKey: "3#2",
        number: 2,
        origin: .source,
        kind: .renewal,
        status: .active,
        terms: LoanTerms(
            principal: .whole(500_000),
            principalBasis: .derived,
            flatRateBasisPoints: 2000,
            interest: .whole(100_000),
            total: .whole(600_000),
            installmentAmount: .whole(20_000),
            installmentCount: 30,
            frequency: .daily,
            disbursedOn: CivilDate(iso: "2026-10-01"),
            firstDueOn: CivilDate(iso: "2026-10-02"),
            lastDueOn: CivilDate(iso: "2026-11-05"),
            collection: CollectionRule(skippedWeekdays: [.sunday, .saturday], skipsHolidays: true, forgivenDays: 2)
        ),
        paid: .whole(120_000),
        paymentsCount: 6,
        outstandingSource: Money(minorUnits: 47_999_950),
        outstandingComputed: .whole(480_000),
        firstPaymentOn: CivilDate(iso: "2026-10-02"),
        lastPaymentOn: CivilDate(iso: "2026-10-09"),
        lateInterestOwed: .whole(3000),
        lateInterestPaid: .zero,
        evidence: ["T-1001", "T-1006"]
    )

    static let receipt: Receipt = {
        var receipt = Receipt(
            id: ReceiptID("rc_0123456789abcdefghjkmnpqrs"),
            source: "whatsapp",
            amount: .whole(20_000),
            balance: .whole(480_000),
            paidOn: CivilDate(iso: "2026-10-09") ?? CivilDate(dayNumber: 0),
            paidAt: DayTime(secondOfDay: 37_800),
            loanOn: CivilDate(iso: "2026-10-01"),
            reference: "A00017",
            place: "chat/receipts/12",
            person: ReceiptPerson(name: "Inventada Tres", sender: "Cobros Inventados")
        )
        receipt.status = .conflict
        receipt.reason = .otherAmount
        receipt.routeID = RouteID("rt_0123456789abcdefghjkmnpqrs")
        receipt.customerID = CustomerID("cu_0123456789abcdefghjkmnpqrs")
        receipt.loanID = LoanID("ln_0123456789abcdefghjkmnpqrs")
        receipt.paymentID = PaymentID("pm_0123456789abcdefghjkmnpqrs")
        receipt.settlementID = SettlementID("bx_0123456789abcdefghjkmnpqrs")
        return receipt
    }()

    static let bareLoan = Loan(
        id: LoanID("ln_1"),
        routeID: RouteID("rt_1"),
        customerID: CustomerID("cu_1"),
        sourceKey: "",
        number: 1,
        origin: .reconstructed,
        status: .paid,
        terms: LoanTerms(total: .zero),
        outstandingComputed: Money(minorUnits: -1)
    )

    static let payment = Payment(
        id: PaymentID("pm_0123456789abcdefghjkmnpqrs"),
        routeID: loan.routeID,
        customerID: loan.customerID,
        loanID: loan.id,
        sourceKey: "T-1001",
        ticket: "T-1001",
        amount: .whole(20_000),
        principalPart: Money(minorUnits: 1_666_667),
        interestPart: Money(minorUnits: 333_333),
        balanceAfter: .whole(580_000),
        paidOn: CivilDate(dayNumber: 20_728),
        paidAt: DayTime(secondOfDay: 30_305),
        sequence: 1,
        place: "pagos.db/cliente 3/1"
    )

    static let customer = Customer(
        id: loan.customerID,
        routeID: loan.routeID,
        sourceKey: "1000000001",
        visitOrder: 141,
        group: "Lunes",
        isHidden: false,
        isReported: true,
        rating: "buena",
        person: Person(
            name: "Persona Inventada \"La Ñ\"",
            documentNumber: "1.000.000.001",
            documentNormalized: "1000000001",
            phone: "+57 300 000 0000",
            address: "Calle 0 # 0-00; local 1, piso 2",
            notes: "segunda línea\ntercera",
            reportText: nil
        )
    )

    static let route = Route(
        id: loan.routeID,
        sourceKey: "Ruta Norte",
        name: "Ruta Norte",
        businessDate: CivilDate(dayNumber: 20_781),
        boxCash: Money(minorUnits: 621_040_857),
        boxCashComputed: nil,
        profile: "prestacop",
        profileStatus: "assumed (E1, E2)",
        policies: [
            PolicyStatement(name: "arrears", choice: "fractional"),
            PolicyStatement(name: "interest_split", choice: "pro_rata"),
        ],
        collectorName: "Cobrador Inventado"
    )

    static let settlement = Settlement(
        id: SettlementID("bx_0123456789abcdefghjkmnpqrs"),
        routeID: loan.routeID,
        sourceKey: "17",
        number: 17,
        settledOn: CivilDate(dayNumber: 20_780),
        collected: .whole(840_000),
        lent: .whole(500_000),
        expenses: .whole(30_000),
        portfolio: .whole(9_400_000),
        paymentsCount: 42,
        opening: .whole(1_000_000),
        closing: .whole(1_300_000),
        closingExpected: .whole(1_310_000)
    )

    static let finding = Finding(
        id: FindingID("fd_0123456789abcdefghjkmnpqrs"),
        routeID: loan.routeID,
        code: "history.payment_revised",
        severity: .critical,
        basis: .change,
        entity: "payment",
        entityID: payment.id.text,
        customerID: loan.customerID,
        loanID: loan.id,
        detectedOn: CivilDate(dayNumber: 20_781),
        amount: .whole(5000),
        evidence: [
            Evidence(ticket: "T-1001", place: "pagos.db/cliente 3/1", before: "20000.00", after: "15000.00"),
            Evidence(),
        ],
        sentenceES: "Un abono ya liquidado bajó de 20.000 a 15.000.",
        sentenceEN: "A payment already settled went down from 20,000 to 15,000."
    )
}
