import LoanBook

/// `GET /v1/loans/{id}/payments`: the payments of one loan.
enum LoanPayments {
    static let answer: Endpoint.Answer = { call in
        let exists = try await BookQueries(call.services.database).one(.loans, id: call.id, tenant: call.tenant) != nil
        guard exists else { throw Problem.recordNotFound(.loans) }
        return try await RecordList.answer(call, .payments, fixed: [("loan_id", call.id)])
    }
}
