import Codecs

/// The end of a change log, as an owner may note it outside the database.
///
/// The hash of the last entry is chained over all entries before it, and they commit to every document. Whoever noted a
/// head can prove later that nothing up to it was rewritten and that nothing was cut off the end.
public struct LogHead: Hashable, Sendable {
    /// Sequence number of the last entry; 0 for an empty log.
    public let seq: Int64
    /// Its hash, 32 bytes.
    public let hash: [UInt8]

    /// The head `seq` with `hash`.
    public init(seq: Int64, hash: [UInt8]) {
        self.seq = seq
        self.hash = hash
    }

    /// The head that `text` spells as `SEQ:HASH`; nil when it spells none.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let seq = Int64(parts[0]), seq >= 0, let hash = Hex.decode(String(parts[1])),
            hash.count == 32
        else { return nil }
        self.init(seq: seq, hash: hash)
    }

    /// `SEQ:HASH`, the hash in hexadecimal.
    public var text: String { "\(seq):\(Hex.encode(hash))" }
}
