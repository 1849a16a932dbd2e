import LoanBook

/// `GET /v1/loans/{id}`: one loan.
enum GetLoan {
    static let answer: Endpoint.Answer = { call in
        try await RecordDocument.answer(call, .loans)
    }
}
