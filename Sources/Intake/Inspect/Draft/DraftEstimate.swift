/// What a draft would produce, by a count of its own: the cross-check of the real intake.
///
/// Sums are exact; memory holds one hash for each loan, customer and, where rows may repeat, payment.
struct DraftEstimate {
    let scans: [TableScan]
    let draft: Draft
    private var totals = InspectedTotals()
    private var paidByLoan: [UInt64: Int64] = [:]

    /// The totals of `draft`.
    /// - Throws: ``IntakeError`` when a table cannot be read.
    static func totals(of draft: Draft, _ scans: [TableScan], link: LinkResolver?) throws -> InspectedTotals {
        var estimate = DraftEstimate(scans, draft)
        try estimate.countCustomers()
        try estimate.countPayments(link)
        try estimate.countLoans()
        return estimate.totals
    }

    private init(_ scans: [TableScan], _ draft: Draft) {
        self.scans = scans
        self.draft = draft
    }

    private mutating func countCustomers() throws {
        guard let record = draft.records[.customers] else { return }
        let key = record.key.flatMap { record.mapping($0) } ?? record.fields.first
        guard let key else { return }
        let rows = RecordRows(scans[record.table], record, columns: key.columns)
        var seen: Set<UInt64> = []
        try rows.read { row in
            guard let hash = RowHash.of(row, rows.indices(of: key)) else { return }
            seen.insert(hash)
        }
        totals.customers = seen.count
    }

    private mutating func countPayments(_ link: LinkResolver?) throws {
        guard let record = draft.records[.payments], let amount = record.mapping(.amount) else { return }
        let scan = scans[record.table]
        let needsSums = draft.records[.loans].map { $0.mapping(.balance) == nil && $0.mapping(.paid) == nil } ?? false
        let linked = (needsSums ? link?.own ?? [] : []).map { scan.columns[$0].name }
        let rows = RecordRows(scan, record, columns: amount.columns + linked)
        let amountSlot = rows.indices(of: amount)[0]
        let linkSlots = linked.compactMap { rows.names.firstIndex(of: $0) }
        let resolver = link?.moved(to: linkSlots)
        var sums: [UInt64: Int64] = [:]
        var totals = self.totals
        try rows.read { row in
            guard let value = amount.transform.minorUnits(row[amountSlot]) else { return }
            totals.payments += 1
            totals.paid &+= value
            if needsSums, let key = resolver?.key(row) { sums[key, default: 0] &+= value }
        }
        self.totals = totals
        paidByLoan = sums
    }

    private mutating func countLoans() throws {
        guard let record = draft.records[.loans] else { return }
        let figures: [DraftField] = [
            .id, .principal, .interest, .total, .flatRate, .installment, .installmentCount, .balance, .paid, .status,
            .termDays, .frequency,
        ]
        let rows = RecordRows(
            scans[record.table],
            record,
            columns: figures.flatMap { record.mapping($0)?.columns ?? [] }
        )
        let reading = LoanFigures(record, rows)
        let states = draft.loanStates
        let sums = paidByLoan
        var totals = self.totals
        try rows.read { row in
            let state = reading.label(row).map { states[$0] ?? .active }
            guard state != .cancelled, state != .requested, state != .cancelledOrPaid else { return }
            totals.loans += 1
            totals.principal &+= reading.principal(row) ?? 0
            let rest = reading.balance(row, paid: { reading.key(row).flatMap { sums[$0] } ?? 0 }) ?? 0
            guard state == .active || state == nil && rest > 0 else { return }
            totals.activeLoans += 1
            totals.outstanding &+= rest
        }
        self.totals = totals
    }
}

/// The rows of a record that count, with only the columns that are asked for.
struct RecordRows {
    let names: [String]
    private let scan: TableScan
    private let wanted: [Int]
    private let checks: [(slot: Int, condition: DraftCondition, money: DraftTransform)]
    private let unique: [Int]

    init(_ scan: TableScan, _ record: DraftRecord, columns: [String]) {
        self.scan = scan
        var names: [String] = []
        for name in columns + record.conditions.map(\.column) + record.unique
        where !names.contains(name) && scan.index(of: name) != nil { names.append(name) }
        self.names = names
        wanted = names.compactMap { scan.index(of: $0) }
        checks = record.conditions.compactMap { condition in
            guard let slot = names.firstIndex(of: condition.column), let index = scan.index(of: condition.column) else {
                return nil
            }
            return (slot, condition, DraftTransform.money(of: scan.columns[index]))
        }
        unique = record.unique.compactMap { names.firstIndex(of: $0) }
    }

