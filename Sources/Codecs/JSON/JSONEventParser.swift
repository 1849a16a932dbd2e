/// A strict RFC 8259 parser for texts of any size, fed piece by piece; it holds one string and never recurses.
///
/// A byte order mark at the start is passed over. Several values may follow each other, as in NDJSON, when asked for.
/// Keys that stand twice in one object are handed over twice: who builds something of them decides.
public struct JSONEventParser: ~Copyable {
    /// What comes next in the text.
    private enum State {
        case value
        case firstElement
        case firstKey
        case key
        case colon
        case separator
        case rootEnd
        case string
        case escape
        case unicode
        case number
        case word
    }

    private let isSequence: Bool
    private var state = State.value
    /// The open objects (true) and arrays (false).
    private var open: [Bool] = []
    /// The string, number or word being read, when it does not lie in one piece.
    private var held: [UInt8] = []
    private var isKey = false
    private var digits = JSONUnicodeEscape()
    private var number = JSONNumberCheck()
    private var markLeft = 0
    private var seen: UInt64 = 0
    private var line = 1
    private var lineStart: UInt64 = 0
    /// Values at the root that are complete.
    public private(set) var rootCount = 0

    /// A parser of one value, or of a sequence of values.
    public init(sequence isSequence: Bool = false) {
        self.isSequence = isSequence
    }

    /// Reads the next `bytes` of the text.
    /// - Throws: ``JSONStreamError``, or what `sink` throws.
    public mutating func feed(_ bytes: UnsafeRawBufferPointer, to sink: (JSONEvent) throws -> Void) throws {
        var place = 0
        if seen == 0 || markLeft > 0 { try skipMark(bytes, &place) }
        while place < bytes.count {
            switch state {
            case .string: try string(bytes, &place, sink)
            case .escape: try escape(bytes, &place)
            case .unicode: try unicode(bytes, &place)
            case .number: try digits(bytes, &place, sink)
            case .word: try word(bytes, &place, sink)
            default: try structure(bytes, &place, sink)
            }
        }
        seen += UInt64(bytes.count)
    }

    /// Ends the text.
    /// - Throws: ``JSONStreamError`` when it is not complete, or what `sink` throws.
    public mutating func finish(_ sink: (JSONEvent) throws -> Void) throws {
        if state == .number, number.isComplete { try endNumber(sink) }
        let isWhole = state == .rootEnd || (state == .value && open.isEmpty && isSequence && rootCount > 0)
        guard isWhole, markLeft == 0 else { throw fault(.truncated, 0) }
    }

    private func fault(_ reason: JSONStreamError.Reason, _ place: Int) -> JSONStreamError {
        JSONStreamError(reason, line: line, column: Int(clamping: seen + UInt64(place) - lineStart) + 1)
    }

    /// Passes the byte order mark, which may be cut between pieces.
    private mutating func skipMark(_ bytes: UnsafeRawBufferPointer, _ place: inout Int) throws {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        if seen == 0, markLeft == 0, bytes.first == 0xEF { markLeft = 3 }
        while markLeft > 0, place < bytes.count {
            guard bytes[place] == mark[3 - markLeft] else { throw fault(.unexpected, place) }
            markLeft -= 1
            place += 1
        }
    }

    /// Passes one byte that is no part of a string, number or word.
    private mutating func structure(
        _ bytes: UnsafeRawBufferPointer,
        _ place: inout Int,
        _ sink: (JSONEvent) throws -> Void
    ) throws {
        let byte = bytes[place]
        switch byte {
        case 0x20, 0x09, 0x0D:
            place += 1
            return
        case 0x0A:
            place += 1
            line += 1
            lineStart = seen + UInt64(place)
            return
        default: break
        }
        switch (state, byte) {
        case (.colon, 0x3A): state = .value
        case (.separator, 0x2C): state = open.last == true ? .key : .value
        case (.separator, 0x7D), (.firstKey, 0x7D):
            guard open.last == true else { throw fault(.unexpected, place) }
            try close(.endObject, sink)
        case (.separator, 0x5D), (.firstElement, 0x5D):
            guard open.last == false else { throw fault(.unexpected, place) }
            try close(.endArray, sink)
        case (.firstKey, 0x22), (.key, 0x22): beginString(isKey: true)
        case (.value, _), (.firstElement, _): try begin(byte, place, sink)
        case (.rootEnd, _) where isSequence: try begin(byte, place, sink)
        default: throw fault(.unexpected, place)
        }
        // A number's first byte is read with the rest of it.
        if state != .number && state != .word { place += 1 }
    }

    private mutating func begin(_ byte: UInt8, _ place: Int, _ sink: (JSONEvent) throws -> Void) throws {
        switch byte {
        case 0x7B, 0x5B:
            guard open.count < Limits.jsonStreamDepthMax else { throw fault(.tooDeep, place) }
            open.append(byte == 0x7B)
            state = byte == 0x7B ? .firstKey : .firstElement
            try sink(byte == 0x7B ? .beginObject : .beginArray)
        case 0x22: beginString(isKey: false)
        case 0x2D, 0x30...0x39:
            held.removeAll(keepingCapacity: true)
            number = JSONNumberCheck()
            state = .number
        case 0x74, 0x66, 0x6E:
            held.removeAll(keepingCapacity: true)
            state = .word
        default: throw fault(.unexpected, place)
        }
    }

