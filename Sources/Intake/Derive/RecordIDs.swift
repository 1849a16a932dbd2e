import Lending
import Machine

/// The ids of one route's records, drawn from (tenant, source system, entity, source key), so that the same backup
/// gives the same ids on any machine.
struct RecordIDs: Sendable {
    let tenant: TenantID
    /// The name of the profile.
    let system: String
    /// The name of the route.
    let route: String

    var routeID: RouteID { make("route", []) }

    func customer(_ key: String) -> CustomerID { make("customer", [key]) }

    func loan(of customer: String, number: Int) -> LoanID { make("loan", [customer, String(number)]) }

    /// A loan that has a key of its own in the source.
    func loan(of customer: String, key: String) -> LoanID { make("loan", [customer, "key", key]) }

    func payment(of customer: String, key: String) -> PaymentID { make("payment", [customer, key]) }

    func settlement(_ key: String) -> SettlementID { make("settlement", [key]) }

    func finding(_ code: String, _ subject: String) -> FindingID { make("finding", [code, subject]) }

    private func make<Kind: Noun>(_ entity: String, _ key: [String]) -> Identifier<Kind> {
        Identifier(
            DeterministicID.text(prefix: Kind.idPrefix, parts: [tenant.text, system, entity, route] + key)
        )
    }
}
