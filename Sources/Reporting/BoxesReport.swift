import Codecs
public import Lending
public import LoanBook
public import Storage
import Wire

/// The cash boxes: what each should hold by its own settlements, what the source says it holds, and where they part.
public struct BoxesReport: Sendable {
    /// One route's box.
    public struct Box: Sendable {
        /// The route as the book has it.
        public var route: Route
        /// Number of settlements.
        public var settlements = 0
        /// The latest settlement.
        public var last: Settlement?
        /// The settlements, the latest first, as far as a report lists them.
        public var latest: [Settlement] = []
        /// Settlements whose closing is not what their own figures give, the latest first.
        public var differences: [Settlement] = []
        /// Number of settlements with a difference, listed or not.
        public var differencesCount = 0
        /// Sum of what was missing (faltantes), above zero.
        public var shortages = Money.zero
        /// Sum of what was too much (sobrantes).
        public var overages = Money.zero
        /// Month by month, oldest first.
        public var months: [SettlementMonth] = []

        /// The source's cash less ours; nil when one of them is not known.
        public var difference: Money? {
            guard let stated = route.boxCash, let computed = route.boxCashComputed else { return nil }
            return stated - computed
        }
    }

    /// The lender.
    public let tenant: TenantRecord
    /// The day that was asked for; nil for the book as it is.
    public let askedFor: CivilDate?
    /// Each route's box, by the route's name.
    public let boxes: [Box]

    /// The report on the boxes of `tenant` on `day`, or as they are.
    /// - Throws: ``StorageError``, or an error that names the stored document that cannot be read.
    public init(tenant: TenantRecord, asOf day: CivilDate? = nil, on connection: any Connection) throws {
        self.tenant = tenant
        askedFor = day
        let reader = RecordReader(connection, tenant: tenant.id)
        let moment = try BookMoment.of(day, tenant: tenant.id, on: connection)
        boxes = try reader.routes(at: moment).map { route in
            var box = Box(route: route)
            var filter = RecordFilter(.settlements)
            try filter.require("route_id", route.id.text)
            var settlements: [Settlement] = []
            try reader.forEachDocument(RecordQuery(filter), at: moment) {
                settlements.append(try SettlementDocument.read($0))
            }
            // They come by day; the order within a day is the chain's. A route has a few thousand after years.
            settlements.sort(by: SettlementChain.isBefore)
            for settlement in settlements { box.count(settlement) }
            box.latest = settlements.suffix(ReportLimits.settlementsMax).reversed()
            box.differences = box.differences.suffix(ReportLimits.differencesMax).reversed()
            return box
        }
    }

    /// The report as one JSON object.
    public func json() -> [UInt8] {
        var writer = JSONWriter(capacity: 4096)
        writer.beginObject()
        writer.field("tenant", tenant.name)
        writer.field("currency", tenant.currency)
        writer.field("asked_for", askedFor?.isoText)
        writer.beginArray("data")
        for box in boxes { writer.box(box) }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }
}

/// The settlements of one month of one route.
public struct SettlementMonth: Hashable, Sendable {
    /// Year and month, `2026-09`.
    public var month: String
    /// Number of settlements.
    public var settlements = 0
    /// Collected.
    public var collected = Money.zero
    /// Lent, without interest.
    public var lent = Money.zero
    /// Expenses.
    public var expenses = Money.zero
    /// Closing less expected, summed.
    public var difference = Money.zero
    /// Cash in the box after the month's last settlement.
    public var closing = Money.zero
    /// Money in the street after it, as the source states it.
    public var portfolio: Money?

    fileprivate init(month: String) {
        self.month = month
    }
}

extension BoxesReport.Box {
    /// Counts the next settlement; they come in order.
    fileprivate mutating func count(_ settlement: Settlement) {
        settlements += 1
        last = settlement
        let difference = settlement.difference ?? .zero
        if difference < .zero { shortages += difference.magnitude } else { overages += difference }
        if difference != .zero {
            differencesCount += 1
            differences.append(settlement)
        }
        countMonth(of: settlement, difference: difference)
    }

    private mutating func countMonth(of settlement: Settlement, difference: Money) {
        let name = String(settlement.settledOn.isoText.prefix(7))
        var month = months.last?.month == name ? months.removeLast() : SettlementMonth(month: name)
        month.settlements += 1
        month.collected += settlement.collected
        month.lent += settlement.lent
        month.expenses += settlement.expenses
        month.difference += difference
        month.closing = settlement.closing
        month.portfolio = settlement.portfolio
        months.append(month)
    }
}

extension JSONWriter {
    fileprivate mutating func box(_ box: BoxesReport.Box) {
        beginObject()
        field("route_id", box.route.id.text)
        field("route", box.route.name)
        field("business_date", box.route.businessDate.isoText)
        money("box_cash", box.route.boxCash)
        money("box_cash_computed", box.route.boxCashComputed)
        money("difference", box.difference)
        field("policy", box.route.policies.first { $0.name == "box" }?.choice)
        field("settlements", box.settlements)
        if let last = box.last {
            field("last_settlement", raw: SettlementDocument.write(last))
        } else {
            fieldNull("last_settlement")
        }
        field("differences_count", box.differencesCount)
        money("shortages", box.shortages)
        money("overages", box.overages)
        settlements("differences", box.differences)
        settlements("latest_settlements", box.latest)
        beginArray("months")
        for month in box.months { self.month(month) }
        endArray()
        endObject()
    }

    private mutating func settlements(_ name: StaticString, _ settlements: [Settlement]) {
        beginArray(name)
        for settlement in settlements {
            SettlementDocument.write(settlement).withUnsafeBytes { element(raw: $0) }
        }
        endArray()
    }

    private mutating func month(_ month: SettlementMonth) {
        beginObject()
        field("month", month.month)
        field("settlements", month.settlements)
        money("collected", month.collected)
        money("lent", month.lent)
        money("expenses", month.expenses)
        money("difference", month.difference)
        money("closing", month.closing)
        money("portfolio", month.portfolio)
        endObject()
    }
}

extension Database {
    /// The cash boxes of `tenant` on `day`, or as they are, made on the database's own threads.
    /// - Throws: ``StorageError``, or an error that names the stored document that cannot be read.
    public func boxes(of tenant: TenantRecord, asOf day: CivilDate? = nil) async throws -> BoxesReport {
        try await read { try BoxesReport(tenant: tenant, asOf: day, on: $0) }
    }
}
