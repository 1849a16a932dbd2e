/// Any JSON text as a value, for tests, settings and rare documents; hot paths read with ``JSONFieldReader``.
public indirect enum JSONValue: Hashable, Sendable {
    /// A member of an object.
    public struct Member: Hashable, Sendable {
        /// Its key.
        public let key: String
        /// Its value.
        public let value: JSONValue

        /// A member of these parts.
        public init(_ key: String, _ value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    /// `null`.
    case null
    /// `true` or `false`.
    case boolean(Bool)
    /// A number as written: no precision is lost, no `Double` is made.
    case number(String)
    /// A string.
    case string(String)
    /// An array.
    case array([JSONValue])
    /// An object, members in the order written.
    case object([Member])

    /// The value of the member `key`; nil when this is no object or has no such member.
    public subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// The value at `index`; nil when this is no array or is shorter.
    public subscript(index: Int) -> JSONValue? {
        guard case .array(let values) = self, values.indices.contains(index) else { return nil }
        return values[index]
    }

    /// The text of a string, else nil.
    public var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The number as an integer; nil for anything else, fractions included.
    public var integer: Int64? {
        if case .number(let digits) = self { Int64(digits) } else { nil }
    }

    /// The boolean, else nil.
    public var boolean: Bool? {
        if case .boolean(let value) = self { value } else { nil }
    }

    /// The values of an array, else nil.
    public var elements: [JSONValue]? {
        if case .array(let values) = self { values } else { nil }
    }

    /// The members of an object, else nil.
    public var members: [Member]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The value that `bytes` spell.
    /// - Throws: ``JSONError`` when they are not exactly one JSON text (RFC 8259) without duplicate keys.
    public static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        let result: Result<JSONValue, JSONError> = bytes.withUnsafeBytes { buffer in
            Result { () throws(JSONError) -> JSONValue in try parse(buffer) }
        }
        return try result.get()
    }

    /// The value that the bytes of `text` spell.
    /// - Throws: ``JSONError``.
    public static func parse(_ text: String) throws(JSONError) -> JSONValue {
        try parse(Array(text.utf8))
    }

    /// The value that `bytes` spell.
    /// - Throws: ``JSONError``.
    public static func parse(_ bytes: UnsafeRawBufferPointer) throws(JSONError) -> JSONValue {
        var parser = JSONParser(bytes)
        return try parser.document()
    }

    /// Compact JSON text of this value.
    public var compactText: String {
        var writer = JSONWriter(capacity: 256)
        write(into: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Writes this value as an element of an array or as the document itself.
    public func write(into writer: inout JSONWriter) {
        switch self {
        case .null: writer.element(nil)
        case .boolean(let value): writer.element(raw: value ? "true" : "false")
        case .number(let digits): writer.element(raw: digits)
        case .string(let text): writer.element(text)
        case .array(let values):
            writer.beginArray()
            for value in values { value.write(into: &writer) }
            writer.endArray()
        case .object(let members):
            writer.beginObject()
            for member in members {
                writer.key(named: member.key)
                member.value.write(into: &writer)
            }
            writer.endObject()
        }
    }
}

extension JSONWriter {
    /// Writes `json`, one complete JSON value, as a value of an array.
    fileprivate mutating func element(raw json: String) {
        let bytes = Array(json.utf8)
        bytes.withUnsafeBytes { element(raw: $0) }
    }
}
