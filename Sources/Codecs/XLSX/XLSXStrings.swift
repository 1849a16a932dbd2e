/// The texts that the cells of a workbook share, one behind the other in pages of memory.
///
/// The only part of a workbook that must be held; what does not fit ``Limits/xlsxStringsBytesMax`` is refused.
struct XLSXStrings: XMLReceiver {
    private static let pageBytes = 1 << 20
    private static let lengthBytes = 4

    private var pages: [[UInt8]] = []
    /// Where each text's length and bytes stand, counted through all pages.
    private var places: [UInt32] = []
    private var text = XLSXTextParts()

    /// How many there are.
    var count: Int { places.count }

    /// The text of this number; nil when there is none.
    func text(_ index: Int) -> String? {
        guard places.indices.contains(index) else { return nil }
        let place = Int(places[index])
        return pages[place / Self.pageBytes].withUnsafeBytes { page in
            let start = place % Self.pageBytes
            let count = Int(page.loadUnaligned(fromByteOffset: start, as: UInt32.self))
            let first = start + Self.lengthBytes
            return XLSXText.decoded(UnsafeRawBufferPointer(rebasing: page[first..<(first + count)]))
        }
    }

    mutating func open(_ tag: XMLTag) throws {
        if tag.name.isEqual("si") { text.begin() } else { text.open(tag.name) }
    }

    mutating func close(_ name: XMLName) throws {
        if name.isEqual("si") { try add(text.end()) } else { text.close(name) }
    }

    mutating func text(_ bytes: UnsafeRawBufferPointer, isLiteral: Bool) throws {
        try text.add(bytes, isLiteral: isLiteral)
    }

    private mutating func add(_ bytes: [UInt8]) throws {
        // What a text takes: its place, twice while the list of places grows, and its length.
        let total = pages.count * Self.pageBytes + (places.count + 1) * 8
        guard total + bytes.count <= Limits.xlsxStringsBytesMax else {
            throw XMLError.tooLarge("the shared texts take over \(Limits.xlsxStringsBytesMax >> 20) MiB")
        }
        let used = pages.last?.count ?? Self.pageBytes
        if used + Self.lengthBytes + bytes.count > Self.pageBytes {
            var page: [UInt8] = []
            page.reserveCapacity(Self.pageBytes)
            pages.append(page)
        }
        let last = pages.count - 1
        places.append(UInt32(last * Self.pageBytes + pages[last].count))
        withUnsafeBytes(of: UInt32(bytes.count)) { pages[last].append(contentsOf: $0) }
        pages[last].append(contentsOf: bytes)
    }
}

/// One text of a workbook, put together from its runs.
struct XLSXTextParts {
    private var bytes: [UInt8] = []
    private var isInText = false
    /// How deep in a reading aid (`rPh`), which is not part of the text.
    private var aids = 0

    mutating func begin() {
        bytes.removeAll(keepingCapacity: true)
        isInText = false
        aids = 0
    }

    @inline(__always)
    mutating func open(_ name: XMLName) {
        if name.letter == 0x74 { isInText = aids == 0 } else if name.isEqual("rPh") { aids += 1 }
    }

    @inline(__always)
    mutating func close(_ name: XMLName) {
        if name.letter == 0x74 { isInText = false } else if name.isEqual("rPh") { aids = max(0, aids - 1) }
    }

    @inline(__always)
    mutating func add(_ more: UnsafeRawBufferPointer, isLiteral: Bool) throws {
        guard isInText else { return }
        if isLiteral { bytes.append(contentsOf: more) } else { try XMLText.unescape(more, into: &bytes) }
        guard bytes.count <= Limits.xlsxTextBytesMax else {
            throw XMLError.tooLarge("a text has over \(Limits.xlsxTextBytesMax) bytes")
        }
    }

    /// The whole text.
    func end() -> [UInt8] { bytes }
}

/// Texts as workbooks write them.
enum XLSXText {
    /// The text that `bytes` spell; `_x000D_` and its like stand for the character of that number.
    static func decoded(_ bytes: UnsafeRawBufferPointer) -> String {
        let start = UnsafeBufferPointer(
            start: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self),
            count: bytes.count
        )
        guard bytes.contains(0x5F) else { return String(decoding: start, as: UTF8.self) }
        var kept: [UInt8] = []
        kept.reserveCapacity(bytes.count)
        var place = 0
        while place < bytes.count {
            if let value = escape(bytes, at: place), let scalar = Unicode.Scalar(UInt32(value)) {
                kept.append(contentsOf: Array(String(Character(scalar)).utf8))
                place += 7
            } else {
                kept.append(bytes[place])
                place += 1
            }
        }
        return String(decoding: kept, as: UTF8.self)
    }

    /// The number of `_xHHHH_` at `place`; nil when no such thing stands there.
    static func escape(_ bytes: UnsafeRawBufferPointer, at place: Int) -> UInt16? {
        guard place + 7 <= bytes.count, bytes[place] == 0x5F, bytes[place + 1] == 0x78, bytes[place + 6] == 0x5F else {
            return nil
        }
        var value: UInt16 = 0
        for byte in bytes[(place + 2)..<(place + 6)] {
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x41...0x46: digit = byte - 0x37
            case 0x61...0x66: digit = byte - 0x57
            default: return nil
            }
            value = value << 4 | UInt16(digit)
        }
        return value
    }
}
