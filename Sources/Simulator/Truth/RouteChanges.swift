import Lending

/// What differs between two evenings of one route, as a reader of the two backups can see it.
struct RouteChanges: Hashable {
    struct Edit: Hashable {
        var client: String
        var ticket: Ticket
        var before: Int
        var after: Int
    }

    struct Deletion: Hashable {
        var client: String
        var ticket: Ticket
        var amount: Int
    }

    struct Correction: Hashable {
        var client: String
        var fields: [String]
    }

    var newPayments = 0
    var newAmount = 0
    var edited: [Edit] = []
    var deleted: [Deletion] = []
    /// Clients whose data, other than what payments move, changed.
    var corrected: [Correction] = []
    var newCustomers: [String] = []
    var removedCustomers: [String] = []
    var settlementsBefore = 0
    var settlementsAfter = 0

    init(from before: RouteEvening, to after: RouteEvening) {
        settlementsBefore = before.settlements
        settlementsAfter = after.settlements
        for (old, new) in zip(before.clients, after.clients) {
            comparePayments(old, new)
            compareData(old, new)
        }
        newCustomers = after.clients.dropFirst(before.clients.count).map(\.person.document)
        for client in after.clients.dropFirst(before.clients.count) {
            newPayments += client.payments.count
            newAmount += client.payments.reduce(0) { $0 + $1.amount }
        }
        for client in before.clients.dropFirst(after.clients.count) {
            removedCustomers.append(client.person.document)
            deleted += client.payments.map {
                Deletion(client: client.person.document, ticket: $0.ticket, amount: $0.amount)
            }
        }
    }

    private mutating func comparePayments(_ old: RouteClient, _ new: RouteClient) {
        let isExtended =
            new.payments.count >= old.payments.count && new.payments.starts(with: old.payments)
        if isExtended {
            for payment in new.payments.dropFirst(old.payments.count) {
                newPayments += 1
                newAmount += payment.amount
            }
            return
        }
        let before = Dictionary(old.payments.map { ($0.ticket, $0) }) { first, _ in first }
        let after = Dictionary(new.payments.map { ($0.ticket, $0) }) { first, _ in first }
        let document = new.person.document
        for payment in new.payments {
            if let earlier = before[payment.ticket] {
                guard earlier.amount != payment.amount else { continue }
                edited.append(
                    Edit(client: document, ticket: payment.ticket, before: earlier.amount, after: payment.amount)
                )
            } else {
                newPayments += 1
                newAmount += payment.amount
            }
        }
        for payment in old.payments where after[payment.ticket] == nil {
            deleted.append(Deletion(client: document, ticket: payment.ticket, amount: payment.amount))
        }
    }

    private mutating func compareData(_ old: RouteClient, _ new: RouteClient) {
        var fields: [String] = []
        if old.person.phone != new.person.phone { fields.append("phone") }
        if old.person.address != new.person.address { fields.append("address") }
        if old.person.notes != new.person.notes { fields.append("notes") }
        if old.group != new.group { fields.append("group") }
        if old.rating != new.rating { fields.append("rating") }
        if old.report != new.report { fields.append("report") }
        if old.isHidden != new.isHidden { fields.append("hidden") }
        if !fields.isEmpty { corrected.append(Correction(client: new.person.document, fields: fields)) }
    }
}

/// What is kept of an evening to compare the next one with.
struct RouteEvening {
    var clients: [RouteClient]
    var settlements: Int

    init(_ model: RouteModel) {
        clients = model.clients
        settlements = model.settlements.count
    }
}
