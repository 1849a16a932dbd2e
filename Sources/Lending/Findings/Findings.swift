/// Checks of one route that turn facts into findings; pure, and the same facts always give the same findings.
///
/// Sentences name no person: a customer is "cliente n.º 3 de la ruta X", by the row number of the source.
public struct Findings: Sendable {
    /// Gives the id of a finding from its code and what it is about.
    public typealias MakeID = @Sendable (_ code: String, _ subject: String) -> FindingID

    /// The route checked.
    public let routeID: RouteID
    /// Its name, for sentences.
    public let routeName: String
    /// Business day of the snapshot.
    public let detectedOn: CivilDate
    private let makeID: MakeID

    /// Checks of the route `routeID` called `routeName`, as a snapshot of day `detectedOn` shows it.
    public init(routeID: RouteID, routeName: String, detectedOn: CivilDate, makeID: @escaping MakeID) {
        self.routeID = routeID
        self.routeName = routeName
        self.detectedOn = detectedOn
        self.makeID = makeID
    }

    /// A finding of this route.
    func make(
        _ code: FindingCode,
        severity: Finding.Severity? = nil,
        about subject: FindingSubject,
        amount: Money? = nil,
        evidence: [Evidence] = [],
        _ sentence: Sentence
    ) -> Finding {
        Finding(
            id: makeID(code.rawValue, subject.key),
            routeID: routeID,
            code: code.rawValue,
            severity: severity ?? code.severity,
            basis: code.basis,
            entity: subject.entity,
            entityID: subject.entityID,
            customerID: subject.customerID,
            loanID: subject.loanID,
            detectedOn: detectedOn,
            amount: amount,
            evidence: evidence,
            sentenceES: sentence.es,
            sentenceEN: sentence.en
        )
    }

    /// "del cliente n.º 3 de la ruta X".
    func of(_ client: ClientRef) -> Sentence {
        Sentence(
            es: "del cliente n.º \(client.number) de la ruta \(routeName)",
            en: "of customer no. \(client.number) on route \(routeName)"
        )
    }
}

/// A customer as findings name them: by the source's row number, never by name or identity number.
public struct ClientRef: Hashable, Sendable {
    /// The customer.
    public var id: CustomerID
    /// The source's row number.
    public var number: String

    /// The customer `id` in row `number`.
    public init(id: CustomerID, number: String) {
        self.id = id
        self.number = number
    }
}

/// What a finding is about, and the text that its id is made from.
struct FindingSubject {
    var entity: String
    var entityID: String
    var customerID: CustomerID?
    var loanID: LoanID?
    /// Stable from snapshot to snapshot.
    var key: String

    static func loan(_ loan: Loan) -> FindingSubject {
        FindingSubject(
            entity: "loan",
            entityID: loan.id.text,
            customerID: loan.customerID,
            loanID: loan.id,
            key: loan.id.text
        )
    }

    static func payment(_ id: PaymentID, customer: CustomerID?, loan: LoanID?, key: String? = nil) -> FindingSubject {
        FindingSubject(entity: "payment", entityID: id.text, customerID: customer, loanID: loan, key: key ?? id.text)
    }

    static func settlement(_ settlement: Settlement) -> FindingSubject {
        FindingSubject(entity: "settlement", entityID: settlement.id.text, key: settlement.id.text)
    }

    static func route(_ id: RouteID) -> FindingSubject {
        FindingSubject(entity: "route", entityID: id.text, key: id.text)
    }
}

/// One sentence in both languages.
struct Sentence {
    var es: String
    var en: String
}

extension Money {
    var es: String { text(.colombian) }
    var en: String { text(.english) }
}

extension CivilDate {
    var es: String { dayMonthYearText }
    var en: String { isoText }
}
