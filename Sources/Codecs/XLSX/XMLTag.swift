/// A name without its prefix.
struct XMLName {
    /// Its bytes, which live as long as the call that hands it over.
    let bytes: UnsafeRawBufferPointer

    /// The name in `text`, which ends at the first blank.
    @inline(__always)
    init(_ text: UnsafeRawBufferPointer) {
        var start = 0
        var end = 0
        while end < text.count, text[end] > 0x20 {
            if text[end] == 0x3A { start = end + 1 }
            end += 1
        }
        bytes = UnsafeRawBufferPointer(rebasing: text[start..<end])
    }

    /// Whether it is `name`.
    @inline(__always)
    func isEqual(_ name: StaticString) -> Bool {
        guard bytes.count == name.utf8CodeUnitCount, let base = bytes.baseAddress else { return false }
        return Bytes.equal(base, UnsafeRawPointer(name.utf8Start), count: bytes.count)
    }

    /// Its one letter; zero when it has more.
    @inline(__always)
    var letter: UInt8 { bytes.count == 1 ? bytes[0] : 0 }
}

/// The beginning of an element.
struct XMLTag {
    /// The element's name.
    let name: XMLName
    private let text: UnsafeRawBufferPointer

    /// The tag of these bytes between the angle brackets.
    @inline(__always)
    init(_ text: UnsafeRawBufferPointer) {
        name = XMLName(text)
        self.text = text
    }

    /// Its attributes, values as they are written.
    @inline(__always)
    var attributes: XMLAttributes { XMLAttributes(text) }

    /// The value of the attribute `name` with its entities resolved; nil when there is none.
    func attribute(_ name: StaticString) throws -> String? {
        var rest = attributes
        while let next = try rest.next() {
            guard next.name.isEqual(name) else { continue }
            var bytes: [UInt8] = []
            try XMLText.unescape(next.value, into: &bytes)
            return String(decoding: bytes, as: UTF8.self)
        }
        return nil
    }
}

/// The attributes of a tag, one after another.
struct XMLAttributes {
    private let text: UnsafeRawBufferPointer
    private var place: Int

    @inline(__always)
    init(_ text: UnsafeRawBufferPointer) {
        self.text = text
        place = 0
        while place < text.count, text[place] > 0x20 { place += 1 }
    }

    /// The next one.
    /// - Throws: ``XMLError``.
    @inline(__always)
    mutating func next() throws -> (name: XMLName, value: UnsafeRawBufferPointer)? {
        while place < text.count, text[place] <= 0x20 { place += 1 }
        guard place < text.count else { return nil }
        let start = place
        while place < text.count, text[place] != 0x3D { place += 1 }
        let name = XMLName(UnsafeRawBufferPointer(rebasing: text[start..<place]))
        place += 1
        while place < text.count, text[place] <= 0x20 { place += 1 }
        guard place < text.count, text[place] == 0x22 || text[place] == 0x27 else {
            throw XMLError.malformed("an attribute has no value")
        }
        let quote = text[place]
        place += 1
        let first = place
        while place < text.count, text[place] != quote { place += 1 }
        guard place < text.count else { throw XMLError.malformed("an attribute has no end") }
        let value = UnsafeRawBufferPointer(rebasing: text[first..<place])
        place += 1
        return (name, value)
    }
}

/// Text of XML made plain.
enum XMLText {
    /// Appends `bytes` with their entities resolved: the five of XML, and numbers.
    /// - Throws: ``XMLError`` at any other.
    @inline(__always)
    static func unescape(_ bytes: UnsafeRawBufferPointer, into output: inout [UInt8]) throws {
        if !bytes.contains(0x26) { return output.append(contentsOf: bytes) }
        try careful(bytes, into: &output)
    }

    private static func careful(_ bytes: UnsafeRawBufferPointer, into output: inout [UInt8]) throws {
        var place = 0
        while place < bytes.count {
            guard bytes[place] == 0x26 else {
                output.append(bytes[place])
                place += 1
                continue
            }
            let rest = bytes[(place + 1)...].prefix(10)
            guard let end = rest.firstIndex(of: 0x3B) else { throw XMLError.malformed("an entity has no end") }
            try append(Array(bytes[(place + 1)..<end]), to: &output)
            place = end + 1
        }
    }

    private static func append(_ name: [UInt8], to output: inout [UInt8]) throws {
        switch String(decoding: name, as: UTF8.self) {
        case "lt": output.append(0x3C)
        case "gt": output.append(0x3E)
        case "amp": output.append(0x26)
        case "quot": output.append(0x22)
        case "apos": output.append(0x27)
        case let text where text.hasPrefix("#"):
            let isHex = text.hasPrefix("#x") || text.hasPrefix("#X")
            guard let value = UInt32(text.dropFirst(isHex ? 2 : 1), radix: isHex ? 16 : 10),
                let scalar = Unicode.Scalar(value), value != 0
            else { throw XMLError.malformed("an entity is no character") }
            output.append(contentsOf: Array(String(Character(scalar)).utf8))
        default: throw XMLError.malformed("an entity is not one of XML's own")
        }
    }
}
