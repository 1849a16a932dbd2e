/// Writes compact JSON straight into bytes: keys in call order, null fields written as null, `/` left alone.
///
/// The caller is trusted to nest correctly; a comma goes wherever a value follows another one, so the same writer
/// serves one object, an array and newline-delimited objects. Nothing is allocated per field.
public struct JSONWriter {
    /// What was written so far.
    public private(set) var bytes: [UInt8]

    /// An empty writer with room for `capacity` bytes.
    public init(capacity: Int = 1024) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// Forgets what was written and keeps the room, so that one writer serves many documents.
    public mutating func reset() {
        bytes.removeAll(keepingCapacity: true)
    }

    /// Opens an object as a value of an array or of the document itself.
    public mutating func beginObject() {
        put(7) { $0.open(0x7B) }
    }

    /// Opens an object as the value of the field `name`.
    public mutating func beginObject(_ name: StaticString) {
        put(name.roomAsKey) {
            $0.key(name)
            $0.byte(0x7B)
        }
    }

    /// Closes the innermost object.
    public mutating func endObject() {
        bytes.append(0x7D)
    }

    /// Opens an array as a value of an array or of the document itself.
    public mutating func beginArray() {
        put(7) { $0.open(0x5B) }
    }

    /// Opens an array as the value of the field `name`.
    public mutating func beginArray(_ name: StaticString) {
        put(name.roomAsKey) {
            $0.key(name)
            $0.byte(0x5B)
        }
    }

    /// Closes the innermost array.
    public mutating func endArray() {
        bytes.append(0x5D)
    }

    /// Writes `text`, or null.
    public mutating func field(_ name: StaticString, _ text: String?) {
        guard let text else { return fieldNull(name) }
        put(name.roomAsKey + text.utf8.count * 6 + 2) {
            $0.key(name)
            $0.quoted(text)
        }
    }

    /// Writes an integer, or null.
    public mutating func field(_ name: StaticString, _ value: Int?) {
        field(name, value.map(Int64.init))
    }

    /// Writes an integer, or null.
    public mutating func field(_ name: StaticString, _ value: Int64?) {
        guard let value else { return fieldNull(name) }
        put(name.roomAsKey + 20) {
            $0.key(name)
            $0.integer(value)
        }
    }

    /// Writes a boolean, or null.
    public mutating func field(_ name: StaticString, _ value: Bool?) {
        guard let value else { return fieldNull(name) }
        put(name.roomAsKey + 5) {
            $0.key(name)
            $0.literal(value ? "true" : "false")
        }
    }

    /// Writes `null`.
    public mutating func fieldNull(_ name: StaticString) {
        put(name.roomAsKey + 4) {
            $0.key(name)
            $0.literal("null")
        }
    }

    /// Writes `json`, which must be one complete JSON value, as it is.
    public mutating func field(_ name: StaticString, raw json: [UInt8]) {
        json.withUnsafeBytes { field(name, raw: $0) }
    }

    /// Writes `json`, which must be one complete JSON value, as it is.
    public mutating func field(_ name: StaticString, raw json: UnsafeRawBufferPointer) {
        put(name.roomAsKey + json.count) {
            $0.key(name)
            $0.copy(json)
        }
    }

    /// Writes an array of strings.
    public mutating func field(_ name: StaticString, _ texts: [String]) {
        beginArray(name)
        for text in texts { element(text) }
        endArray()
    }

    /// Writes an amount or a rate counted in hundredths as a string with two decimals (`"120000.00"`), or null.
    public mutating func field(_ name: StaticString, hundredths value: Int64?) {
        guard let value else { return fieldNull(name) }
        put(name.roomAsKey + 26) {
            $0.key(name)
            $0.byte(0x22)
            $0.hundredths(value)
            $0.byte(0x22)
        }
    }

    /// Writes a calendar day as `"yyyy-MM-dd"`.
    public mutating func field(_ name: StaticString, year: Int, month: Int, day: Int) {
        put(name.roomAsKey + 26) { tip in
            tip.key(name)
            tip.byte(0x22)
            tip.padded(year, width: 4)
            tip.byte(0x2D)
            tip.padded(month, width: 2)
            tip.byte(0x2D)
            tip.padded(day, width: 2)
            tip.byte(0x22)
        }
    }

    /// Writes a time of day as `"HH:mm:ss"`.
    public mutating func field(_ name: StaticString, hour: Int, minute: Int, second: Int) {
        put(name.roomAsKey + 26) { tip in
            tip.key(name)
            tip.byte(0x22)
            tip.padded(hour, width: 2)
            tip.byte(0x3A)
            tip.padded(minute, width: 2)
            tip.byte(0x3A)
            tip.padded(second, width: 2)
            tip.byte(0x22)
        }
    }

    /// Writes `text`, or null, under a name that is known only as the program runs.
    public mutating func field(named name: String, _ text: String?) {
        key(named: name)
        element(text)
    }

    /// Writes the key of a field whose value is written next, by `element` or an opening bracket.
    public mutating func key(named name: String) {
        element(name)
        bytes.append(0x3A)
    }

    /// Writes `text`, or null, as a value of an array.
    public mutating func element(_ text: String?) {
        let room = (text?.utf8.count ?? 1) * 6 + 3
        put(room) { tip in
            tip.comma()
            if let text { tip.quoted(text) } else { tip.literal("null") }
        }
    }

    /// Writes an integer as a value of an array.
    public mutating func element(_ value: Int64) {
        put(21) {
            $0.comma()
            $0.integer(value)
        }
    }

    /// Writes `json`, which must be one complete JSON value, as a value of an array.
    public mutating func element(raw json: UnsafeRawBufferPointer) {
        put(json.count + 1) {
            $0.comma()
            $0.copy(json)
        }
    }

    /// Ends one document of newline-delimited JSON.
    public mutating func newline() {
        bytes.append(0x0A)
    }

    /// Lets `body` write at most `room` bytes behind what is written.
    @inline(__always)
    private mutating func put(_ room: Int, _ body: (inout WriteTip) -> Void) {
        let last = bytes.last ?? 0x0A
        bytes.append(addingCapacity: room) { (span: inout OutputSpan<UInt8>) in
            span.withUnsafeMutableBufferPointer { buffer, count in
                guard let start = buffer.baseAddress else { return }
                var tip = WriteTip(start + count, last: last)
                body(&tip)
                count = tip.end - start
            }
        }
    }
}

extension StaticString {
    /// The most bytes that this name takes as a key, comma, quotes and colon included, and one more.
    @inline(__always)
    fileprivate var roomAsKey: Int { utf8CodeUnitCount + 5 }
}

extension WriteTip {
    /// Writes a comma when a value stands before.
    @inline(__always)
    fileprivate mutating func comma() {
        switch last {
        case 0x7B, 0x5B, 0x3A, 0x0A: break
        default: byte(0x2C)
        }
    }

    /// Writes `name` as a key.
    @inline(__always)
    fileprivate mutating func key(_ name: StaticString) {
        comma()
        byte(0x22)
        literal(name)
        byte(0x22)
        byte(0x3A)
    }

    /// Opens a value that holds others.
    @inline(__always)
    fileprivate mutating func open(_ bracket: UInt8) {
        comma()
        byte(bracket)
    }
}