    private mutating func beginString(isKey: Bool) {
        self.isKey = isKey
        held.removeAll(keepingCapacity: true)
        state = .string
    }

    private mutating func close(_ event: JSONEvent, _ sink: (JSONEvent) throws -> Void) throws {
        open.removeLast()
        endValue()
        try sink(event)
    }

    private mutating func endValue() {
        state = open.isEmpty ? .rootEnd : .separator
        if open.isEmpty { rootCount += 1 }
    }

    /// Reads a string up to its end, its next escape or the end of the piece.
    private mutating func string(
        _ bytes: UnsafeRawBufferPointer,
        _ place: inout Int,
        _ sink: (JSONEvent) throws -> Void
    ) throws {
        let start = place
        guard let base = bytes.baseAddress else { return }
        // The second half of a surrogate pair must follow its first at once.
        guard !digits.isWaiting || bytes[place] == 0x5C else { throw fault(.badText, place) }
        while place < bytes.count {
            if place + 8 <= bytes.count,
                !ByteWord.needsEscape(base.loadUnaligned(fromByteOffset: place, as: UInt64.self))
            {
                place += 8
                continue
            }
            let byte = bytes[place]
            if byte == 0x22 || byte == 0x5C { break }
            guard byte >= 0x20 else { throw fault(.unexpected, place) }
            place += 1
        }
        let part = UnsafeRawBufferPointer(rebasing: bytes[start..<place])
        guard held.count + part.count <= Limits.jsonStringBytesMax else { throw fault(.stringTooLong, place) }
        guard place < bytes.count, bytes[place] == 0x22 else {
            held.append(contentsOf: part)
            if place < bytes.count {
                state = .escape
                place += 1
            }
            return
        }
        if held.isEmpty {
            try endString(part, place, sink)
        } else {
            held.append(contentsOf: part)
            // Taken out, for `sink` is given its memory while the parser moves on.
            let whole = held
            try whole.withUnsafeBytes { try endString($0, place, sink) }
        }
        place += 1
    }

    private mutating func endString(
        _ text: UnsafeRawBufferPointer,
        _ place: Int,
        _ sink: (JSONEvent) throws -> Void
    ) throws {
        guard UTF8Check.isValid(text) else { throw fault(.badText, place) }
        if isKey {
            state = .colon
            try sink(.key(text))
        } else {
            endValue()
            try sink(.string(text))
        }
    }

    private mutating func escape(_ bytes: UnsafeRawBufferPointer, _ place: inout Int) throws {
        let letter = bytes[place]
        guard !digits.isWaiting || letter == 0x75 else { throw fault(.badText, place) }
        state = .string
        switch letter {
        case 0x22, 0x5C, 0x2F: held.append(letter)
        case 0x62: held.append(0x08)
        case 0x66: held.append(0x0C)
        case 0x6E: held.append(0x0A)
        case 0x72: held.append(0x0D)
        case 0x74: held.append(0x09)
        case 0x75: state = .unicode
        default: throw fault(.unexpected, place)
        }
        place += 1
    }

    private mutating func unicode(_ bytes: UnsafeRawBufferPointer, _ place: inout Int) throws {
        guard let digit = Hex.value(of: bytes[place]) else { throw fault(.unexpected, place) }
        switch digits.add(digit) {
        case .more: break
        case .half: state = .string
        case .scalar(let scalar):
            held.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            state = .string
        case .bad: throw fault(.badText, place)
        }
        place += 1
    }

    private mutating func digits(
        _ bytes: UnsafeRawBufferPointer,
        _ place: inout Int,
        _ sink: (JSONEvent) throws -> Void
    ) throws {
        while place < bytes.count {
            switch number.add(bytes[place]) {
            case .more:
                held.append(bytes[place])
                guard held.count <= Limits.jsonNumberBytesMax else { throw fault(.numberTooLong, place) }
                place += 1
            case .end: return try endNumber(sink)
            case .bad: throw fault(.unexpected, place)
            }
        }
    }

    private mutating func endNumber(_ sink: (JSONEvent) throws -> Void) throws {
        endValue()
        try held.withUnsafeBytes { try sink(.number($0)) }
    }

    private mutating func word(
        _ bytes: UnsafeRawBufferPointer,
        _ place: inout Int,
        _ sink: (JSONEvent) throws -> Void
    ) throws {
        while place < bytes.count {
            let first = held.first ?? bytes[place]
            let word: StaticString = first == 0x74 ? "true" : first == 0x66 ? "false" : "null"
            guard bytes[place] == word.utf8Start[held.count] else { throw fault(.unexpected, place) }
            held.append(bytes[place])
            place += 1
            guard held.count == word.utf8CodeUnitCount else { continue }
            endValue()
            return try sink(first == 0x6E ? .null : .boolean(first == 0x74))
        }
    }
}
