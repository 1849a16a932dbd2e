/// The wrappers that database exports put values in, told by the first key of an object.
enum JSONWrapper {
    /// An object or array of which the members lie one level deeper.
    enum Structure {
        case map
        case array

        /// The key of what matters.
        var content: StaticString {
            switch self {
            case .map: "fields"
            case .array: "values"
            }
        }
    }

    /// A scalar, told when its object is complete.
    case scalar
    /// `mapValue` or `arrayValue`.
    case structure(Structure)
    /// An object stands where the wrapper stands.
    case transparent

    /// Events of the longest wrapped scalar: a timestamp within `__datatype__`.
    static let eventsMax = 12
    /// The key of the collections below a document.
    static let collectionsKey: StaticString = "__collections__"

    private static let scalarKeys: Set<String> = [
        "stringValue", "integerValue", "doubleValue", "booleanValue", "nullValue", "timestampValue",
        "referenceValue", "bytesValue", "_seconds", "seconds", "_nanoseconds", "nanoseconds", "nanos", "$date", "$oid",
        "$numberLong", "$numberInt", "$numberDouble", "$numberDecimal", "__datatype__", "__time__",
    ]

    /// The wrapper that `key` begins; nil for any other key.
    init?(_ key: UnsafeRawBufferPointer) {
        // The cheap look first: nearly all keys end here.
        guard let first = key.first, key.count <= 15, Self.firstLetters.contains(first) else { return nil }
        switch String(decoding: key, as: UTF8.self) {
        case "mapValue": self = .structure(.map)
        case "arrayValue": self = .structure(.array)
        case "geoPointValue": self = .transparent
        case let name where Self.scalarKeys.contains(name): self = .scalar
        default: return nil
        }
    }

    private static let firstLetters = Set("$_abdgimnrst".utf8)

    /// Lends the bytes of ``collectionsKey``.
    static func lendCollectionsKey(_ body: (UnsafeRawBufferPointer) throws -> Void) rethrows {
        try body(UnsafeRawBufferPointer(start: collectionsKey.utf8Start, count: collectionsKey.utf8CodeUnitCount))
    }

    /// The scalar that the events of one whole object mean; nil when they are an object of its own right.
    static func scalar(of events: ArraySlice<OwnedJSONEvent>) -> OwnedJSONEvent? {
        let inside = Array(events.dropFirst().dropLast())
        guard inside.count >= 2, case .key(let name) = inside[0] else { return nil }
        if inside.count == 2 { return single(String(decoding: name, as: UTF8.self), inside[1]) }
        if inside.count == 4, case .key(let second) = inside[2] {
            return pair((name, inside[1]), (second, inside[3]))
        }
        if inside.count > 4, inside[1] == .beginObject, name == Array("$date".utf8),
            let inner = scalar(of: inside[1...]), case .number(let digits) = inner
        {
            return milliseconds(digits)
        }
        if inside.count > 4, inside[1] == .string(Array("timestamp".utf8)), name == Array("__datatype__".utf8),
            inside[2] == .key(Array("value".utf8)), inside[3] == .beginObject
        {
            return scalar(of: inside[3...])
        }
        return nil
    }

    private static func single(_ key: String, _ value: OwnedJSONEvent) -> OwnedJSONEvent? {
        switch (key, value) {
        case ("stringValue", .string), ("referenceValue", .string), ("bytesValue", .string), ("$oid", .string),
            ("timestampValue", .string), ("$date", .string), ("__time__", .string), ("booleanValue", .boolean),
            ("integerValue", .number), ("doubleValue", .number), ("$numberLong", .number), ("$numberInt", .number),
            ("$numberDouble", .number), ("$numberDecimal", .number):
            value
        case ("nullValue", _): value.depthChange == 0 ? .null : nil
        case ("$date", .number(let digits)): milliseconds(digits)
        case ("integerValue", .string(let digits)), ("doubleValue", .string(let digits)),
            ("$numberLong", .string(let digits)), ("$numberInt", .string(let digits)),
            ("$numberDouble", .string(let digits)), ("$numberDecimal", .string(let digits)):
            isNumber(digits) ? .number(digits) : value
        default: nil
        }
    }

