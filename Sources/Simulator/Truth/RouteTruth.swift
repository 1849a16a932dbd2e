import Codecs
import Lending

/// The truth about one route on one night.
struct RouteTruth {
    var name: String
    var isHonest: Bool
    var figures: RouteFigures
    var changes: RouteChanges?
    var frauds: [PlantedFraud]

    init(_ model: RouteModel, since before: RouteEvening?) {
        name = model.name
        isHonest = model.crooked.isHonest
        figures = RouteFigures(model)
        changes = before.map { RouteChanges(from: $0, to: RouteEvening(model)) }
        frauds = model.crooked.records.map { $0.planted(on: model.name) }
    }
}

extension RouteFigures {
    /// The figures of `model` now.
    init(_ model: RouteModel) {
        self.init()
        customers = model.clients.count
        for client in model.clients {
            if client.isHidden { hidden += 1 }
            if client.report != nil { reported += 1 }
            if client.loan.balance > 0 { activeLoans += 1 }
            outstanding += money(client.loan.balance)
        }
        closedLoans = model.tally.closed
        renewedLoans = model.tally.renewed
        reconstructibleClosed = model.tally.reconstructible
        payments = model.tally.payments
        paid = money(model.tally.paid)
        boxCash = money(model.boxUnits)
        settlements = model.settlements.count
        collectedBySettlements = money(model.settlements.reduce(0) { $0 + $1.collectedUnits })
    }

    /// Adds `other` to these.
    mutating func add(_ other: RouteFigures) {
        customers += other.customers
        hidden += other.hidden
        reported += other.reported
        activeLoans += other.activeLoans
        outstanding += other.outstanding
        closedLoans += other.closedLoans
        renewedLoans += other.renewedLoans
        reconstructibleClosed += other.reconstructibleClosed
        payments += other.payments
        paid += other.paid
        boxCash += other.boxCash
        settlements += other.settlements
        collectedBySettlements += other.collectedBySettlements
    }

    func write(into json: inout JSONWriter) {
        json.field("customers", customers)
        json.field("hidden", hidden)
        json.field("reported", reported)
        json.field("active_loans", activeLoans)
        json.field("outstanding", outstanding.decimalText)
        json.field("closed_loans", closedLoans)
        json.field("renewed_loans", renewedLoans)
        json.field("reconstructible_closed", reconstructibleClosed)
        json.field("payments", payments)
        json.field("paid", paid.decimalText)
        json.field("box_cash", boxCash.decimalText)
        json.field("settlements", settlements)
        json.field("collected_by_settlements", collectedBySettlements.decimalText)
    }
}

private func money(_ units: Int) -> Money {
    Money(minorUnits: Int64(units))
}
