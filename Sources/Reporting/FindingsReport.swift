import Codecs
public import Lending
public import LoanBook
public import Storage
import Wire

/// What an owner should look at, the worst first: by severity, then by the money at stake.
public struct FindingsReport: Sendable {
    /// How many findings of one severity are open, and the money at stake in them.
    public struct Total: Hashable, Sendable {
        /// Number of findings.
        public var count = 0
        /// Sum of the amounts at stake, each without its sign.
        public var amount = Money.zero
    }

    /// The lender.
    public let tenant: TenantRecord
    /// The day that was asked for; nil for the book as it is.
    public let askedFor: CivilDate?
    /// Open findings by severity.
    public private(set) var totals: [Finding.Severity: Total] = [:]
    /// The worst findings, at most ``ReportLimits/findingsMax``.
    public let findings: [Finding]
    /// Names of the routes, by id.
    public let routeNames: [RouteID: String]

    /// Open findings in all.
    public var count: Int { totals.values.reduce(0) { $0 + $1.count } }

    /// The report on the findings of `tenant` that are open on `day`, or now.
    /// - Throws: ``StorageError``, or an error that names the stored document that cannot be read.
    public init(tenant: TenantRecord, asOf day: CivilDate? = nil, on connection: any Connection) throws {
        self.tenant = tenant
        askedFor = day
        let reader = RecordReader(connection, tenant: tenant.id)
        let moment = try BookMoment.of(day, tenant: tenant.id, on: connection)
        var totals: [Finding.Severity: Total] = [:]
        var worst = Worst(limit: ReportLimits.findingsMax)
        try reader.forEachDocument(RecordQuery(RecordFilter(.findings)), at: moment) { document in
            let finding = try FindingDocument.read(document)
            totals[finding.severity, default: Total()].count += 1
            totals[finding.severity, default: Total()].amount += finding.amount?.magnitude ?? .zero
            worst.take(finding)
        }
        self.totals = totals
        findings = worst.sorted()
        let routes = try reader.routes(at: moment)
        routeNames = Dictionary(uniqueKeysWithValues: routes.map { ($0.id, $0.name) })
    }

    /// The report as one JSON object: totals, and `data` with the findings' own documents.
    public func json() -> [UInt8] {
        var writer = JSONWriter(capacity: 1024 + findings.count * 700)
        writer.beginObject()
        writer.field("tenant", tenant.name)
        writer.field("currency", tenant.currency)
        writer.field("asked_for", askedFor?.isoText)
        writer.field("count", count)
        writer.beginObject("totals")
        writer.total("critical", totals[.critical])
        writer.total("warning", totals[.warning])
        writer.total("info", totals[.info])
        writer.endObject()
        writer.beginArray("data")
        for finding in findings {
            FindingDocument.write(finding).withUnsafeBytes { writer.element(raw: $0) }
        }
        writer.endArray()
        writer.field("has_more", count > findings.count)
        writer.endObject()
        return writer.bytes
    }
}

/// Keeps the worst of many findings in bounded memory.
private struct Worst {
    let limit: Int
    private var kept: [Finding] = []

    init(limit: Int) {
        self.limit = limit
    }

    mutating func take(_ finding: Finding) {
        kept.append(finding)
        if kept.count >= limit * 2 { kept = sorted() }
    }

    func sorted() -> [Finding] {
        Array(kept.sorted(by: Self.isWorse).prefix(limit))
    }

    private static func isWorse(_ left: Finding, _ right: Finding) -> Bool {
        if left.severity != right.severity { return rank(left.severity) > rank(right.severity) }
        let amounts = (left.amount?.magnitude ?? .zero, right.amount?.magnitude ?? .zero)
        return amounts.0 != amounts.1 ? amounts.0 > amounts.1 : left.id < right.id
    }

    private static func rank(_ severity: Finding.Severity) -> Int {
        switch severity {
        case .info: 0
        case .warning: 1
        case .critical: 2
        }
    }
}

extension JSONWriter {
    fileprivate mutating func total(_ name: StaticString, _ total: FindingsReport.Total?) {
        beginObject(name)
        field("count", total?.count ?? 0)
        money("amount", total?.amount ?? .zero)
        endObject()
    }
}

extension Database {
    /// The open findings of `tenant` on `day`, or now, made on the database's own threads.
    /// - Throws: ``StorageError``, or an error that names the stored document that cannot be read.
    public func findings(of tenant: TenantRecord, asOf day: CivilDate? = nil) async throws -> FindingsReport {
        try await read { try FindingsReport(tenant: tenant, asOf: day, on: $0) }
    }
}
