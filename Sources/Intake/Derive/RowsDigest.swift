import Lending
import Machine

/// Digests over all that decides a customer's dossier: their cells, their key, and how a route is read.
///
/// What else is said of a customer depends on others (a ticket that stands twice) or on the day of the sync (a payment
/// that has not come): of such customers no digest is noted.
struct RowsDigest {
    private let reading: [UInt8]

    /// For the customers of `source` under the ids of its route.
    init(_ source: RouteSource, ids: RecordIDs) {
        var hasher = Hasher256()
        hasher.updateField(SyncRun.rulesVersion)
        hasher.updateField(source.profile.name)
        hasher.updateField(source.profile.fingerprint)
        hasher.updateField(source.zone.name)
        hasher.updateField(ids.tenant.text)
        hasher.updateField(ids.route)
        hasher.updateField(source.fileName(of: .customers))
        hasher.updateField(source.fileName(of: .payments))
        hasher.updateField(source.has(.payments) ? 1 : 0)
        reading = hasher.finalize()
    }

    /// Of the customer with the key `key`, whose row and payments have the digest `cells`.
    func digest(_ cells: [UInt8], key: String) -> [UInt8] {
        var hasher = Hasher256()
        hasher.updateField(reading)
        hasher.updateField(cells)
        hasher.updateField(key)
        return hasher.finalize()
    }
}
