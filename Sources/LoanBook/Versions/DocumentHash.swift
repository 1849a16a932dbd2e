import Machine

/// What a change commits to; see docs/decisions/0007-log-and-erasure.md.
enum DocumentHash {
    /// Of a record without a personal part.
    static func of(_ document: [UInt8]) -> [UInt8] {
        Digest.sha256(document)
    }

    /// Of a record whose personal part hashes to `personal`, which stays when the part itself is erased.
    static func of(_ document: [UInt8], personal: [UInt8]) -> [UInt8] {
        document.withUnsafeBytes { document in
            personal.withUnsafeBytes { Digest.sha256(document, $0) }
        }
    }

    /// Of a personal part; the salt keeps it from being guessed.
    static func ofPersonal(_ personal: [UInt8], salt: [UInt8]) -> [UInt8] {
        salt.withUnsafeBytes { salt in
            personal.withUnsafeBytes { Digest.sha256(salt, $0) }
        }
    }
}
