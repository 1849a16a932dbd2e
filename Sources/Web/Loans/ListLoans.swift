import LoanBook

/// `GET /v1/loans`: every loan that stands, with where it is in arrears.
enum ListLoans {
    static let answer: Endpoint.Answer = { call in
        try await RecordList.answer(call, .loans)
    }
}
