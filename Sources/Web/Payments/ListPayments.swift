import LoanBook

/// `GET /v1/payments`: every payment that stands.
enum ListPayments {
    static let answer: Endpoint.Answer = { call in
        try await RecordList.answer(call, .payments)
    }
}
