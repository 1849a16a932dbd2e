import LoanBook

/// `GET /v1/receipts`: what customers were told about payments, held against the books; whom they name only with
/// `personal:read`.
enum ListReceipts {
    static let answer: Endpoint.Answer = { call in
        try await RecordList.answer(call, .receipts)
    }
}
