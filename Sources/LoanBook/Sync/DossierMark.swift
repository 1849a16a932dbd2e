/// What the book notes of the dossier that it applied last to a customer: the hash by which the next one is compared, and
/// behind it, where the source gives one, the digest of the rows that it was made of.
///
/// Rows with the same digest give the same dossier, so they need not be made into one. See docs/decisions/0005-dossier.md.
struct DossierMark: Hashable, Sendable {
    /// SHA-256 of the dossier; empty when the next one must be compared in any case.
    let hash: [UInt8]
    /// SHA-256 of the source's rows.
    let rows: [UInt8]?
    /// Number of records in the dossier; 0 without `rows`.
    let count: Int

    /// The next dossier must be compared.
    static let none = DossierMark(hash: [], rows: nil, count: 0)

    init(hash: [UInt8], rows: [UInt8]?, count: Int) {
        self.hash = hash
        self.rows = hash.isEmpty ? nil : rows
        self.count = self.rows == nil ? 0 : count
    }

    /// The mark that `bytes` hold.
    init(_ bytes: [UInt8]) {
        guard bytes.count == 2 * Self.hashBytes + Self.countBytes else {
            self.init(hash: bytes, rows: nil, count: 0)
            return
        }
        let count = bytes[(2 * Self.hashBytes)...].reduce(0) { $0 << 8 | Int($1) }
        let rows = Array(bytes[Self.hashBytes..<(2 * Self.hashBytes)])
        self.init(hash: Array(bytes[..<Self.hashBytes]), rows: rows, count: count)
    }

    /// What is stored of it.
    var bytes: [UInt8] {
        guard let rows else { return hash }
        return hash + rows + (0..<Self.countBytes).reversed().map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) }
    }

    private static let hashBytes = 32
    private static let countBytes = 6
}
