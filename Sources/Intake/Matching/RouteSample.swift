import Lending

/// A few customers of a route with what tells them from others, drawn so that two copies of one route draw the same.
///
/// The sample is the customers whose keys have the smallest fingerprints: it depends on no order and on no other row.
struct RouteSample {
    /// One customer of the sample.
    struct Client {
        /// The key in the source within its route.
        let key: String
        /// The folded name; empty when the source has none.
        let name: String
        /// Keys of a few of their payments: only those that say more than a day.
        let payments: [String]
    }

    /// The sample, by fingerprint.
    let clients: [Client]
    /// Customers of the route that could be read.
    let customers: Int

    /// Draws from `source`: one pass over its customers, and the payments of the few that are drawn.
    init(_ source: RouteSource) throws {
        var keys = ClientKeys(source.profile.records[.customers])
        var draw = Draw<ClientRow>()
        try source.rows(.customers) { raw, mapper in
            guard case .row(let row, _) = mapper.map(raw) else { return }
            let client = keys.next(row)
            draw.take(client, key: client.key)
        }
        let reader = PaymentHistoryReader(source)
        self = try draw.sample(history: { try reader.history(of: $0, reject: { _, _, _ in }) }, client: { $0 })
    }

    private init(clients: [Client], customers: Int) {
        self.clients = clients
        self.customers = customers
    }

    /// Draws a sample while the customers pass by.
    struct Draw<Row> {
        private var drawn: [(print: UInt64, row: Row)] = []
        private var count = 0

        mutating func take(_ row: Row, key: String) {
            count += 1
            let print = RouteSample.fingerprint(key)
            if drawn.count == Limits.sampleClients, let last = drawn.last, last.print <= print { return }
            let place = drawn.firstIndex { $0.print > print } ?? drawn.endIndex
            drawn.insert((print, row), at: place)
            if drawn.count > Limits.sampleClients { drawn.removeLast() }
        }

        /// The sample, with what tells the customers that were drawn.
        func sample(
            history: (Row) throws -> PaymentHistory,
            client: (Row) -> ClientRow
        ) rethrows -> RouteSample {
            let clients = try drawn.map { _, row in
                let client = client(row)
                return Client(
                    key: client.key,
                    name: FoldedName.of(client.row.text(.name) ?? ""),
                    payments: RouteSample.evidence(try history(row))
                )
            }
            return RouteSample(clients: clients, customers: count)
        }
    }

    /// The oldest payments, because a later copy has them too, and the one in the middle, should the oldest be gone.
    static func evidence(_ history: PaymentHistory) -> [String] {
        let telling = history.entries.filter(\.isTelling)
        guard let middle = telling.dropFirst(telling.count / 2).first else { return [] }
        var keys: [String] = []
        for entry in telling.prefix(2) + [middle] where !keys.contains(entry.key) { keys.append(entry.key) }
        return keys
    }

    /// A fingerprint whose order is that of no other figure of a key.
    private static func fingerprint(_ key: String) -> UInt64 {
        var mixed = TicketPrint.of(key)
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension PaymentEntry {
    /// Whether the key can be no other customer's by chance: a day alone can.
    var isTelling: Bool { row.ticket != nil || row.paidAt != nil }
}
