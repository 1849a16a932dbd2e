import Lending
import Storage

/// What the book holds of a customer and a dossier lacks.
struct MissingRecords {
    /// Loans that stand, by id.
    let loans: [StoredRecord]
    /// Payments that stand, by id.
    let payments: [StoredRecord]

    init(of dossier: Dossier, loans: [String: StoredRecord], payments: [String: StoredRecord]) {
        self.loans = Self.missing(from: dossier.loans.map(\.id.text), in: loans)
        self.payments = Self.missing(from: dossier.payments.map(\.id.text), in: payments)
    }

    private static func missing(from given: [String], in known: [String: StoredRecord]) -> [StoredRecord] {
        var left = known.filter { !$0.value.isRemoved }
        for id in given { left[id] = nil }
        return left.values.sorted { $0.id < $1.id }
    }

    /// `loan` with the payments on it that a partial dossier lacks and the book keeps.
    func add(to loan: Loan) throws -> Loan {
        var loan = loan
        for stored in payments {
            let payment = try PaymentRecords.read(stored.document, personal: nil)
            guard payment.loanID == loan.id else { continue }
            loan.count(payment)
        }
        return loan
    }
}
