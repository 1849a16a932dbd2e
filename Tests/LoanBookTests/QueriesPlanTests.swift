import LoanBook
import Storage
import TestSupport
import Testing

struct QueriesPlanTests {
    @Test(
        "a hot list is found through its index, without a scan and without sorting",
        arguments: [
            (RecordKind.loans, [], "sqlite_autoindex_loan_1"),
            (.loans, [("route_id", "rt_1")], "loan_by_route"),
            (.loans, [("customer_id", "cu_1")], "loan_by_customer"),
            (.loans, [("status", "active")], "loan_by_status"),
            (.loans, [("overdue", "true")], "loan_by_status"),
            (.payments, [], "payment_by_day"),
            (.payments, [("paid_from", "2026-01-01")], "payment_by_day"),
            (.payments, [("loan_id", "ln_1")], "payment_by_loan"),
            (.payments, [("customer_id", "cu_1")], "payment_by_customer"),
            (.customers, [], "sqlite_autoindex_customer_1"),
            (.customers, [("route_id", "rt_1")], "customer_by_route"),
            (.routes, [], "sqlite_autoindex_route_1"),
            (.findings, [], "finding_by_status"),
            (.findings, [("severity", "critical")], "finding_by_status"),
            (.receipts, [], "receipt_by_day"),
            (.receipts, [("status", "conflict")], "receipt_by_status"),
            (.receipts, [("route_id", "rt_1")], "receipt_by_route"),
            (.receipts, [("customer_id", "cu_1")], "receipt_by_customer"),
            (.receipts, [("payment_id", "pm_1")], "receipt_by_payment"),
        ] as [(RecordKind, [(name: String, value: String)], String)]
    )
    func plan(kind: RecordKind, parameters: [(name: String, value: String)], index: String) throws {
        let lender = try QueriesLender(.sqlite)
        let query = RecordQuery(try RecordFilter(kind, parameters: parameters))
        let plan = try lender.database.withReader {
            try RecordReader($0, tenant: lender.tenant.id).plan(of: query)
        }
        #expect(plan.contains { $0.contains("USING INDEX \(index) ") }, "\(plan)")
        #expect(!plan.contains { $0.hasPrefix("SCAN") || $0.contains("TEMP B-TREE") }, "\(plan)")
    }

    @Test(
        "a page behind a cursor starts at its record",
        arguments: [RecordKind.loans, .payments, .customers, .findings]
    )
    func seek(kind: RecordKind) throws {
        let lender = try QueriesLender(.sqlite)
        let query = RecordQuery(RecordFilter(kind))
        let cursor = try #require(try lender.page(query, limit: 2).nextCursor)
        let plan = try lender.database.withReader {
            try RecordReader($0, tenant: lender.tenant.id).plan(of: query, after: cursor)
        }
        #expect(
            plan.contains { $0.contains(">?") || $0.contains("<(") || $0.contains(">(") || $0.contains("<?") },
            "\(plan)"
        )
        #expect(!plan.contains { $0.hasPrefix("SCAN") || $0.contains("TEMP B-TREE") }, "\(plan)")
    }

    @Test("an earlier state is found through the keys of rows and versions", arguments: [RecordKind.loans, .payments])
    func earlier(kind: RecordKind) throws {
        let lender = try QueriesLender(.sqlite)
        try lender.sync(day: 2)
        let query = RecordQuery(RecordFilter(kind), asOf: QueriesLender.dayOne)
        let plan = try lender.database.withReader {
            try RecordReader($0, tenant: lender.tenant.id).plan(of: query)
        }
        #expect(plan.contains { $0.contains("SEARCH v USING INDEX") && $0.contains("entity_id=?") }, "\(plan)")
        #expect(!plan.contains { $0.hasPrefix("SCAN") || $0.contains("TEMP B-TREE") }, "\(plan)")
    }

    @Test("routes that stand at moments of their own are looked up beside the list, not before it")
    func moments() throws {
        let lender = try QueriesLender(.sqlite)
        try lender.sync(day: 2, routes: 1...1)
        for kind in [RecordKind.loans, .payments, .customers] {
            let query = RecordQuery(RecordFilter(kind), asOf: QueriesLender.dayOne)
            let plan = try lender.database.withReader {
                try RecordReader($0, tenant: lender.tenant.id).plan(of: query)
            }
            #expect(plan.contains { $0.contains("SEARCH v USING INDEX") && $0.contains("entity_id=?") }, "\(plan)")
            #expect(plan.contains { $0.contains(" m ") }, "\(plan)")
            #expect(!plan.contains { $0.hasPrefix("SCAN r") || $0.contains("TEMP B-TREE") }, "\(plan)")
        }
    }

    @Test("the moments of a day are found through the index of the routes' entries in the log")
    func turns() throws {
        let lender = try QueriesLender(.sqlite)
        let plan = try lender.database.withReader { try BookMoment.plan(tenant: lender.tenant.id, on: $0) }
        let steps = plan.filter { $0.hasPrefix("SEARCH change ") }
        #expect(!steps.isEmpty && steps.allSatisfy { $0.contains("COVERING INDEX change_of_route") }, "\(plan)")
        #expect(!plan.contains { $0.hasPrefix("SCAN") || $0.contains("TEMP B-TREE") }, "\(plan)")
    }
}
