import LoanBook

/// Every address of the server, one line each: the table of contents of this target.
enum RouteTable {
    static let endpoints: [Endpoint] = [
        Endpoint(open: "/", HomePage.answer),
        Endpoint(open: "/healthz", Health.answer),
        Endpoint(open: "/readyz", Readiness.answer),
        Endpoint("/v1/loans", .portfolioRead, ListLoans.answer),
        Endpoint("/v1/loans/:id", .portfolioRead, GetLoan.answer),
        Endpoint("/v1/loans/:id/schedule", .portfolioRead, LoanSchedule.answer),
        Endpoint("/v1/loans/:id/payments", .paymentsRead, LoanPayments.answer),
        Endpoint("/v1/customers", .customersRead, ListCustomers.answer),
        Endpoint("/v1/customers/:id", .customersRead, GetCustomer.answer),
        Endpoint("/v1/payments", .paymentsRead, ListPayments.answer),
        Endpoint("/v1/payments/:id", .paymentsRead, GetPayment.answer),
        Endpoint("/v1/receipts", .paymentsRead, ListReceipts.answer),
        Endpoint("/v1/receipts/:id", .paymentsRead, GetReceipt.answer),
        Endpoint("/v1/routes", .portfolioRead, ListRoutes.answer),
        Endpoint("/v1/routes/:id", .portfolioRead, GetRoute.answer),
        Endpoint("/v1/cash-boxes", .portfolioRead, ListSettlements.answer),
        Endpoint("/v1/cash-boxes/:id", .portfolioRead, GetSettlement.answer),
        Endpoint("/v1/findings", .findingsRead, ListFindings.answer),
        Endpoint("/v1/findings/:id", .findingsRead, GetFinding.answer),
        Endpoint("/v1/sources", .portfolioRead, ListSources.answer),
        Endpoint("/v1/portfolio", .portfolioRead, PortfolioSummary.answer),
    ]

    /// Whether the server answers at `path`.
    static func isKnown(path: String) -> Bool {
        endpoints.contains { $0.matches(path: path) }
    }
}
