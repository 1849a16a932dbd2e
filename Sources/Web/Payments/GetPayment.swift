import LoanBook

/// `GET /v1/payments/{id}`: one payment, voided ones included.
enum GetPayment {
    static let answer: Endpoint.Answer = { call in
        try await RecordDocument.answer(call, .payments)
    }
}
