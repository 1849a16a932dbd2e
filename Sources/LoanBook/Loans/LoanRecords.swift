import Lending
import Storage
import Wire

/// Current rows of loans.
enum LoanRecords: RecordTable {
    static let name = "loan"
    static let columns = [
        "route_id", "customer_id", "source_key", "number", "origin", "kind", "status", "principal_minor",
        "total_minor", "paid_minor", "payments_count", "outstanding_minor", "outstanding_source_minor",
        "outstanding_computed_minor", "installment_minor", "installment_count", "frequency", "period_days",
        "disbursed_day", "first_due_day", "last_due_day", "collection_mask", "forgiven_days", "first_payment_day",
        "last_payment_day", "closed_day",
    ]

    static func id(of loan: Loan) -> String { loan.id.text }

    static func values(_ loan: Loan) -> [SQLValue] {
        let terms = loan.terms
        var values: [SQLValue] = [
            .text(loan.routeID.text), .text(loan.customerID.text), .text(loan.sourceKey), .integer(loan.number),
            .text(loan.origin.rawValue), .text(loan.kind.rawValue), .text(loan.status.rawValue),
            .money(terms.principal), .money(terms.total), .money(loan.paid), .integer(loan.paymentsCount),
            .money(loan.outstanding), .money(loan.outstandingSource), .money(loan.outstandingComputed),
        ]
        values.append(.money(terms.installmentAmount))
        values.append(.integer(terms.installmentCount))
        values.append(.text(terms.frequency?.wireName))
        values.append(.integer(terms.frequency?.periodDays))
        values.append(.day(terms.disbursedOn))
        values.append(.day(terms.firstDueOn))
        values.append(.day(terms.lastDueOn))
        values.append(.integer(collectionMask(terms.collection)))
        values.append(.integer(terms.collection.forgivenDays))
        values.append(.day(loan.firstPaymentOn))
        values.append(.day(loan.lastPaymentOn))
        values.append(.day(loan.closedOn))
        return values
    }

    static func isTombstone(_ loan: Loan) -> Bool? { loan.status == .removed }
    static func document(_ loan: Loan) -> [UInt8] { LoanDocument.write(loan) }
    static func read(_ document: [UInt8], personal: [UInt8]?) throws -> Loan { try LoanDocument.read(document) }

    /// Bits 0 to 6 are the weekdays that are skipped, Monday first; bit 7 says that holidays are skipped too.
    static func collectionMask(_ rule: CollectionRule) -> Int {
        rule.skippedWeekdays.reduce(rule.skipsHolidays ? 128 : 0) { $0 | 1 << ($1.rawValue - 1) }
    }

    static func event(from old: Loan?, to new: Loan) -> String {
        guard let old else { return "loan.disbursed" }
        guard old.status != new.status else { return "loan.updated" }
        switch new.status {
        case .renewed: return "loan.renewed"
        case .paid: return "loan.settled"
        case .removed: return "loan.removed"
        case .active: return "loan.updated"
        }
    }

    /// The day the event happened; `day` is the snapshot's.
    static func occurredOn(from old: Loan?, to new: Loan, noticedOn day: CivilDate) -> CivilDate {
        if old == nil { return new.terms.disbursedOn ?? new.firstPaymentOn ?? day }
        return old?.status == .active && new.status != .removed ? new.closedOn ?? day : day
    }

    /// Keeps the key that a loan was first seen by, and adds to a loan of which only payments are left the terms we saw
    /// while the source still held it.
    ///
    /// See docs/decisions/0006-loan-keys.md.
    static func carryForward(_ known: Loan, into incoming: Loan) -> Loan {
        var loan = incoming
        loan.sourceKey = known.sourceKey
        guard known.origin == .source, incoming.origin == .reconstructed, isSame(known, incoming) else { return loan }
        loan.origin = .source
        loan.terms = known.terms
        loan.kind = known.kind
        loan.evidence = known.evidence
        if loan.status == .active { loan.outstandingComputed = known.terms.total - incoming.paid }
        return loan
    }

    /// Whether both are one loan: numbers shift when an earlier loan loses or regains its trace.
    private static func isSame(_ known: Loan, _ incoming: Loan) -> Bool {
        known.terms.total == incoming.terms.total
            && (known.paymentsCount == 0 || known.firstPaymentOn == incoming.firstPaymentOn)
    }
}
