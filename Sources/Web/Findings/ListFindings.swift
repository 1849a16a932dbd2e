import LoanBook

/// `GET /v1/findings`: what an owner should look at.
enum ListFindings {
    static let answer: Endpoint.Answer = { call in
        try await RecordList.answer(call, .findings)
    }
}
