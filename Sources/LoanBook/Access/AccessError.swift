/// Why a key is not made, found or accepted.
public enum AccessError: Error, Hashable, Sendable {
    /// The key is missing, mistyped, revoked, expired or of nobody; which of these is not told.
    case notAuthenticated
    /// The key does not open what was asked for.
    case missingScope(APIScope)
    /// A word in a list of scopes is none.
    case unknownScope
    /// The label is empty or too long.
    case badLabel
    /// The day of expiry has passed already.
    case expiresInThePast
    /// The tenant has no such key.
    case unknownKey(id: String)

    /// The stable code.
    public var code: String {
        switch self {
        case .notAuthenticated: "access.not_authenticated"
        case .missingScope: "access.missing_scope"
        case .unknownScope: "access.unknown_scope"
        case .badLabel: "access.label_not_usable"
        case .expiresInThePast: "access.expires_in_the_past"
        case .unknownKey: "access.unknown_key"
        }
    }
}

extension AccessError: CustomStringConvertible {
    /// One sentence that says what, what was expected and what to do.
    public var description: String {
        switch self {
        case .notAuthenticated:
            "The API key is missing or not valid. Send it as \"Authorization: Bearer rk_…\"; make one with recaudo key create."
        case .missingScope(let scope):
            "The API key lacks the scope \(scope.rawValue). Use a key that has it."
        case .unknownScope:
            "A scope is not known. Use all, or a list of: "
                + "\(APIScope.allCases.map(\.rawValue).joined(separator: ", "))."
        case .badLabel:
            "The label is not usable: expected 1 to \(APIKeys.labelMax) characters that say who uses the key."
        case .expiresInThePast:
            "The key would expire in the past. Give a later day."
        case .unknownKey(let id):
            "There is no key \(id.prefix(40)). List the keys with recaudo key list."
        }
    }
}
