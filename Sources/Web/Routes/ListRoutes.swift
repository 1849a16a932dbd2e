import LoanBook

/// `GET /v1/routes`: every route with its box and the policies of its figures.
enum ListRoutes {
    static let answer: Endpoint.Answer = { call in
        try await RecordList.answer(call, .routes)
    }
}
