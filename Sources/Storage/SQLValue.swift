/// A value bound to a statement.
public enum SQLValue: Hashable, Sendable {
    /// SQL NULL.
    case null
    /// A 64-bit integer.
    case integer(Int64)
    /// Text.
    case text(String)
    /// Text given as its UTF-8 bytes, so that a rendered document is not copied into a String.
    case utf8([UInt8])
    /// Raw bytes.
    case bytes([UInt8])

    /// `integer`, or NULL for nil.
    public static func integer(_ value: Int?) -> SQLValue {
        value.map { .integer(Int64($0)) } ?? .null
    }

    /// `text`, or NULL for nil.
    public static func text(_ value: String?) -> SQLValue {
        value.map { .text($0) } ?? .null
    }
}
