import Codecs
import Lending

/// The truth about one night of all routes, written as `truth.json` beside the backups.
struct NightTruth {
    var date: CivilDate
    var routes: [RouteTruth] = []

    var total: RouteFigures {
        routes.reduce(into: RouteFigures()) { $0.add($1.figures) }
    }

    var frauds: [PlantedFraud] { routes.flatMap(\.frauds) }

    func document(night: Int, options: SimulationOptions) -> [UInt8] {
        var json = JSONWriter(capacity: 4_096 + routes.count * 1_024)
        json.beginObject()
        json.field("night", night)
        json.field("date", date.isoText)
        json.field("seed", String(options.seed))
        json.beginObject("total")
        total.write(into: &json)
        json.endObject()
        json.beginArray("routes")
        for route in routes { write(route, into: &json) }
        json.endArray()
        json.beginArray("frauds")
        for fraud in frauds { write(fraud, into: &json) }
        json.endArray()
        json.endObject()
        return json.bytes
    }

    private func write(_ route: RouteTruth, into json: inout JSONWriter) {
        json.beginObject()
        json.field("name", route.name)
        json.field("honest", route.isHonest)
        route.figures.write(into: &json)
        if let changes = route.changes {
            json.beginObject("changes")
            write(changes, into: &json)
            json.endObject()
        } else {
            json.fieldNull("changes")
        }
        json.endObject()
    }

    private func write(_ changes: RouteChanges, into json: inout JSONWriter) {
        json.field("new_payments", changes.newPayments)
        json.field("new_amount", text(changes.newAmount))
        json.beginArray("edited")
        for edit in changes.edited {
            json.beginObject()
            json.field("client", edit.client)
            json.field("ticket", BackupText.ticket(edit.ticket))
            json.field("before", text(edit.before))
            json.field("after", text(edit.after))
            json.endObject()
        }
        json.endArray()
        json.beginArray("deleted")
        for deletion in changes.deleted {
            json.beginObject()
            json.field("client", deletion.client)
            json.field("ticket", BackupText.ticket(deletion.ticket))
            json.field("amount", text(deletion.amount))
            json.endObject()
        }
        json.endArray()
        json.beginArray("customers_changed")
        for correction in changes.corrected {
            json.beginObject()
            json.field("client", correction.client)
            json.field("fields", correction.fields)
            json.endObject()
        }
        json.endArray()
        json.field("new_customers", changes.newCustomers)
        json.field("removed_customers", changes.removedCustomers)
        json.field("settlements_before", changes.settlementsBefore)
        json.field("settlements_after", changes.settlementsAfter)
    }

    private func write(_ fraud: PlantedFraud, into json: inout JSONWriter) {
        json.beginObject()
        json.field("route", fraud.route)
        json.field("pattern", fraud.pattern.rawValue)
        json.field("first_day", fraud.firstDay.isoText)
        json.field("last_day", fraud.lastDay.isoText)
        json.field("client", fraud.client)
        json.field("tickets", fraud.tickets)
        json.beginArray("settlements")
        for number in fraud.settlements { json.element(Int64(number)) }
        json.endArray()
        json.field("amount", fraud.amount.decimalText)
        json.endObject()
    }

    private func text(_ units: Int) -> String {
        Money(minorUnits: Int64(units)).decimalText
    }
}
