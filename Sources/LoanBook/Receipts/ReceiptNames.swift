import Codecs
import Lending
import Storage

/// The customers that the names on receipts may mean.
///
/// A name means a customer whose own name holds all its words: receipts often leave surnames out.
struct ReceiptNames {
    /// A customer whom a name may mean.
    struct Candidate {
        let customer: CustomerID
        let route: RouteID
        /// Whether both write the same words.
        let isWholeName: Bool
    }

    /// Names by one of their words, so that a customer is held only against names that share one.
    private var namesByWord: [String: [Int]] = [:]
    private var names: [(text: String, words: Set<String>)] = []
    private var positions: [String: Int] = [:]

    init(_ names: some Sequence<String>) {
        for name in names where positions[name] == nil {
            let words = Set(PersonWords.of(name))
            positions[name] = self.names.count
            self.names.append((name, words))
            guard let longest = words.max(by: { ($0.count, $0) < ($1.count, $1) }) else { continue }
            namesByWord[longest, default: []].append(self.names.count - 1)
        }
    }

    /// The names that may mean the customer called `name`, and whether each is the whole of it.
    func meaning(_ name: String) -> [(name: String, isWhole: Bool)] {
        let words = Set(PersonWords.of(name))
        return words.flatMap { namesByWord[$0] ?? [] }.filter { names[$0].words.isSubset(of: words) }.sorted()
            .map { (names[$0].text, names[$0].words == words) }
    }

    /// The name in a personal part.
    static func name(in personal: UnsafeRawBufferPointer) -> String? {
        // The quick way leaves a name with a quote or a line break in it to the slow one.
        DocumentScan.text(of: "name", in: personal) ?? (try? JSONValue.parse(Array(personal)))?["name"]?.text
    }

    /// The customers of the tenant, or of one route, that each name may mean; a name that means more than can be told
    /// apart means none.
    func candidates(tenant: TenantID, route: RouteID?, on connection: any Connection) throws -> [String: [Candidate]] {
        var found: [String: [Candidate]] = [:]
        let values: [SQLValue] = [.text(tenant.text)] + (route.map { [.text($0.text)] } ?? [])
        try connection.forEachRow(
            """
            SELECT id, route_id, personal FROM customer
            WHERE tenant_id = $1 AND removed_seq IS NULL AND personal IS NOT NULL\(route == nil ? "" : " AND route_id = $2")
            """,
            values
        ) { row in
            let name = try row.withBytes(2, Self.name)
            guard let name else { return }
            let (customer, route) = (CustomerID(try row.text(0)), RouteID(try row.text(1)))
            for meant in meaning(name) {
                let candidate = Candidate(customer: customer, route: route, isWholeName: meant.isWhole)
                found[meant.name, default: []].append(candidate)
            }
        }
        return found.mapValues { $0.count > Limits.receiptCandidatesMax ? $0.filter(\.isWholeName) : $0 }
    }
}
