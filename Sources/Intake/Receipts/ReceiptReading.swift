import Codecs
import Lending
import LoanBook
import Machine

/// Reads evidence, receipts and summaries of days, and hands it to a snapshot.
///
/// Its files are often named after the customer, so places and kept files are named by their role instead.
struct ReceiptReading {
    let source: RouteSource
    let tenant: TenantID

    /// The receipts of the source's files; what cannot be read goes to `rejects`.
    /// - Throws: ``IntakeError``.
    func receipts(rejects: inout Rejects) throws -> [Receipt] {
        var receipts: [Receipt] = []
        var undated = 0
        var left = TableRows.LeftOut()
        for record in [SourceRecord.receipts, .daySummaries] {
            left.add(
                try source.rows(record) { raw, mapper in
                    guard receipts.count < Limits.receiptsMax else { throw tooMany }
                    let place = source.place(record, row: raw.number)
                    switch mapper.map(raw) {
                    case .rejected(let issues): rejects.add(issues, extent: .row, at: place)
                    case .row(let row, let issues):
                        if !issues.isEmpty { rejects.add(issues, extent: .cell, at: place) }
                        if let receipt = receipt(row, of: record) {
                            receipts.append(receipt)
                        } else {
                            undated += 1
                        }
                    }
                }
            )
        }
        if undated > 0 {
            source.note("\(source.name): \(undated) rows have no day or no amount above zero, and are no receipts.")
        }
        if left.byCondition > 0 {
            source.note("\(source.name): \(left.byCondition) rows are left out by the profile's conditions.")
        }
        return receipts
    }

    private var tooMany: IntakeError {
        IntakeError(
            .tooLarge,
            "\(source.name) holds over \(Limits.receiptsMax) receipts. Sync its files in parts."
        )
    }

    private func receipt(_ row: MappedRow, of record: SourceRecord) -> Receipt? {
        let isDay = record == .daySummaries
        // A day on which nothing was collected is a day; a payment of nothing is none.
        guard let name = row.text(isDay ? .route : .customer), let amount = row.money(isDay ? .collected : .amount),
            amount > .zero || isDay && amount == .zero, let day = row.date(.date) ?? row.date(.sentOn)
        else { return nil }
        let mapping = source.profile.records[record]
        let balance = row.money(isDay ? .closing : .balance)
        var receipt = Receipt(
            id: ReceiptID(""),
            source: source.profile.name,
            kind: isDay ? .daySummary : .payment,
            amount: amount,
            balance: balance,
            paidOn: day,
            paidAt: row.time(.time),
            isDayStated: row.date(.date) != nil,
            loanOn: row.date(.disbursedOn),
            reference: row.text(.ticket),
            place: "\(mapping?.file ?? "")/\(mapping?.table.text ?? "")/\(row.number)",
            person: ReceiptPerson(name: name, sender: row.text(.sender))
        )
        receipt.id = id(of: receipt)
        return receipt
    }

    /// Drawn from what the receipt says and not from where it stands: forwarded, or exported again, it is the same one.
    private func id(of receipt: Receipt) -> ReceiptID {
        let parts = [
            tenant.text, receipt.source, receipt.kind.rawValue,
            PersonWords.of(receipt.person.name).joined(separator: " "), receipt.amount.decimalText,
            receipt.balance?.decimalText ?? "", receipt.paidOn.isoText,
            receipt.paidAt.map { String($0.secondOfDay) } ?? "", receipt.reference ?? "",
            receipt.loanOn?.isoText ?? "",
        ]
        return ReceiptID(DeterministicID.text(prefix: Receipt.idPrefix, parts: parts))
    }
}
