/// A kind of record that a profile can map.
public enum SourceRecord: String, Sendable, CaseIterable {
    /// One row per person.
    case customers
    /// One row per loan.
    case loans
    /// One row per payment.
    case payments
    /// One row with the state of the cash box.
    case box
    /// One row per settlement of the cash box.
    case settlements
    /// One row per receipt: what a customer was told about a payment.
    case receipts
    /// One row per summary of a collector's day that the owner was sent.
    case daySummaries = "day_summaries"

    /// Whether its rows are evidence that is held against a book, and make none.
    public var isEvidence: Bool { self == .receipts || self == .daySummaries }
}

/// What a mapped cell holds once it has been read.
public enum ValueKind: String, Sendable {
    /// Text without surrounding blanks.
    case text
    /// A whole number.
    case integer
    /// Money in minor units.
    case money
    /// A business day.
    case date
    /// A time of day.
    case time
    /// Hundredths of a percent.
    case percent
    /// Yes or no.
    case flag
    /// How often an instalment falls due.
    case frequency
    /// A set of weekdays.
    case weekdays
    /// Where a loan stands.
    case status
}

/// A field that a profile can fill.
///
/// The raw value is its position in a mapped row.
public enum Field: Int, Sendable, CaseIterable {
    case number, name, document, phone, address, notes, collector, visitOrder, group, rating, report, reported, hidden
    case lastPaymentOn, installment, balance, disbursedOn, termDays, frequency, flatRate, lateInterestOwed
    case lateInterestPaid, skippedWeekdays, forgivenDays
    case date, time, amount, balanceAfter, ticket
    case cash
    case collected, portfolio, lent, expenses, closing, paymentsCount
    case id, surname, route, customer, loan, principal, interest, total, installmentCount, firstDueOn, lastDueOn, paid
    case closedOn, status, renewalOf
    case sentOn, sender

    /// The name in a profile: words joined by `_`.
    public var name: String {
        String(
            String.UnicodeScalarView(
                "\(self)".unicodeScalars.flatMap { scalar -> [Unicode.Scalar] in
                    guard ("A"..."Z").contains(scalar) else { return [scalar] }
                    return ["_"] + Array(String(scalar).lowercased().unicodeScalars)
                }
            )
        )
    }
}

/// What a field of a record must be.
public struct FieldSpec: Sendable {
    /// The field.
    public let field: Field
    /// What its transform must give.
    public let kind: ValueKind
    /// Whether its cells describe a person, so that they are never quoted.
    public let isPersonal: Bool
    /// Whether a profile must map it.
    public let isNeeded: Bool

    private static func spec(_ field: Field, _ kind: ValueKind) -> FieldSpec {
        FieldSpec(field: field, kind: kind, isPersonal: false, isNeeded: false)
    }

    private static func needed(_ field: Field, _ kind: ValueKind) -> FieldSpec {
        FieldSpec(field: field, kind: kind, isPersonal: false, isNeeded: true)
    }

    /// What rows link by may be an identity number or a name.
    private static func link(_ field: Field) -> FieldSpec {
        FieldSpec(field: field, kind: .text, isPersonal: true, isNeeded: false)
    }

    private static func personal(_ field: Field) -> FieldSpec {
        FieldSpec(field: field, kind: .text, isPersonal: true, isNeeded: false)
    }

    /// The fields of each kind of record.
    public static func all(of record: SourceRecord) -> [FieldSpec] {
        switch record {
        case .customers:
            [
                spec(.number, .integer), personal(.name), personal(.document), personal(.phone), personal(.address),
                personal(.notes), personal(.collector), spec(.visitOrder, .integer), spec(.group, .text),
                spec(.rating, .text), personal(.report), spec(.reported, .flag), spec(.hidden, .flag),
                spec(.lastPaymentOn, .date), spec(.installment, .money), spec(.balance, .money),
                spec(.disbursedOn, .date), spec(.termDays, .integer), spec(.frequency, .frequency),
                spec(.flatRate, .percent), spec(.lateInterestOwed, .money), spec(.lateInterestPaid, .money),
                spec(.skippedWeekdays, .weekdays), spec(.forgivenDays, .integer), link(.id), personal(.surname),
                spec(.route, .text),
            ]
        case .loans:
            [
                link(.id), FieldSpec(field: .customer, kind: .text, isPersonal: true, isNeeded: true),
                spec(.route, .text), personal(.collector), spec(.number, .integer), spec(.principal, .money),
                spec(.interest, .money), spec(.total, .money), spec(.flatRate, .percent), spec(.installment, .money),
                spec(.installmentCount, .integer), spec(.termDays, .integer), spec(.frequency, .frequency),
                spec(.disbursedOn, .date), spec(.firstDueOn, .date), spec(.lastDueOn, .date),
                spec(.lastPaymentOn, .date), spec(.closedOn, .date), spec(.balance, .money), spec(.paid, .money),
                spec(.status, .status), spec(.lateInterestOwed, .money), spec(.lateInterestPaid, .money),
                spec(.skippedWeekdays, .weekdays), spec(.forgivenDays, .integer), link(.renewalOf),
            ]
        case .payments:
            [
                needed(.date, .date), spec(.time, .time), needed(.amount, .money), spec(.balanceAfter, .money),
                spec(.ticket, .text), link(.loan), link(.customer),
            ]
        case .box:
            [spec(.date, .date), spec(.cash, .money)]
        case .settlements:
            [
                spec(.number, .integer), needed(.date, .date), needed(.collected, .money), spec(.portfolio, .money),
                needed(.lent, .money), needed(.expenses, .money), needed(.closing, .money),
                spec(.paymentsCount, .integer),
            ]
        case .daySummaries:
            [
                FieldSpec(field: .route, kind: .text, isPersonal: false, isNeeded: true), needed(.collected, .money),
                spec(.date, .date), spec(.sentOn, .date), spec(.closing, .money), personal(.sender),
            ]
        case .receipts:
            [
                FieldSpec(field: .customer, kind: .text, isPersonal: true, isNeeded: true), needed(.amount, .money),
                spec(.date, .date), spec(.sentOn, .date), spec(.time, .time), spec(.balance, .money),
                spec(.ticket, .text), spec(.disbursedOn, .date), personal(.sender),
            ]
        }
    }
}
