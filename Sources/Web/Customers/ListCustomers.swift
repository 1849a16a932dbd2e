import LoanBook

/// `GET /v1/customers`: every customer; who they are only with `personal:read`.
enum ListCustomers {
    static let answer: Endpoint.Answer = { call in
        try await RecordList.answer(call, .customers)
    }
}
