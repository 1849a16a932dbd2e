/// What the book notes of the dossier that it applied last to a customer: the hash by which the next one is compared, and
/// behind it, where the source gives one, the digest of the rows that it was made of, with what it showed.
///
/// Rows with the same digest give the same dossier, so they need not be made into one. See
/// docs/decisions/0016-speed-of-intake.md.
struct DossierMark: Hashable, Sendable {
    /// SHA-256 of the dossier; empty when the next one must be compared in any case.
    let hash: [UInt8]
    /// What its rows gave; nil when they must be read again in any case.
    let shown: Shown?

    /// What the rows of a dossier gave.
    struct Shown: Hashable, Sendable {
        /// SHA-256 of the rows.
        var rows: [UInt8]
        /// Number of records.
        var count: Int
        /// Ids of the findings.
        var findings: [String]
    }

    /// The next dossier must be compared.
    static let none = DossierMark(hash: [], shown: nil)

    init(hash: [UInt8], shown: Shown?) {
        self.hash = hash
        self.shown = hash.isEmpty || shown.map { $0.findings.count > Limits.findingsMarked } ?? true ? nil : shown
    }

    /// The mark that `bytes` hold.
    init(_ bytes: [UInt8]) {
        guard bytes.count >= Self.headBytes else {
            self.init(hash: bytes, shown: nil)
            return
        }
        let count = bytes[(2 * Self.hashBytes)..<Self.headBytes].reduce(0) { $0 << 8 | Int($1) }
        let ids = bytes[Self.headBytes...].split(separator: Self.comma).map { String(decoding: $0, as: UTF8.self) }
        let rows = Array(bytes[Self.hashBytes..<(2 * Self.hashBytes)])
        self.init(
            hash: Array(bytes[..<Self.hashBytes]),
            shown: Shown(rows: rows, count: count, findings: ids)
        )
    }

    /// What is stored of it: both digests, the count, and the ids with commas between them.
    var bytes: [UInt8] {
        guard let shown else { return hash }
        let count = (0..<Self.countBytes).reversed().map { UInt8(truncatingIfNeeded: shown.count >> ($0 * 8)) }
        return hash + shown.rows + count + Array(shown.findings.joined(separator: ",").utf8)
    }

    private static let hashBytes = 32
    private static let countBytes = 6
    private static let headBytes = 2 * hashBytes + countBytes
    private static let comma: UInt8 = 0x2C
}
