import Crypto

/// SHA-256 of bytes that lie ready.
public enum Digest {
    /// SHA-256 of `parts`, one behind the other without separators.
    public static func sha256(_ parts: UnsafeRawBufferPointer...) -> [UInt8] {
        var hasher = Hasher256()
        for part in parts { hasher.update(part) }
        return hasher.finalize()
    }

    /// SHA-256 of `bytes`.
    public static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        bytes.withUnsafeBytes { sha256($0) }
    }

    /// SHA-256 of the UTF-8 bytes of `text`.
    public static func sha256(_ text: String) -> [UInt8] {
        var hasher = Hasher256()
        hasher.update(text)
        return hasher.finalize()
    }
}

/// SHA-256 of bytes that come piece by piece.
public struct Hasher256 {
    /// What went into it; nil while all of that is held.
    private var state: SHA256?
    /// Small pieces, put together before they are hashed: most hashes are over a few short fields.
    private var held: [UInt8] = []

    private static let heldMax = 512

    /// A hasher that has seen nothing.
    public init() {
        held.reserveCapacity(Self.heldMax)
    }

    /// Adds `bytes`.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        if held.count + bytes.count > Self.heldMax { settle() }
        if bytes.count >= Self.heldMax {
            take(bytes)
        } else {
            held.append(contentsOf: bytes)
        }
    }

    /// Adds `bytes`.
    public mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// Adds the UTF-8 bytes of `text`.
    public mutating func update(_ text: String) {
        var text = text
        text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
    }

    /// Adds the length of `bytes` (eight bytes, big-endian) and `bytes`, so that no two lists of fields hash alike.
    public mutating func updateField(_ bytes: UnsafeRawBufferPointer) {
        updateLength(bytes.count)
        update(bytes)
    }

    /// Adds the length of `bytes` and `bytes`.
    public mutating func updateField(_ bytes: [UInt8]) {
        updateLength(bytes.count)
        update(bytes)
    }

    /// Adds the length of the UTF-8 bytes of `text` and those bytes.
    public mutating func updateField(_ text: String) {
        updateLength(text.utf8.count)
        update(text)
    }

    /// Adds an absent field, which hashes differently from an empty one.
    public mutating func updateAbsentField() {
        updateLength(-1)
    }

    /// Adds `value` as a field of eight bytes, big-endian.
    public mutating func updateField(_ value: Int64) {
        updateLength(8)
        withUnsafeBytes(of: value.bigEndian) { update($0) }
    }

    /// The 32 bytes of the hash of all that was added; the hasher may go on.
    public func finalize() -> [UInt8] {
        var whole = state ?? SHA256()
        held.withUnsafeBytes { whole.update(bufferPointer: $0) }
        return Array(whole.finalize())
    }

    private mutating func settle() {
        guard !held.isEmpty else { return }
        held.withUnsafeBytes { take($0) }
        held.removeAll(keepingCapacity: true)
    }

    private mutating func take(_ bytes: UnsafeRawBufferPointer) {
        var next = state ?? SHA256()
        state = nil
        next.update(bufferPointer: bytes)
        state = next
    }

    private mutating func updateLength(_ length: Int) {
        withUnsafeBytes(of: Int64(length).bigEndian) { update($0) }
    }
}
