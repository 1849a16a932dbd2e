/// What a key may read.
public enum APIScope: String, CaseIterable, Hashable, Sendable {
    /// Routes, loans, settlements and the portfolio.
    case portfolioRead = "portfolio:read"
    /// Payments.
    case paymentsRead = "payments:read"
    /// Customers, the record proper: who they are stays closed.
    case customersRead = "customers:read"
    /// The personal part of whatever else the key may read.
    case personalRead = "personal:read"
    /// Findings.
    case findingsRead = "findings:read"

    /// Every scope but the personal one: what a key gets that is made without naming scopes.
    public static let standard = allCases.filter { $0 != .personalRead }

    /// The scopes of a list such as `portfolio:read,payments:read`, separated by commas or spaces; `all` is every one.
    /// - Throws: ``AccessError/unknownScope``.
    public static func list(_ text: String) throws(AccessError) -> Set<APIScope> {
        var scopes: Set<APIScope> = []
        for word in text.split(whereSeparator: { $0 == "," || $0 == " " }) {
            if word == "all" {
                scopes.formUnion(allCases)
            } else if let scope = APIScope(rawValue: String(word)) {
                scopes.insert(scope)
            } else {
                throw .unknownScope
            }
        }
        guard !scopes.isEmpty else { throw .unknownScope }
        return scopes
    }
}
