import Codecs
import Lending
import LoanBook
import Machine

/// Reads receipts and hands them to a snapshot.
///
/// Their files are often named after the customer, so places and kept files are named by their role instead.
struct ReceiptReading {
    let source: RouteSource
    let tenant: TenantID

    /// The receipts of the source's files; what cannot be read goes to `rejects`.
    /// - Throws: ``IntakeError``.
    func receipts(rejects: inout Rejects) throws -> [Receipt] {
        var receipts: [Receipt] = []
        var undated = 0
        let mapping = source.profile.records[.receipts]
        let left = try source.rows(.receipts) { raw, mapper in
            guard receipts.count < Limits.receiptsMax else {
                throw IntakeError(
                    .tooLarge,
                    "\(source.name) holds over \(Limits.receiptsMax) receipts. Sync its files in parts."
                )
            }
            let place = source.place(.receipts, row: raw.number)
            switch mapper.map(raw) {
            case .rejected(let issues): rejects.add(issues, extent: .row, at: place)
            case .row(let row, let issues):
                if !issues.isEmpty { rejects.add(issues, extent: .cell, at: place) }
                if let receipt = receipt(row, role: mapping?.file ?? "", place.table) {
                    receipts.append(receipt)
                } else {
                    undated += 1
                }
            }
        }
        if undated > 0 {
            source.note("\(source.name): \(undated) rows have no day or no amount above zero, and are no receipts.")
        }
        if left.byCondition > 0 {
            source.note("\(source.name): \(left.byCondition) rows are left out by the profile's conditions.")
        }
        return receipts
    }

    private func receipt(_ row: MappedRow, role: String, _ table: String) -> Receipt? {
        guard let name = row.text(.customer), let amount = row.money(.amount), amount > .zero,
            let day = row.date(.date) ?? row.date(.sentOn)
        else { return nil }
        return Receipt(
            id: id(row, name, amount, day),
            source: source.profile.name,
            amount: amount,
            balance: row.money(.balance),
            paidOn: day,
            paidAt: row.time(.time),
            isDayStated: row.date(.date) != nil,
            loanOn: row.date(.disbursedOn),
            reference: row.text(.ticket),
            place: "\(role)/\(table)/\(row.number)",
            person: ReceiptPerson(name: name, sender: row.text(.sender))
        )
    }

    /// Drawn from what the receipt says and not from where it stands: forwarded, or exported again, it is the same one.
    private func id(_ row: MappedRow, _ name: String, _ amount: Money, _ day: CivilDate) -> ReceiptID {
        let parts = [
            tenant.text, source.profile.name, "receipt", PersonWords.of(name).joined(separator: " "),
            amount.decimalText, row.money(.balance)?.decimalText ?? "", day.isoText,
            row.time(.time).map { String($0.secondOfDay) } ?? "", row.text(.ticket) ?? "",
            row.date(.disbursedOn)?.isoText ?? "",
        ]
        return ReceiptID(DeterministicID.text(prefix: Receipt.idPrefix, parts: parts))
    }
}
