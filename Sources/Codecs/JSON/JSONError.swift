/// Why bytes are not the JSON that was expected.
///
/// Never quotes a value, because it may be personal.
public enum JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The byte at this offset has no place there.
    case unexpected(at: Int)
    /// The text ends too early.
    case truncated
    /// Values nest deeper than ``Limits/jsonDepthMax``.
    case tooDeep(at: Int)
    /// The string that ends at this offset is not UTF-8 or holds half a surrogate pair.
    case badText(at: Int)
    /// The object that ends at this offset has this key twice.
    case duplicateKey(String)
    /// A field that must be there is missing or null.
    case missing(String)
    /// A field holds a value of another kind than expected.
    case mismatch(String, expected: String)

    /// One sentence fragment.
    public var description: String {
        switch self {
        case .unexpected(let offset): "byte \(offset) has no place in JSON"
        case .truncated: "the JSON ends too early"
        case .tooDeep(let offset): "values nest deeper than \(Limits.jsonDepthMax) levels at byte \(offset)"
        case .badText(let offset): "the string before byte \(offset) is not valid Unicode"
        case .duplicateKey(let key): "the key \"\(key)\" stands twice in one object"
        case .missing(let field): "the field \"\(field)\" is missing or null"
        case .mismatch(let field, let expected): "the field \"\(field)\" is not \(expected)"
        }
    }
}
