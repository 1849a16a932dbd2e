import Lending
import LoanBook

extension InspectionReport {
    /// What files of receipts hold: they make no book, so nothing is drafted; the payments that they speak of are
    /// counted.
    init(
        receipts profile: Profile,
        _ readers: [any SourceReader],
        path: String,
        _ temporaryFolder: String?
    ) throws {
        let copy = try SourceCopy(of: path, profile: profile, temporaryFolder: temporaryFolder)
        var rejects = Rejects()
        var found: [ReceiptID: Receipt] = [:]
        for route in copy.routes {
            let source = try RouteSource(route.files, profile: profile, name: route.name)
            let reading = ReceiptReading(source: source, tenant: TenantID("tn_dry"))
            for receipt in try reading.receipts(rejects: &rejects) { found[receipt.id] = receipt }
        }
        let (tables, roles) = try SourceTables.of(readers)
        let scans = try tables.map(TableScan.init)
        var totals = InspectedTotals()
        totals.customers = Set(found.values.map(\.person.name)).count
        totals.payments = found.count
        totals.paid = found.values.reduce(0) { $0 + $1.amount.minorUnits }
        self.init(
            layout: profile.name,
            tables: scans.map { scan in
                InspectedTable(scan, file: roles[scan.table.role].first.map { readers[$0].fileName } ?? "", role: nil)
            },
            relations: [],
            mappings: [],
            totals: totals,
            questions: [],
            profileYAML: ""
        )
        try take(profile, readers)
    }
}
