/// Reads a flat JSON document field by field, in the order it was written, without building a tree.
///
/// Made for stored documents, which `JSONWriter` wrote compactly: a field asked for in order costs one comparison.
/// One asked for out of order is searched for from the start; one that is not there reads as null.
public struct JSONFieldReader {
    private let bytes: UnsafeRawBufferPointer
    private var offset: Int

    /// A reader of `document`, which must stay alive while it is read.
    /// - Throws: ``JSONError`` when it does not start as an object.
    public init(_ document: UnsafeRawBufferPointer) throws(JSONError) {
        guard let first = document.first else { throw .truncated }
        guard first == 0x7B else { throw .unexpected(at: 0) }
        bytes = document
        offset = 1
    }

    /// The text of a field, nil for null.
    public mutating func text(_ name: StaticString) throws(JSONError) -> String? {
        guard try find(name) else { return nil }
        guard bytes[offset] == 0x22 else { throw .mismatch("\(name)", expected: "a string") }
        return try JSONText.read(bytes, &offset)
    }

    /// The integer of a field, nil for null.
    public mutating func integer(_ name: StaticString) throws(JSONError) -> Int64? {
        guard try find(name) else { return nil }
        let start = offset
        try JSONSkip.scalar(bytes, &offset)
        guard let value = Self.integer(bytes[start..<offset]) else {
            throw .mismatch("\(name)", expected: "an integer")
        }
        return value
    }

    /// The boolean of a field, nil for null.
    public mutating func boolean(_ name: StaticString) throws(JSONError) -> Bool? {
        guard try find(name) else { return nil }
        let start = offset
        if bytes[start] == 0x74 || bytes[start] == 0x66 {
            try JSONSkip.scalar(bytes, &offset)
            if offset - start == (bytes[start] == 0x74 ? 4 : 5) { return bytes[start] == 0x74 }
        }
        throw .mismatch("\(name)", expected: "a boolean")
    }

    /// The decimal string of a field (`"120000.00"`) as a count of hundredths, nil for null.
    public mutating func hundredths(_ name: StaticString) throws(JSONError) -> Int64? {
        guard let content = try plainText(name) else { return nil }
        let count = content.count
        guard count >= 4, content[content.startIndex + count - 3] == 0x2E,
            let cents = Self.integer(content.suffix(2)), cents >= 0,
            let units = Self.integer(content.dropLast(3)), units.magnitude <= 90_000_000_000_000_000
        else { throw .mismatch("\(name)", expected: "a decimal with two places") }
        let isNegative = content.first == 0x2D
        return units * 100 + (isNegative ? -cents : cents)
    }

    /// The calendar day of a field (`"yyyy-MM-dd"`), nil for null; that it exists is for the caller to check.
    public mutating func date(_ name: StaticString) throws(JSONError) -> (year: Int, month: Int, day: Int)? {
        guard let content = try plainText(name) else { return nil }
        let start = content.startIndex
        guard content.count == 10, content[start + 4] == 0x2D, content[start + 7] == 0x2D,
            let year = Self.natural(content[start..<(start + 4)]),
            let month = Self.natural(content[(start + 5)..<(start + 7)]),
            let day = Self.natural(content[(start + 8)...])
        else { throw .mismatch("\(name)", expected: "a date yyyy-MM-dd") }
        return (year, month, day)
    }

    /// The time of day of a field (`"HH:mm:ss"`) in seconds since midnight, nil for null.
    public mutating func secondOfDay(_ name: StaticString) throws(JSONError) -> Int? {
        guard let content = try plainText(name) else { return nil }
        let start = content.startIndex
        guard content.count == 8, content[start + 2] == 0x3A, content[start + 5] == 0x3A,
            let hour = Self.natural(content[start..<(start + 2)]), hour <= 23,
            let minute = Self.natural(content[(start + 3)..<(start + 5)]), minute <= 59,
            let second = Self.natural(content[(start + 6)...]), second <= 59
        else { throw .mismatch("\(name)", expected: "a time HH:mm:ss") }
        return (hour * 60 + minute) * 60 + second
    }

    /// The strings of an array, empty for null.
    public mutating func texts(_ name: StaticString) throws(JSONError) -> [String] {
        guard try find(name) else { return [] }
        guard bytes[offset] == 0x5B else { throw .mismatch("\(name)", expected: "an array of strings") }
        offset += 1
        var texts: [String] = []
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x5D:
                offset += 1
                return texts
            case 0x2C where !texts.isEmpty: offset += 1
            case 0x22: texts.append(try JSONText.read(bytes, &offset))
            default: throw .mismatch("\(name)", expected: "an array of strings")
            }
        }
        throw .truncated
    }

    /// The value of a field as a tree, nil for null.
    public mutating func value(_ name: StaticString) throws(JSONError) -> JSONValue? {
        guard try find(name) else { return nil }
        let start = offset
        try JSONSkip.value(bytes, &offset)
        return try JSONValue.parse(UnsafeRawBufferPointer(rebasing: bytes[start..<offset]))
    }

    /// The bytes of a string without escapes, nil for null.
    @inline(__always)
    private mutating func plainText(_ name: StaticString) throws(JSONError) -> Slice<UnsafeRawBufferPointer>? {
        guard try find(name) else { return nil }
        let start = offset + 1
        guard bytes[offset] == 0x22 else { throw .mismatch("\(name)", expected: "a string") }
        offset = try JSONText.end(bytes, from: start).quote + 1
        return bytes[start..<(offset - 1)]
    }

    /// Moves to the value of `name`; false when it is null or not there.
    @inline(__always)
    private mutating func find(_ name: StaticString) throws(JSONError) -> Bool {
        var place = offset
        if place < bytes.count, bytes[place] == 0x2C { place += 1 }
        if JSONSkip.key(name, stands: bytes, at: place) {
            offset = place + name.utf8CodeUnitCount + 3
        } else {
            guard try search(name) else { return false }
        }
        guard offset < bytes.count else { throw .truncated }
        guard bytes[offset] == 0x6E else { return true }
        try JSONSkip.scalar(bytes, &offset)
        return false
    }

    /// Looks for `name` from the start and moves to its value; stays where it is when there is none.
    @inline(never)
    private mutating func search(_ name: StaticString) throws(JSONError) -> Bool {
        var place = 1
        while place < bytes.count, bytes[place] != 0x7D {
            if bytes[place] == 0x2C { place += 1 }
            if JSONSkip.key(name, stands: bytes, at: place) {
                offset = place + name.utf8CodeUnitCount + 3
                return true
            }
            try JSONSkip.member(bytes, &place)
        }
        return false
    }

    private static func integer(_ digits: Slice<UnsafeRawBufferPointer>) -> Int64? {
        let isNegative = digits.first == 0x2D
        let magnitude = isNegative ? digits.dropFirst() : digits
        guard let value = natural(magnitude) else { return nil }
        return Int64(isNegative ? -value : value)
    }

    /// At most 18 digits and nothing else.
    @inline(__always)
    private static func natural(_ digits: Slice<UnsafeRawBufferPointer>) -> Int? {
        guard !digits.isEmpty, digits.count <= 18 else { return nil }
        var value = 0
        for byte in digits {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }
}