    private static func pair(
        _ first: (key: [UInt8], value: OwnedJSONEvent),
        _ second: (key: [UInt8], value: OwnedJSONEvent)
    ) -> OwnedJSONEvent? {
        let names = (String(decoding: first.key, as: UTF8.self), String(decoding: second.key, as: UTF8.self))
        switch (names.0, names.1, first.value, second.value) {
        case ("_seconds", "_nanoseconds", .number(let seconds), .number(let part)),
            ("seconds", "nanoseconds", .number(let seconds), .number(let part)),
            ("seconds", "nanos", .number(let seconds), .number(let part)),
            ("_nanoseconds", "_seconds", .number(let part), .number(let seconds)),
            ("nanoseconds", "seconds", .number(let part), .number(let seconds)),
            ("nanos", "seconds", .number(let part), .number(let seconds)):
            return timestamp(seconds, part)
        case ("__datatype__", "value", .string(let kind), .string):
            return kind == Array("documentReference".utf8) ? second.value : nil
        default: return nil
        }
    }

    private static func isNumber(_ digits: [UInt8]) -> Bool {
        var check = JSONNumberCheck()
        for byte in digits {
            guard case .more = check.add(byte) else { return false }
        }
        return check.isComplete && digits.count <= Limits.jsonNumberBytesMax
    }

    private static func milliseconds(_ digits: [UInt8]) -> OwnedJSONEvent? {
        guard let value = whole(digits) else { return nil }
        return EpochText.utc(milliseconds: value).map { .string(Array($0.utf8)) }
    }

    private static func timestamp(_ seconds: [UInt8], _ nanoseconds: [UInt8]) -> OwnedJSONEvent? {
        guard let whole = whole(seconds), let part = self.whole(nanoseconds), (0..<1_000_000_000).contains(part) else {
            return nil
        }
        let (thousandfold, isOver) = whole.multipliedReportingOverflow(by: 1000)
        let (sum, isOverToo) = thousandfold.addingReportingOverflow(part / 1_000_000)
        guard !isOver, !isOverToo else { return nil }
        return EpochText.utc(milliseconds: sum).map { .string(Array($0.utf8)) }
    }

    private static func whole(_ digits: [UInt8]) -> Int64? {
        guard case .integer(let value) = digits.withUnsafeBytes({ JSONNumber($0) }) else { return nil }
        return value
    }
}

extension OwnedJSONEvent {
    fileprivate var depthChange: Int {
        switch self {
        case .beginObject, .beginArray: 1
        case .endObject, .endArray: -1
        case .key, .string, .number, .boolean, .null: 0
        }
    }
}

/// Moments as text in UTC.
public enum EpochText {
    /// `2026-01-31T17:05:00Z`, with milliseconds where there are any; nil outside the years 1 to 9999.
    public static func utc(milliseconds: Int64) -> String? {
        // 0001-01-01 to 9999-12-31.
        guard (-62_135_596_800_000...253_402_300_799_999).contains(milliseconds) else { return nil }
        // Floored, for moments before 1970.
        let inDay = Int((milliseconds % 86_400_000 + 86_400_000) % 86_400_000)
        let day = (Int(milliseconds) - inDay) / 86_400_000
        let (year, month, dayOfMonth) = civil(day)
        let clock = [inDay / 3_600_000, inDay / 60_000 % 60, inDay / 1000 % 60].map { padded($0, 2) }
        let fraction = inDay % 1000 == 0 ? "" : ".\(padded(inDay % 1000, 3))"
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))T"
            + clock.joined(separator: ":") + fraction + "Z"
    }

    /// The Gregorian day that is `days` after 1970-01-01, by counting in eras of 400 years that begin in March.
    static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let march = (5 * dayOfYear + 2) / 153
        let month = march < 10 ? march + 3 : march - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * march + 2) / 5 + 1)
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
