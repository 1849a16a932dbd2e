import LoanBook

/// `GET /v1/receipts/{id}`: one receipt.
enum GetReceipt {
    static let answer: Endpoint.Answer = { call in
        try await RecordDocument.answer(call, .receipts)
    }
}
