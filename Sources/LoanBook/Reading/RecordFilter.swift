import Lending
import Machine
import Storage

/// Which records of one kind are asked for.
///
/// Names come from an allow-list, values are bound, never spliced.
public struct RecordFilter: Hashable, Sendable {
    /// One condition.
    struct Term: Hashable, Sendable {
        let name: String
        let value: SQLValue
    }

    /// The kind of record.
    public let kind: RecordKind
    /// Conditions that all must hold.
    private(set) var terms: [Term] = []
    /// Records of any status, those that no longer stand included.
    private(set) var isAnyStatus = false

    /// Every record of `kind` that stands: voided payments and removed records are left out, resolved findings too.
    public init(_ kind: RecordKind) {
        self.kind = kind
    }

    /// The records of `kind` that meet `parameters`, as a request names them.
    /// - Throws: ``ReadError`` for a name the kind does not have, or a value not of its form.
    public init(_ kind: RecordKind, parameters: [(name: String, value: String)]) throws(ReadError) {
        self.init(kind)
        for (name, value) in parameters { try require(name, value) }
    }

    /// Adds the condition that the filter `name` has `value`.
    /// - Throws: ``ReadError``.
    public mutating func require(_ name: String, _ value: String) throws(ReadError) {
        guard let field = kind.listing.filter(named: name) else { throw .unknownFilter(kind: kind, name: name) }
        guard !terms.contains(where: { $0.name == name }) && !(isAnyStatus && name == "status") else {
            throw .repeatedFilter(name: name)
        }
        if name == "status", value == "any" {
            isAnyStatus = true
            return
        }
        guard let parsed = field.parse(value) else { throw .badFilter(name: name, expected: field.expected) }
        terms.append(Term(name: name, value: parsed))
    }

    /// Takes records of any status.
    mutating func takeAnyStatus() {
        isAnyStatus = true
    }

    /// The text that the filter `name` asks for, if it does.
    func text(of name: String) -> String? {
        guard case .text(let text) = terms.first(where: { $0.name == name })?.value else { return nil }
        return text
    }

    /// Whether it asks for a status, so that the rule for what stands does not apply.
    var namesStatus: Bool { isAnyStatus || terms.contains { $0.name == "status" } }

    /// Conditions with their fields.
    var conditions: [(field: FilterField, value: SQLValue)] {
        terms.compactMap { term in kind.listing.filter(named: term.name).map { ($0, term.value) } }
    }

    /// What a cursor of this list is bound to: the tenant, the kind, the conditions and the day asked for.
    func fingerprint(tenant: TenantID, asOf: CivilDate?) -> [UInt8] {
        var hasher = Hasher256()
        hasher.updateField(tenant.text)
        hasher.updateField(kind.rawValue)
        hasher.updateField(asOf?.isoText ?? "now")
        hasher.updateField(isAnyStatus ? "any" : "")
        for term in terms.sorted(by: { $0.name < $1.name }) {
            hasher.updateField(term.name)
            switch term.value {
            case .integer(let number): hasher.updateField(number)
            case .text(let text): hasher.updateField(text)
            case .null, .utf8, .bytes: hasher.updateAbsentField()
            }
        }
        return Array(hasher.finalize().prefix(16))
    }
}
