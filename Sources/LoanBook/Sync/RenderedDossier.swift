import Lending
import Machine

/// A dossier with every document rendered once, for the comparison and for the rows.
struct RenderedDossier {
    var dossier: Dossier
    var customer: [UInt8]
    var personal: [UInt8]
    var loans: [[UInt8]]
    var payments: [[UInt8]]

    init(_ dossier: Dossier) {
        self.dossier = dossier
        customer = CustomerRecords.document(dossier.customer)
        personal = CustomerRecords.personal(dossier.customer) ?? []
        loans = dossier.loans.map(LoanRecords.document)
        payments = dossier.payments.map(PaymentRecords.document)
    }

    /// Number of records in it.
    var count: Int { 1 + loans.count + payments.count }

    /// What tells one dossier from another, the day on which it was read apart.
    func hash() -> [UInt8] {
        var hasher = Hasher256()
        hasher.updateField(customer)
        hasher.updateField(personal)
        hasher.updateField(Int64(loans.count))
        for loan in loans { hasher.updateField(loan) }
        hasher.updateField(Int64(payments.count))
        for payment in payments { hasher.updateField(payment) }
        for finding in dossier.findings {
            var undated = finding
            undated.detectedOn = CivilDate(dayNumber: 0)
            hasher.updateField(FindingRecords.document(undated))
        }
        return hasher.finalize()
    }

    /// Checks that everything in it is on `route`, of this customer, on one of its loans, and there once.
    func check(on route: RouteID) throws {
        let customer = dossier.customer
        guard customer.routeID == route else {
            throw LoanBookError.foreignRecord(entity: CustomerRecords.name, id: customer.id.text)
        }
        var loans: Set<LoanID> = []
        for loan in dossier.loans {
            guard loan.customerID == customer.id, loan.routeID == route else {
                throw LoanBookError.foreignRecord(entity: LoanRecords.name, id: loan.id.text)
            }
            guard loans.insert(loan.id).inserted else {
                throw LoanBookError.duplicateRecord(entity: LoanRecords.name, id: loan.id.text)
            }
        }
        var payments = Set<PaymentID>(minimumCapacity: dossier.payments.count)
        for payment in dossier.payments {
            guard payment.customerID == customer.id, payment.routeID == route, loans.contains(payment.loanID) else {
                throw LoanBookError.foreignRecord(entity: PaymentRecords.name, id: payment.id.text)
            }
            guard payments.insert(payment.id).inserted else {
                throw LoanBookError.duplicateRecord(entity: PaymentRecords.name, id: payment.id.text)
            }
        }
    }
}
