/// A strict RFC 8259 parser by recursive descent, bounded in depth.
struct JSONParser {
    private let bytes: UnsafeRawBufferPointer
    private var offset = 0
    private var depth = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    /// The one value of the whole text.
    mutating func document() throws(JSONError) -> JSONValue {
        skipSpace()
        let value = try value()
        skipSpace()
        guard offset == bytes.count else { throw .unexpected(at: offset) }
        return value
    }

    private mutating func value() throws(JSONError) -> JSONValue {
        guard let byte = peek else { throw .truncated }
        switch byte {
        case 0x7B: return try object()
        case 0x5B: return try array()
        case 0x22: return .string(try JSONText.read(bytes, &offset))
        case 0x74: return try literal("true", .boolean(true))
        case 0x66: return try literal("false", .boolean(false))
        case 0x6E: return try literal("null", .null)
        case 0x2D, 0x30...0x39: return .number(try number())
        default: throw .unexpected(at: offset)
        }
    }

    private mutating func object() throws(JSONError) -> JSONValue {
        try enter()
        var members: [JSONValue.Member] = []
        var keys: Set<String> = []
        skipSpace()
        if peek == 0x7D {
            leave()
            return .object([])
        }
        while true {
            guard peek == 0x22 else { throw peek == nil ? .truncated : .unexpected(at: offset) }
            let key = try JSONText.read(bytes, &offset)
            guard keys.insert(key).inserted else { throw .duplicateKey(key) }
            skipSpace()
            try expect(0x3A)
            skipSpace()
            members.append(JSONValue.Member(key, try value()))
            skipSpace()
            if try closes(0x7D) { return .object(members) }
        }
    }

    private mutating func array() throws(JSONError) -> JSONValue {
        try enter()
        var values: [JSONValue] = []
        skipSpace()
        if peek == 0x5D {
            leave()
            return .array([])
        }
        while true {
            values.append(try value())
            skipSpace()
            if try closes(0x5D) { return .array(values) }
        }
    }

    /// Passes `bracket` (true) or a comma and the spaces behind it (false).
    private mutating func closes(_ bracket: UInt8) throws(JSONError) -> Bool {
        if peek == bracket {
            leave()
            return true
        }
        try expect(0x2C)
        skipSpace()
        return false
    }

    private mutating func number() throws(JSONError) -> String {
        let start = offset
        if peek == 0x2D { offset += 1 }
        if peek == 0x30 {
            offset += 1
        } else {
            try digits()
        }
        if peek == 0x2E {
            offset += 1
            try digits()
        }
        if peek == 0x65 || peek == 0x45 {
            offset += 1
            if peek == 0x2B || peek == 0x2D { offset += 1 }
            try digits()
        }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    private mutating func digits() throws(JSONError) {
        let start = offset
        while let byte = peek, byte >= 0x30, byte <= 0x39 { offset += 1 }
        guard offset > start else { throw peek == nil ? .truncated : .unexpected(at: offset) }
    }

    private mutating func literal(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        for index in 0..<word.utf8CodeUnitCount { try expect(word.utf8Start[index]) }
        return value
    }

    private mutating func enter() throws(JSONError) {
        depth += 1
        guard depth <= Limits.jsonDepthMax else { throw .tooDeep(at: offset) }
        offset += 1
    }

    private mutating func leave() {
        depth -= 1
        offset += 1
    }

    private mutating func expect(_ byte: UInt8) throws(JSONError) {
        guard peek == byte else { throw peek == nil ? .truncated : .unexpected(at: offset) }
        offset += 1
    }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
    }

    private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }
}
