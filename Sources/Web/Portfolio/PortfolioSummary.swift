import Hummingbird
import LoanBook
import Reporting

/// `GET /v1/portfolio`: totals, arrears buckets, and the same for each route beside the app's own figures.
enum PortfolioSummary {
    static let answer: Endpoint.Answer = { call in
        var parameters = try call.query()
        let asOf = try parameters.takeDate("as_of")
        try parameters.takeJSONFormat(call)
        try parameters.finish()
        return try await JSONAnswer.tagged(call) {
            let database = call.services.database
            guard let book = try await BookQueries(database).summary(of: call.tenant) else {
                // Only when the key and its lender were removed since the key was judged.
                throw AccessError.notAuthenticated
            }
            return try await database.portfolio(of: book.tenant, asOf: asOf).json()
        }
    }
}
