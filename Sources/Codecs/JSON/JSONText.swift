/// JSON strings as bytes: found, passed over, unescaped.
enum JSONText {
    /// The string whose opening quotation mark stands at `offset`, which moves behind the closing one.
    static func read(_ bytes: UnsafeRawBufferPointer, _ offset: inout Int) throws(JSONError) -> String {
        let start = offset + 1
        let scan = try end(bytes, from: start)
        offset = scan.quote + 1
        let content = UnsafeRawBufferPointer(rebasing: bytes[start..<scan.quote])
        if !scan.hasEscape {
            guard let text = text(of: content) else { throw .badText(at: offset) }
            return text
        }
        var plain: [UInt8] = []
        plain.reserveCapacity(content.count)
        var place = 0
        while place < content.count {
            if content[place] == 0x5C {
                try unescape(content, &place, base: start) { plain.append($0) }
            } else {
                plain.append(content[place])
                place += 1
            }
        }
        guard let text = String(validating: plain, as: UTF8.self) else { throw .badText(at: offset) }
        return text
    }

    /// The text of UTF-8 bytes, nil when they are none; ids and states are ASCII and need no closer look.
    private static func text(of content: UnsafeRawBufferPointer) -> String? {
        var high: UInt8 = 0
        for byte in content { high |= byte }
        if high < 0x80 {
            return content.withMemoryRebound(to: UInt8.self) { String(decoding: $0, as: UTF8.self) }
        }
        return String(validating: content, as: UTF8.self)
    }

    /// Where the string that starts at `start`, behind its opening mark, is closed, and whether it holds escapes.
    @inline(__always)
    static func end(
        _ bytes: UnsafeRawBufferPointer,
        from start: Int
    ) throws(JSONError) -> (quote: Int, hasEscape: Bool) {
        guard let base = bytes.baseAddress else { throw .truncated }
        var place = start
        var hasEscape = false
        let count = bytes.count
        while place < count {
            if place + 8 <= count,
                !ByteWord.needsEscape(base.loadUnaligned(fromByteOffset: place, as: UInt64.self))
            {
                place += 8
                continue
            }
            let byte = base.load(fromByteOffset: place, as: UInt8.self)
            if byte == 0x22 { return (place, hasEscape) }
            if byte < 0x20 { throw .unexpected(at: place) }
            if byte == 0x5C {
                hasEscape = true
                place += 1
            }
            place += 1
        }
        throw .truncated
    }

    /// Hands over the UTF-8 bytes of the escape at `place` of `content`, and moves behind it.
    static func unescape(
        _ content: UnsafeRawBufferPointer,
        _ place: inout Int,
        base: Int,
        _ sink: (UInt8) -> Void
    ) throws(JSONError) {
        guard place + 1 < content.count else { throw .truncated }
        let letter = content[place + 1]
        place += 2
        switch letter {
        case 0x22, 0x5C, 0x2F: sink(letter)
        case 0x62: sink(0x08)
        case 0x66: sink(0x0C)
        case 0x6E: sink(0x0A)
        case 0x72: sink(0x0D)
        case 0x74: sink(0x09)
        case 0x75:
            let scalar = try scalar(content, &place, base: base)
            for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { sink(byte) }
        default: throw .unexpected(at: base + place - 1)
        }
    }

    /// The scalar of `\u` and its digits, a surrogate pair included; `place` stands at the first digit.
    private static func scalar(
        _ content: UnsafeRawBufferPointer,
        _ place: inout Int,
        base: Int
    ) throws(JSONError) -> Unicode.Scalar {
        var value = try unit(content, &place, base: base)
        if (0xD800...0xDBFF).contains(value) {
            guard place + 1 < content.count, content[place] == 0x5C, content[place + 1] == 0x75 else {
                throw .badText(at: base + place)
            }
            place += 2
            let low = try unit(content, &place, base: base)
            guard (0xDC00...0xDFFF).contains(low) else { throw .badText(at: base + place) }
            value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(value) else { throw .badText(at: base + place) }
        return scalar
    }

    private static func unit(
        _ content: UnsafeRawBufferPointer,
        _ place: inout Int,
        base: Int
    ) throws(JSONError) -> UInt32 {
        guard place + 4 <= content.count else { throw .truncated }
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Hex.value(of: content[place]) else { throw .unexpected(at: base + place) }
            value = value << 4 | UInt32(digit)
            place += 1
        }
        return value
    }
}
