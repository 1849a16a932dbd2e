/// Reads the texts that collectors' programs send: receipts of several makes, reminders, and summaries of a day.
///
/// Each line is a label and a value, or a sentence of a few known forms. Labels are compared without case, accents,
/// bold marks, bullets and emoji. What is not understood is passed over; a text without a received amount and
/// something that vouches for it is no receipt.
public struct ReceiptGrammar {
    private var found = ReceiptText()
    private let sentOn: DateParts?
    private var dates: [(DateParts, Int?)] = []
    private var lastDates: [(DateParts, Int?)] = []
    private var isInLastPayment = false
    private var hasLastPayment = false
    private var isReminder = false
    private var vouchers = 0
    private var plainAmount: Int64?
    private var outflowSum: Int64?
    private var outflowTotal: Int64?

    private init(sentOn: DateParts?) {
        self.sentOn = sentOn
    }

    /// What `text`, sent on `sentOn`, states; nil when it is an ordinary message.
    public static func read(_ text: String, sentOn: DateParts? = nil) -> ReceiptText? {
        var grammar = ReceiptGrammar(sentOn: sentOn)
        for line in text.split(whereSeparator: \.isNewline).prefix(Limits.receiptLinesMax) {
            grammar.read(line: ReceiptLine.plain(line))
        }
        return grammar.verdict()
    }

    private mutating func read(line: String) {
        guard !line.isEmpty else { return }
        let folded = ReceiptLine.folded(line)
        if folded.hasPrefix("informacion ultimo pago") || folded.hasPrefix("informacion del ultimo pago") {
            isInLastPayment = true
            hasLastPayment = true
        }
        if let (field, value) = ReceiptLine.field(line) { return take(field, value) }
        sentence(line, folded)
    }

    private mutating func take(_ field: ReceiptField, _ value: String) {
        switch field {
        case .customer: found.customer = found.customer ?? (value.isEmpty ? nil : value)
        case .amount: plainAmount = plainAmount ?? ReceiptValues.amount(value)
        case .paymentAmount: setPayment(value)
        case .lateAmount:
            setPayment(value)
            found.kind = .lateCharge
        case .paidTotal: found.paidTotal = ReceiptValues.amount(value)
        case .balance: found.balance = found.balance ?? ReceiptValues.amount(value)
        case .date:
            guard let moment = ReceiptValues.moment(value, near: sentOn) else { return }
            if isInLastPayment { lastDates.append(moment) } else { dates.append(moment) }
        case .loanDate: found.loanOn = ReceiptValues.moment(value, near: nil)?.day
        case .time: found.paidAt = ReceiptValues.time(value)
        case .installment, .paidCount:
            if let pair = ReceiptValues.pair(value) {
                found.installment = pair.first
                found.installments = pair.second
            } else if let count = ReceiptValues.count(value.drop { $0 == "#" || $0 == " " }) {
                found.installment = count
            }
        case .pendingCount: found.installments = ReceiptValues.pair(value)?.second ?? found.installments
        case .folio: found.folio = found.folio ?? (value.isEmpty ? nil : value)
        case .method: found.method = value.isEmpty ? nil : value
        case .route: found.route = value.isEmpty ? nil : value
        case .opening: found.opening = ReceiptValues.amount(value)
        case .collections: found.collections = ReceiptValues.amount(value)
        case .otherIncome: found.otherIncome = ReceiptValues.amount(value)
        case .outflow: addOutflow(value)
        case .outflowTotal: outflowTotal = ReceiptValues.amount(value)
        case .closing: found.closing = ReceiptValues.amount(value)
        }
    }

    private mutating func setPayment(_ value: String) {
        guard found.amount == nil, let amount = ReceiptValues.amount(value) else { return }
        found.amount = amount
        vouchers += 1
    }

    private mutating func addOutflow(_ value: String) {
        guard let amount = ReceiptValues.amount(value) else { return }
        let (sum, isOver) = (outflowSum ?? 0).addingReportingOverflow(amount)
        if !isOver { outflowSum = sum }
    }

    /// `Hola Ana, se registró tu abono`, `Recibimos tu pago de $20.000`, `Faltan 5.000 para completar la cuota #3/24`.
    private mutating func sentence(_ line: String, _ folded: String) {
        if folded.hasPrefix("hola ") {
            let rest = line.drop { !$0.isWhitespace }.drop { $0.isWhitespace }
            let name = rest.prefix { $0 != "," && $0 != "!" && $0 != "." && $0 != ":" && $0 != ";" }
            found.customer = found.customer ?? ReceiptLine.trimmed(name)
        }
        if ReceiptLine.holds(folded, anyOf: ReceiptLine.reminders) { isReminder = true }
        if ReceiptLine.titles.contains(where: { folded.hasPrefix($0) }) { vouchers += 2 }
        if ReceiptLine.holds(folded, anyOf: ReceiptLine.receipts) {
            vouchers += 2
            if let amount = ReceiptLine.amount(behind: ["de", "por"], in: line) {
                found.amount = found.amount ?? amount
            }
        }
        if folded.hasPrefix("faltan "), let pair = ReceiptValues.pair(line) {
            found.installment = pair.first
            found.installments = pair.second
        }
    }

    private mutating func verdict() -> ReceiptText? {
        if let summary = summary() { return summary }
        if hasLastPayment {
            // The card of a loan: its own date is the loan's, the payment's is in its last part.
            found.loanOn = found.loanOn ?? dates.first?.0
            dates = lastDates
            vouchers += 1
        }
        found.amount = found.amount ?? plainAmount
        found.paidOn = dates.first?.0
        found.paidAt = found.paidAt ?? dates.first?.1
        let others = [
            found.customer != nil, found.balance != nil, found.paidOn != nil, found.folio != nil, found.method != nil,
            found.installments != nil,
        ].count { $0 }
        if let amount = found.amount, amount > 0, vouchers + others >= 3 || (vouchers >= 2 && others >= 1),
            !isReminder || vouchers >= 2
        {
            return found
        }
        guard isReminder else { return nil }
        found.kind = .reminder
        found.amount = nil
        return found
    }

    /// The summary of a day, when at least two of its figures are there, one of them a cash box's.
    private func summary() -> ReceiptText? {
        var summary = found
        summary.outflows = outflowTotal ?? outflowSum
        let figures = [summary.opening, summary.collections, summary.outflows, summary.closing].count { $0 != nil }
        guard figures >= 2, summary.opening != nil || summary.closing != nil, found.amount == nil else { return nil }
        summary.kind = .daySummary
        summary.paidOn = dates.first?.0
        return summary
    }
}
