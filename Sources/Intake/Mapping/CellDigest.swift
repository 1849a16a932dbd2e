import Machine

/// A digest over cells as they lie in the file: cells of two kinds or lengths never look alike.
struct CellDigest {
    private var hasher = Hasher256()
    private var held: [UInt8] = []

    /// Bytes put together before they are hashed.
    private static let piece = 4096

    /// Adds a cell.
    mutating func add(_ cell: RawCell) {
        switch cell {
        case .null: held.append(0)
        case .integer(let number): add(1, UInt64(bitPattern: number))
        case .real(let number): add(2, number.bitPattern)
        case .text(let bytes): add(3, bytes)
        case .blob(let bytes): add(4, bytes)
        }
        if held.count >= Self.piece { settle() }
    }

    /// Adds a value.
    mutating func add(_ value: RawValue) {
        switch value {
        case .null: add(RawCell.null)
        case .integer(let number): add(RawCell.integer(number))
        case .real(let number): add(RawCell.real(number))
        case .text(let text): add(text)
        case .blob(let bytes): bytes.withUnsafeBufferPointer { add(RawCell.blob($0)) }
        }
    }

    /// Adds a text.
    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { add(RawCell.text($0)) }
    }

    /// The 32 bytes of the digest of all that was added.
    mutating func finalize() -> [UInt8] {
        settle()
        return hasher.finalize()
    }

    private mutating func add(_ kind: UInt8, _ word: UInt64) {
        held.append(kind)
        withUnsafeBytes(of: word.bigEndian) { held.append(contentsOf: $0) }
    }

    private mutating func add(_ kind: UInt8, _ bytes: UnsafeBufferPointer<UInt8>) {
        add(kind, UInt64(bytes.count))
        held.append(contentsOf: bytes)
    }

    private mutating func settle() {
        hasher.update(held)
        held.removeAll(keepingCapacity: true)
    }
}
