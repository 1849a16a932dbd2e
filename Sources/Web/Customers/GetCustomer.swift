import LoanBook

/// `GET /v1/customers/{id}`: one customer.
enum GetCustomer {
    static let answer: Endpoint.Answer = { call in
        try await RecordDocument.answer(call, .customers)
    }
}