    /// Where the columns of a mapping stand in a row.
    func indices(of mapping: DraftMapping) -> [Int] { mapping.columns.compactMap { names.firstIndex(of: $0) } }

    /// Hands each row that counts to `body`.
    func read(_ body: ([RawValue]) -> Void) throws {
        var seen: Set<UInt64> = []
        try scan.table.read(wanted) { row in
            guard checks.allSatisfy({ $0.condition.admits(row[$0.slot], as: $0.money) }) else { return }
            if !unique.isEmpty, let hash = RowHash.of(row, unique), !seen.insert(hash).inserted { return }
            body(row)
        }
    }
}

/// The figures of one loan's row, those that are missing worked out of the others.
struct LoanFigures {
    private let slots: [DraftField: (slots: [Int], transform: DraftTransform)]

    init(_ record: DraftRecord, _ rows: RecordRows) {
        var slots: [DraftField: (slots: [Int], transform: DraftTransform)] = [:]
        for mapping in record.fields {
            let own = rows.indices(of: mapping)
            if !own.isEmpty { slots[mapping.field] = (own, mapping.transform) }
        }
        self.slots = slots
    }

    /// The folded label of its state; nil without such a column.
    func label(_ row: [RawValue]) -> String? {
        slots[.status].flatMap { ValueLabel.of(row[$0.slots[0]]) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The hash of its key.
    func key(_ row: [RawValue]) -> UInt64? { slots[.id].flatMap { RowHash.of(row, $0.slots) } }

    /// What was lent.
    func principal(_ row: [RawValue]) -> Int64? {
        if let own = figure(.principal, row) { return own }
        guard let total = total(row) else { return nil }
        if let interest = figure(.interest, row) { return total - interest }
        guard let rate = rate(row), rate > -10_000 else { return nil }
        let (scaled, overflow) = total.multipliedReportingOverflow(by: 10_000)
        return overflow ? nil : (scaled + (10_000 + rate) / 2) / (10_000 + rate)
    }

    /// What is still owed; `paid` gives the sum of its payments.
    func balance(_ row: [RawValue], paid: () -> Int64) -> Int64? {
        if let own = figure(.balance, row) { return own }
        guard let total = total(row) else { return nil }
        return total - (figure(.paid, row) ?? paid())
    }

    private func total(_ row: [RawValue]) -> Int64? {
        if let own = figure(.total, row) { return own }
        if let principal = figure(.principal, row) {
            if let interest = figure(.interest, row) { return principal + interest }
            if let rate = rate(row) {
                let (product, overflow) = principal.multipliedReportingOverflow(by: 10_000 + rate)
                return overflow ? nil : (product + 5_000) / 10_000
            }
        }
        guard let installment = figure(.installment, row), let count = count(row) else { return nil }
        let (product, overflow) = installment.multipliedReportingOverflow(by: count)
        return overflow ? nil : product / 100
    }

    /// Hundredths of the number of instalments: as written, or the term over the period.
    private func count(_ row: [RawValue]) -> Int64? {
        if let own = figure(.installmentCount, row) { return own }
        guard let days = figure(.termDays, row), let slot = slots[.frequency],
            case .frequency(let words) = slot.transform, let label = ValueLabel.of(row[slot.slots[0]]),
            let period = FrequencyWords.period(of: label, words)
        else { return nil }
        return days / 100 / Int64(period) * 100
    }

    /// Hundredths of a percent.
    private func rate(_ row: [RawValue]) -> Int64? {
        guard let slot = slots[.flatRate] else { return nil }
        if case .text(let text) = row[slot.slots[0]], text.contains("%") {
            let bare = String(text.filter { $0 != "%" && $0 != " " })
            return DraftTransform.money.minorUnits(.text(bare))
        }
        if case .fraction = slot.transform, case .real(let number) = row[slot.slots[0]] {
            return Int64(exactly: (number * 10_000).rounded())
        }
        guard let value = slot.transform.minorUnits(row[slot.slots[0]]) else { return nil }
        return slot.transform == .fraction ? value * 100 : value
    }

    private func figure(_ field: DraftField, _ row: [RawValue]) -> Int64? {
        slots[field].flatMap { $0.transform.minorUnits(row[$0.slots[0]]) }
    }
}
