import Codecs
import Lending
import LoanBook

/// Finds the customers of a known route whose identity number was corrected in the source, and gives their rows the key
/// that the book has known them by from the first.
///
/// Ids follow from the key, and the key is the identity number as it was first seen; the book keeps it beside the number
/// as it is now. A row whose key is new is the customer whose number it is now, or one who is missing and has the same
/// number written otherwise, the same payments or, where the book knows none of theirs, the same name and telephone.
struct CustomerRecognition {
    private let memory: BookMemory
    private let ids: RecordIDs
    private var newcomers: [String: Newcomer]
    private var seen: Set<CustomerID>
    /// The key that counts, by the one that a row gives.
    private(set) var keys: [String: String] = [:]

    /// - Throws: `StorageError`, `WireError`.
    init(_ scan: RouteScan, known: KnownCustomers, memory: BookMemory, ids: RecordIDs) throws {
        self.memory = memory
        self.ids = ids
        newcomers = Dictionary(scan.newcomers.map { ($0.key, $0) }) { first, _ in first }
        seen = scan.seen
        guard !newcomers.isEmpty else { return }
        try takeRenamed(scan.contested, known)
        let missing = try known.missing(besides: seen).compactMap(memory.customer)
        guard !missing.isEmpty else { return }
        take(missing, by: sameDocument)
        try take(missing.filter { !seen.contains($0.id) }, by: samePerson())
    }

    /// Customers whose number changed in an earlier snapshot; another may have taken over their old number.
    private mutating func takeRenamed(_ contested: [String: Newcomer], _ known: KnownCustomers) throws {
        for customer in try memory.renamedCustomers(on: ids.routeID) {
            let first = customer.sourceKey
            guard let document = customer.person.documentNumber, document != first, newcomers[document] != nil
            else { continue }
            if let other = contested[first] {
                let key = "\(first)~\(other.label)"
                keys[first] = key
                if known.holds(ids.customer(key)) { seen.insert(ids.customer(key)) } else { newcomers[first] = other }
            }
            take(customer, as: document)
        }
    }

    private mutating func take(_ customer: Customer, as key: String) {
        newcomers[key] = nil
        keys[key] = customer.sourceKey
        seen.insert(customer.id)
    }

    /// Takes the customers for whom `find` gives a newcomer that it gives for no other.
    private mutating func take(_ customers: [Customer], by find: (Customer) throws -> String?) rethrows {
        var claims: [String: [Customer]] = [:]
        for customer in customers {
            if let key = try find(customer) { claims[key, default: []].append(customer) }
        }
        for (key, claimants) in claims where claimants.count == 1 {
            if let customer = claimants.first { take(customer, as: key) }
        }
    }

    private var sameDocument: (Customer) -> String? {
        let numbers = newcomers.values.compactMap { newcomer in
            newcomer.document.map { (IdentityNumber.normalize($0) ?? $0, newcomer.key) }
        }
        let byNumber = unique(numbers)
        return { customer in
            (customer.person.documentNormalized ?? customer.person.documentNumber).flatMap { byNumber[$0] }
        }
    }

    private func samePerson() -> (Customer) throws -> String? {
        let byPayment = unique(newcomers.values.flatMap { newcomer in newcomer.payments.map { ($0, newcomer.key) } })
        let names = newcomers.values.compactMap { newcomer in newcomer.nameAndPhone.map { ($0, newcomer.key) } }
        let byName = unique(names)
        return { [newcomers, memory] customer in
            let payments = try memory.paymentKeys(of: customer.id)
            guard !payments.isEmpty else {
                return Newcomer.nameAndPhone(customer.person.name, customer.person.phone).flatMap { byName[$0] }
            }
            var hits: [String: Int] = [:]
            for key in payments.compactMap({ byPayment[$0] }) { hits[key, default: 0] += 1 }
            let best = hits.max { ($0.value, $1.key) < ($1.value, $0.key) }
            return best.flatMap { $0.value * 2 > newcomers[$0.key]?.payments.count ?? 0 ? $0.key : nil }
        }
    }

    /// The pairs whose first part stands in one of them only.
    private func unique(_ pairs: [(String, String)]) -> [String: String] {
        var found: [String: String] = [:]
        var repeated: Set<String> = []
        for (name, key) in pairs where found.updateValue(key, forKey: name) != nil { repeated.insert(name) }
        return found.filter { !repeated.contains($0.key) }
    }
}
