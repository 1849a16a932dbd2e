import Lending
import Storage

/// A receipt with the row that holds it.
struct KnownReceipt {
    var receipt: Receipt
    var stored: StoredRecord

    init(_ stored: StoredRecord) throws {
        self.stored = stored
        receipt = try ReceiptRecords.read(stored.document, personal: stored.personal)
    }
}

extension Ledger {
    /// Whether the tenant has receipts at all; most have none, and then nothing is looked up for them.
    func holdsReceipts() throws -> Bool {
        try connection.firstRow("SELECT 1 FROM receipt WHERE tenant_id = $1 LIMIT 1", [.text(tenant.text)]) { _ in true
        }
            ?? false
    }

    /// The receipts whose `column` is `value`, in order of day, time and id.
    func knownReceipts(
        _ column: StaticString,
        is value: String,
        onlyIf condition: StaticString = "1 = 1"
    ) throws -> [KnownReceipt] {
        try receipts.find(column, is: value, onlyIf: condition).values.map(KnownReceipt.init).sorted {
            $0.receipt.isEarlier(than: $1.receipt)
        }
    }

    /// The payments of a customer that other receipts than those of `ids` are evidence of.
    func paymentsTaken(from customer: CustomerID, except ids: Set<ReceiptID> = []) throws -> Set<PaymentID> {
        // The condition on `payment_id` must not draw SQLite to the index of payments, which holds every receipt.
        let known = try connection.rows(
            """
            SELECT id, payment_id FROM receipt
            WHERE tenant_id = $1 AND customer_id = $2 AND COALESCE(payment_id, '') <> ''
            """,
            [.text(tenant.text), .text(customer.text)]
        ) { (ReceiptID(try $0.text(0)), PaymentID(try $0.text(1))) }
        return Set(known.filter { !ids.contains($0.0) }.map(\.1))
    }

    /// Writes how a receipt stands now; `occurredOn` is the day it is noticed.
    func write(_ receipt: Receipt, over stored: StoredRecord?, occurredOn day: CivilDate) throws {
        let document = ReceiptRecords.document(receipt)
        let personal = ReceiptRecords.personal(receipt)
        guard let stored else {
            try receipts.insert(
                receipt,
                document: document,
                personal: personal,
                event: ReceiptRecords.event(receipt),
                occurredOn: day
            )
            return
        }
        guard stored.document != document else { return }
        try receipts.update(
            stored,
            to: receipt,
            document: document,
            personal: stored.personal,
            event: ReceiptRecords.event(receipt),
            occurredOn: day
        )
    }
}

extension Receipt {
    /// The order in which receipts are held against payments, so that the same receipts give the same pairs.
    func isEarlier(than other: Receipt) -> Bool {
        let midnight = DayTime(secondOfDay: 0)
        return (paidOn, paidAt ?? midnight, id) < (other.paidOn, other.paidAt ?? midnight, other.id)
    }
}
