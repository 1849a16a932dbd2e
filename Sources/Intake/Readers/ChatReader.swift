import Codecs

/// Reads a WhatsApp chat exported as text: its messages, the receipts in them, and the day summaries.
///
/// Tables: `messages`, `receipts` (payments and charges for lateness; a receipt sent again names the line of the first
/// one in `repeat_of`), `day_summaries`. Days are `yyyy-MM-dd`, times `HH:mm:ss`, amounts numbers in the main unit;
/// `line` is the line of the file. The file is read once for the order of day and month, and once for each table.
public final class ChatReader: SourceReader {
    /// The name people know the file by.
    public let fileName: String
    /// The tables, in name order.
    public let tableNames = ["day_summaries", "messages", "receipts"]
    /// What an owner should know about the file although it can be read.
    public let notices: [String]

    private let file: ReaderFile
    private let order: ChatDate.Order

    /// Opens the private copy at `path`, shown to people as `fileName`, and tells the order of its dates.
    /// - Throws: ``IntakeError`` with one line when it holds no message of a chat.
    public init(path: String, fileName: String) throws {
        self.fileName = fileName
        file = try ReaderFile(path: path, name: fileName)
        var grammar = ChatGrammar()
        var count = 0
        try file.pieces { piece in grammar.feed(piece) { _ in count += 1 } }
        grammar.finish { _ in count += 1 }
        guard count > 0 else {
            throw IntakeError(
                .foreign,
                "\(fileName) holds no message of an exported chat. Export the chat again, as text without media."
            )
        }
        order = grammar.order.verdict
        var notices: [String] = []
        if grammar.order.isGuess {
            notices.append("\(fileName): nothing tells whether day or month comes first in its dates; day was taken.")
        }
        if grammar.linesBefore > 0 {
            notices.append("\(fileName): \(grammar.linesBefore) lines before the first message were left out.")
        }
        self.notices = notices
    }

    /// Whether a file that begins with `head` looks like an exported chat: one of its first lines heads a message.
    public static func recognises(_ head: [UInt8]) -> Bool {
        var grammar = ChatGrammar()
        var count = 0
        head.withUnsafeBytes { grammar.feed($0) { _ in count += 1 } }
        grammar.finish { _ in count += 1 }
        return count > 0 && grammar.linesBefore <= 2
    }

    private static let columns: [String: [String]] = [
        "messages": ["sent_on", "sent_at", "author", "text", "line"],
        "receipts": [
            "sent_on", "sent_at", "author", "kind", "customer", "amount", "balance", "paid_total", "paid_on", "paid_at",
            "installment", "installments", "folio", "loan_on", "method", "line", "repeat_of",
        ],
        "day_summaries": [
            "sent_on", "sent_at", "author", "route", "day", "opening", "collections", "other_income", "outflows",
            "closing", "line", "repeat_of",
        ],
    ]

    /// The columns of a table.
    /// - Throws: ``IntakeError`` when there is no such table.
    public func columns(of table: String) throws -> [SourceColumn] {
        guard let names = Self.columns[table] else {
            throw IntakeError(.foreign, "\(fileName) has no such table to read. Check the profile's names.")
        }
        return names.map { SourceColumn(name: $0, declaredType: "") }
    }

    /// Hands each row of `table` to `body` in the order of the chat.
    /// - Throws: ``IntakeError``, or what `body` throws.
    public func read(_ table: String, columns: [String], _ body: (RawRow) throws -> Void) throws {
        _ = try self.columns(of: table)
        var grammar = ChatGrammar()
        var repeats = ReceiptRepeats()
        var number: Int64 = 0
        func take(_ message: ChatMessage) throws {
            guard let row = try row(of: message, table, &repeats) else { return }
            number += 1
            try body(RawRow(number: number, values: columns.map { row[$0] ?? .null }))
        }
        try file.pieces { piece in try grammar.feed(piece) { try take($0) } }
        try grammar.finish { try take($0) }
    }

