import LoanBook

/// `GET /v1/routes/{id}`: one route.
enum GetRoute {
    static let answer: Endpoint.Answer = { call in
        try await RecordDocument.answer(call, .routes)
    }
}
