import Lending
import LoanBook

/// Reads the cash box of a route: its settlements and what is in it now.
struct SettlementReading {
    let source: RouteSource
    let ids: RecordIDs

    /// The rows of settlements, as the table gives them.
    func settlements(rejects: inout Rejects) throws -> SettlementRows {
        var rows = SettlementRows()
        var keys: Set<String> = []
        try source.rows(.settlements) { raw, mapper in
            let place = source.place(.settlements, row: raw.number)
            switch mapper.map(raw) {
            case .rejected(let issues):
                rejects.add(issues, extent: .row, at: place)
                rows.addUnreadable()
                // Another row of its number must not take its key.
                if case .integer(let number)? = mapper.value(of: .number, in: raw) {
                    _ = Self.key(number: number, row: raw.number, &keys)
                }
            case .row(let row, let issues):
                if !issues.isEmpty { rejects.add(issues, extent: .cell, at: place) }
                if let settlement = settlement(row, &keys) { rows.add(settlement) }
            }
        }
        return rows
    }

    /// How much of the route's settlements `rows` are.
    func extent(of rows: SettlementRows) -> SettlementsExtent {
        let place = source.tableName(of: .settlements)
        guard source.holds(.settlements) else { return .absent(place: place) }
        return rows.unreadable == 0 ? .whole : .partial(unreadableRows: rows.unreadable, place: place)
    }

    /// What the single row of the box says; the first row when there are several.
    func box(rejects: inout Rejects) throws -> (date: CivilDate?, cash: Money?) {
        var box: (CivilDate?, Money?)?
        try source.rows(.box) { raw, mapper in
            guard box == nil else {
                source.note("\(source.name): the box has several rows; the first one was taken.")
                return
            }
            let place = source.place(.box, row: raw.number)
            switch mapper.map(raw) {
            case .rejected(let issues): rejects.add(issues, extent: .row, at: place)
            case .row(let row, let issues):
                if !issues.isEmpty { rejects.add(issues, extent: .cell, at: place) }
                box = (row.date(.date), row.money(.cash))
            }
        }
        return box ?? (nil, nil)
    }

    private func settlement(_ row: MappedRow, _ keys: inout Set<String>) -> Settlement? {
        // Required by the language of profiles, so they are there.
        guard let day = row.date(.date), let collected = row.money(.collected), let lent = row.money(.lent),
            let expenses = row.money(.expenses), let closing = row.money(.closing)
        else { return nil }
        let number = row.integer(.number) ?? row.number
        let key = Self.key(number: number, row: row.number, &keys)
        return Settlement(
            id: ids.settlement(key),
            routeID: ids.routeID,
            sourceKey: key,
            number: number > 0 ? Int(clamping: number) : 1,
            settledOn: day,
            collected: collected,
            lent: lent,
            expenses: expenses,
            portfolio: row.money(.portfolio),
            paymentsCount: row.integer(.paymentsCount).flatMap { Int(exactly: $0) },
            closing: closing
        )
    }

    /// The number, with the row where another has the same.
    private static func key(number: Int64, row: Int64, _ keys: inout Set<String>) -> String {
        let key = String(number)
        if keys.insert(key).inserted { return key }
        let second = "\(number)-\(row)"
        keys.insert(second)
        return second
    }
}
