/// Passing over parts of a compact JSON document.
enum JSONSkip {
    /// Whether `"name":` stands at `place`.
    @inline(__always)
    static func key(_ name: StaticString, stands bytes: UnsafeRawBufferPointer, at place: Int) -> Bool {
        let count = name.utf8CodeUnitCount
        guard let base = bytes.baseAddress, place + count + 3 <= bytes.count,
            bytes[place] == 0x22, bytes[place + count + 1] == 0x22, bytes[place + count + 2] == 0x3A
        else { return false }
        return Bytes.equal(base + place + 1, UnsafeRawPointer(name.utf8Start), count: count)
    }

    /// Passes `"key":value`.
    static func member(_ bytes: UnsafeRawBufferPointer, _ offset: inout Int) throws(JSONError) {
        guard offset < bytes.count else { throw .truncated }
        guard bytes[offset] == 0x22 else { throw .unexpected(at: offset) }
        offset = try JSONText.end(bytes, from: offset + 1).quote + 1
        guard offset < bytes.count else { throw .truncated }
        guard bytes[offset] == 0x3A else { throw .unexpected(at: offset) }
        offset += 1
        try value(bytes, &offset)
    }

    /// Passes one value of any kind.
    static func value(_ bytes: UnsafeRawBufferPointer, _ offset: inout Int) throws(JSONError) {
        guard offset < bytes.count else { throw .truncated }
        switch bytes[offset] {
        case 0x22: offset = try JSONText.end(bytes, from: offset + 1).quote + 1
        case 0x7B, 0x5B: try nested(bytes, &offset)
        default: try scalar(bytes, &offset)
        }
    }

    /// Passes a number or a word.
    @inline(__always)
    static func scalar(_ bytes: UnsafeRawBufferPointer, _ offset: inout Int) throws(JSONError) {
        let start = offset
        while offset < bytes.count, bytes[offset] != 0x2C, bytes[offset] != 0x7D, bytes[offset] != 0x5D {
            offset += 1
        }
        guard offset < bytes.count else { throw .truncated }
        guard offset > start else { throw .unexpected(at: offset) }
    }

    /// Passes an object or an array by counting brackets; depth costs nothing.
    private static func nested(_ bytes: UnsafeRawBufferPointer, _ offset: inout Int) throws(JSONError) {
        var depth = 0
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x22:
                offset = try JSONText.end(bytes, from: offset + 1).quote
            case 0x7B, 0x5B: depth += 1
            case 0x7D, 0x5D: depth -= 1
            default: break
            }
            offset += 1
            if depth == 0 { return }
        }
        throw .truncated
    }
}

/// Raw memory compared.
enum Bytes {
    /// Whether two stretches of `count` bytes are the same; keys are short, so no call to memcmp.
    @inline(__always)
    static func equal(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer, count: Int) -> Bool {
        var place = 0
        while place + 8 <= count {
            if left.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                != right.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            {
                return false
            }
            place += 8
        }
        while place < count {
            if left.load(fromByteOffset: place, as: UInt8.self) != right.load(fromByteOffset: place, as: UInt8.self) {
                return false
            }
            place += 1
        }
        return true
    }
}