    private func row(
        of message: ChatMessage,
        _ table: String,
        _ repeats: inout ReceiptRepeats
    ) throws -> [String: RawValue]? {
        let sent = message.date.parts(order)
        var row: [String: RawValue] = [
            "sent_on": Self.day(sent), "sent_at": Self.time(message.secondOfDay), "author": Self.text(message.author),
            "line": .integer(Int64(message.line)),
        ]
        if table == "messages" {
            row["text"] = .text(message.text)
            return row
        }
        guard message.author != nil, let receipt = ReceiptGrammar.read(message.text, sentOn: sent) else { return nil }
        switch receipt.kind {
        case .payment, .lateCharge:
            guard table == "receipts" else { return nil }
            Self.fill(&row, payment: receipt)
        case .daySummary:
            guard table == "day_summaries" else { return nil }
            Self.fill(&row, summary: receipt)
        case .reminder: return nil
        }
        guard let first = try repeats.first(of: receipt, message, fileName: fileName) else { return row }
        row["repeat_of"] = .integer(Int64(first))
        return row
    }

    private static func fill(_ row: inout [String: RawValue], payment: ReceiptText) {
        row["kind"] = .text(payment.kind.rawValue)
        row["customer"] = text(payment.customer)
        row["amount"] = amount(payment.amount)
        row["balance"] = amount(payment.balance)
        row["paid_total"] = amount(payment.paidTotal)
        row["paid_on"] = day(payment.paidOn)
        row["paid_at"] = payment.paidAt.map(time) ?? .null
        row["installment"] = payment.installment.map { .integer(Int64($0)) } ?? .null
        row["installments"] = payment.installments.map { .integer(Int64($0)) } ?? .null
        row["folio"] = text(payment.folio)
        row["loan_on"] = day(payment.loanOn)
        row["method"] = text(payment.method)
    }

    private static func fill(_ row: inout [String: RawValue], summary: ReceiptText) {
        row["route"] = text(summary.route)
        row["day"] = day(summary.paidOn)
        row["opening"] = amount(summary.opening)
        row["collections"] = amount(summary.collections)
        row["other_income"] = amount(summary.otherIncome)
        row["outflows"] = amount(summary.outflows)
        row["closing"] = amount(summary.closing)
    }

    private static func text(_ text: String?) -> RawValue { text.map { .text($0) } ?? .null }

    private static func day(_ day: DateParts?) -> RawValue {
        day.map { .text("\(padded($0.year, 4))-\(padded($0.month, 2))-\(padded($0.day, 2))") } ?? .null
    }

    private static func time(_ second: Int) -> RawValue {
        .text([second / 3600, second / 60 % 60, second % 60].map { padded($0, 2) }.joined(separator: ":"))
    }

    private static func amount(_ hundredths: Int64?) -> RawValue {
        guard let hundredths else { return .null }
        guard hundredths % 100 != 0 else { return .integer(hundredths / 100) }
        return .text("\(hundredths < 0 ? "-" : "")\(abs(hundredths) / 100).\(padded(Int(abs(hundredths) % 100), 2))")
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

/// The receipts seen so far, to tell one that is sent again.
///
/// Again means: the same text; the same folio of the same amount; or the same customer, amount, day and time to the second.
private struct ReceiptRepeats {
    private var firstLines: [Int: Int] = [:]

    /// The line of the first message with this receipt; nil when this is the first.
    mutating func first(of receipt: ReceiptText, _ message: ChatMessage, fileName: String) throws -> Int? {
        guard firstLines.count < Limits.chatReceiptsMax else {
            throw IntakeError(
                .tooLarge,
                "\(fileName) holds more receipts than one chat can. Export fewer chats into one file."
            )
        }
        var keys = [Self.key("text", message.text)]
        if let folio = receipt.folio { keys.append(Self.key("folio", folio, receipt.amount)) }
        if let second = receipt.paidAt, let day = receipt.paidOn, let customer = receipt.customer {
            keys.append(Self.key(customer, "\(day)", receipt.amount, second))
        }
        let first = keys.compactMap { firstLines[$0] }.min()
        for key in keys where firstLines[key] == nil { firstLines[key] = first ?? message.line }
        return first
    }

    private static func key(_ kind: String, _ text: String, _ amount: Int64? = nil, _ second: Int? = nil) -> Int {
        var hasher = Hasher()
        hasher.combine(kind)
        hasher.combine(text)
        hasher.combine(amount)
        hasher.combine(second)
        return hasher.finalize()
    }
}
