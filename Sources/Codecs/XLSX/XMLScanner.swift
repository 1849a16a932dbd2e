/// Takes what an ``XMLScanner`` finds.
protocol XMLReceiver {
    /// An element begins.
    mutating func open(_ tag: XMLTag) throws
    /// The element called `name` ends.
    mutating func close(_ name: XMLName) throws
    /// Characters inside an element; `isLiteral` when entities stand for themselves.
    mutating func text(_ bytes: UnsafeRawBufferPointer, isLiteral: Bool) throws
}

/// Reads XML piece by piece, as much of it as workbooks need: elements, attributes and text.
///
/// Document types are refused, so there are no entities beyond the five of XML and numbers, and nothing that could
/// grow. Prefixes are passed over.
struct XMLScanner {
    /// The token that the last piece cut.
    private var rest: [UInt8] = []
    private var depth = 0
    private var hasRoot = false

    /// Reads on.
    /// - Throws: ``XMLError``, or what `receiver` throws.
    mutating func feed(_ piece: UnsafeRawBufferPointer, to receiver: inout some XMLReceiver) throws {
        if rest.isEmpty {
            let used = try scan(piece, to: &receiver)
            rest.append(contentsOf: UnsafeRawBufferPointer(rebasing: piece[used...]))
        } else {
            var joined: [UInt8] = []
            swap(&joined, &rest)
            joined.append(contentsOf: piece)
            let used = try joined.withUnsafeBytes { try scan($0, to: &receiver) }
            joined.removeFirst(used)
            swap(&joined, &rest)
        }
        guard rest.count <= Limits.xmlTokenBytesMax else {
            throw XMLError.tooLarge("a tag or text has over \(Limits.xmlTokenBytesMax) bytes")
        }
    }

    /// Checks that the document has ended.
    /// - Throws: ``XMLError``.
    func finish() throws {
        guard hasRoot, depth == 0, rest.allSatisfy({ $0 <= 0x20 }) else {
            throw XMLError.malformed("the XML ends too early")
        }
    }

    /// Hands over the whole tokens of `bytes`; how many bytes they take.
    private mutating func scan(_ bytes: UnsafeRawBufferPointer, to receiver: inout some XMLReceiver) throws -> Int {
        var place = 0
        while place < bytes.count {
            if bytes[place] != 0x3C {
                guard let end = Self.find(0x3C, in: bytes, from: place) else { return place }
                if depth > 0 {
                    try receiver.text(UnsafeRawBufferPointer(rebasing: bytes[place..<end]), isLiteral: false)
                }
                place = end
            }
            guard place + 1 < bytes.count else { return place }
            let next: Int?
            switch bytes[place + 1] {
            case 0x21: next = try declaration(bytes, place, to: &receiver)
            case 0x3F: next = Self.find([0x3F, 0x3E], in: bytes, from: place + 2)
            case 0x2F: next = try closing(bytes, place, to: &receiver)
            default: next = try opening(bytes, place, to: &receiver)
            }
            guard let next else { return place }
            place = next
        }
        return place
    }

    /// A comment or a CDATA section; anything else that starts so is a document type.
    private func declaration(
        _ bytes: UnsafeRawBufferPointer,
        _ place: Int,
        to receiver: inout some XMLReceiver
    ) throws -> Int? {
        if Self.stands("<!--", in: bytes, at: place) {
            return Self.find([0x2D, 0x2D, 0x3E], in: bytes, from: place + 4)
        }
        if Self.stands("<![CDATA[", in: bytes, at: place) {
            guard let end = Self.find([0x5D, 0x5D, 0x3E], in: bytes, from: place + 9) else { return nil }
            try receiver.text(UnsafeRawBufferPointer(rebasing: bytes[(place + 9)..<(end - 3)]), isLiteral: true)
            return end
        }
        guard bytes.count - place >= 9 else { return nil }
        throw XMLError.documentType
    }

    private mutating func closing(
        _ bytes: UnsafeRawBufferPointer,
        _ place: Int,
        to receiver: inout some XMLReceiver
    ) throws -> Int? {
        guard let end = Self.find(0x3E, in: bytes, from: place + 2) else { return nil }
        guard depth > 0 else { throw XMLError.malformed("an element ends that never began") }
        depth -= 1
        try receiver.close(XMLName(UnsafeRawBufferPointer(rebasing: bytes[(place + 2)..<end])))
        return end + 1
    }

    private mutating func opening(
        _ bytes: UnsafeRawBufferPointer,
        _ place: Int,
        to receiver: inout some XMLReceiver
    ) throws -> Int? {
        var end = place + 1
        var quote: UInt8 = 0
        while end < bytes.count {
            let byte = bytes[end]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == 0x22 || byte == 0x27 {
                quote = byte
            } else if byte == 0x3E {
                break
            } else if byte == 0x3C {
                throw XMLError.malformed("a tag begins inside a tag")
            }
            end += 1
        }
        guard end < bytes.count else { return nil }
        let isEmpty = bytes[end - 1] == 0x2F
        let tag = XMLTag(UnsafeRawBufferPointer(rebasing: bytes[(place + 1)..<(isEmpty ? end - 1 : end)]))
        guard !tag.name.bytes.isEmpty else { throw XMLError.malformed("an element has no name") }
        guard depth < Limits.xmlDepthMax else {
            throw XMLError.tooLarge("elements nest deeper than \(Limits.xmlDepthMax)")
        }
        hasRoot = true
        depth += 1
        try receiver.open(tag)
        if isEmpty {
            depth -= 1
            try receiver.close(tag.name)
        }
        return end + 1
    }

    @inline(__always)
    private static func find(_ byte: UInt8, in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        var place = start
        while place < bytes.count {
            if bytes[place] == byte { return place }
            place += 1
        }
        return nil
    }

    /// One past the first `mark` from `start` on.
    private static func find(_ mark: [UInt8], in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        var place = start
        while place + mark.count <= bytes.count {
            if bytes[place] == mark[0], bytes[place..<(place + mark.count)].elementsEqual(mark) {
                return place + mark.count
            }
            place += 1
        }
        return nil
    }

    private static func stands(_ text: StaticString, in bytes: UnsafeRawBufferPointer, at place: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        guard let base = bytes.baseAddress, place + count <= bytes.count else { return false }
        return Bytes.equal(base + place, UnsafeRawPointer(text.utf8Start), count: count)
    }
}
