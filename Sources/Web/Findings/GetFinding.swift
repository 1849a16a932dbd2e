import LoanBook

/// `GET /v1/findings/{id}`: one finding with its evidence.
enum GetFinding {
    static let answer: Endpoint.Answer = { call in
        try await RecordDocument.answer(call, .findings)
    }
}
