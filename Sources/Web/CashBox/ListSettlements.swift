import LoanBook

/// `GET /v1/cash-boxes`: every settlement of every cash box, with the closing it should have had.
enum ListSettlements {
    static let answer: Endpoint.Answer = { call in
        try await RecordList.answer(call, .settlements)
    }
}
