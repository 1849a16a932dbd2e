import LoanBook

/// `GET /v1/cash-boxes/{id}`: one settlement of a cash box.
enum GetSettlement {
    static let answer: Endpoint.Answer = { call in
        try await RecordDocument.answer(call, .settlements)
    }
}
