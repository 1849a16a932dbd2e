/// The kinds of value a parameter can have, as PostgreSQL's type numbers.
enum PostgresKind: UInt32 {
    case bytea = 17
    case int8 = 20
    case text = 25

    /// The kind of `value`; none for NULL, whose type the server works out.
    init?(_ value: SQLValue) {
        switch value {
        case .null: return nil
        case .integer: self = .int8
        case .text, .utf8: self = .text
        case .bytes: self = .bytea
        }
    }
}

/// Values laid out as libpq wants them, all in binary.
///
/// Kept by a connection, so that its memory is used again.
struct PostgresParameters {
    private var bytes: [UInt8] = []
    private var offsets: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    /// Replaces what it holds by `values`.
    /// - Throws: ``StorageError`` for a text that PostgreSQL cannot hold.
    mutating func set(_ values: [SQLValue]) throws {
        if bytes.capacity > Limits.copyBytes { bytes = [] }
        bytes.removeAll(keepingCapacity: true)
        offsets.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        while formats.count < values.count { formats.append(1) }
        for value in values {
            let start = bytes.count
            switch value {
            case .null:
                offsets.append(nil)
                lengths.append(0)
                continue
            case .integer(let number):
                withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
            case .text(var text):
                try text.withUTF8 { try add(text: UnsafeRawBufferPointer($0)) }
            case .utf8(let text):
                try text.withUnsafeBytes { try add(text: $0) }
            case .bytes(let raw):
                bytes.append(contentsOf: raw)
            }
            offsets.append(start)
            lengths.append(Int32(bytes.count - start))
        }
        // Never empty, so that even an empty text has an address.
        bytes.append(0)
    }

    /// Lends count, addresses, lengths and formats to `body`.
    func withPointers<Result>(
        _ body: (Int32, [UnsafePointer<CChar>?], [Int32], [Int32]) -> Result
    ) -> Result {
        bytes.withUnsafeBytes { buffer in
            let base = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            let addresses = offsets.map { offset in offset.flatMap { base?.advanced(by: $0) } }
            return body(Int32(offsets.count), addresses, lengths, formats)
        }
    }

    private mutating func add(text: UnsafeRawBufferPointer) throws {
        try SQLValue.refuseNUL(in: text)
        bytes.append(contentsOf: text)
    }
}
