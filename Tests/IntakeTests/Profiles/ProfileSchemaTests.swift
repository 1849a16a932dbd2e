import Codecs
import Foundation
import Intake
import TestSupport
import Testing
import Yams

@Suite("contract/profile.schema.json")
struct ProfileSchemaTests {
    private let schema: JSONSchema
    private let trees: [ProfileTree]
    /// A word that is near to none that the language knows, so that a refusal lists them all.
    private let odd = "zzzzzzzzzzzzzzzzzzzzzzzz"

    init() throws {
        schema = JSONSchema(root: try JSONValue.parse(Array(Golden.text(of: "contract/profile.schema.json").utf8)))
        let docs = try Golden.text(of: "docs/profiles.md").components(separatedBy: "```yaml\n").dropFirst()
            .compactMap { $0.components(separatedBy: "```").first }
        let shipped = ProfileCatalog.names.compactMap(ProfileCatalog.text)
        trees = try (shipped + docs + [WholeLanguage.profile]).map(ProfileTree.init)
    }

    @Test("it accepts every shipped profile and every example, as the parser does")
    func accepts() throws {
        #expect(schema.unknownKeywords.isEmpty, "\(schema.unknownKeywords)")
        #expect(trees.count > 5)
        for tree in trees {
            #expect(schema.accepts(tree.json), "\(tree.json["profile"]?.text ?? "")")
            #expect(try problems(tree).isEmpty)
        }
    }

    @Test("it knows the keys that the parser knows, and no others, in every place")
    func sameKeys() throws {
        var visited: Set<[String]> = []
        var choices: [String: Set<String>] = ["as": [], "enum": []]
        var told: [String: Set<String>] = [:]
        for tree in trees {
            for (path, object) in places(in: tree) {
                let keys = Set(object["properties"]?.members.map(\.key) ?? [])
                visited.insert(keys.sorted())
                let changed = tree.adding(odd, at: path)
                #expect(!schema.accepts(changed.json), "\(path)")
                let known = try #require(try words(in: changed, at: odd), "\(path)")
                // What a field may be read as depends on what it holds, which the schema knows and the parser says after.
                guard case .key(let last)? = path.last, choices[last] != nil else {
                    #expect(known == keys, "\(path)")
                    continue
                }
                choices[last]?.formUnion(keys)
                told[last] = known
                #expect(keys.isSubset(of: known), "\(path)")
            }
        }
        #expect(choices["as"] == told["as"]?.subtracting(["text", "identity", "integer"]))
        #expect(choices["enum"] == told["enum"])
        let all = Set(objects(in: schema.root).map { ($0["properties"]?.members.map(\.key) ?? []).sorted() })
        #expect(all.subtracting(visited) == [], "places that no profile of this test has")
    }

    @Test("what it refuses the parser refuses: keys left out, and words that are no choice")
    func refuses() throws {
        var refused = 0
        for tree in trees {
            for path in paths(in: tree.root) {
                for changed in [tree.changing(path) { _ in nil }, tree.changing(path) { _ in Node(odd) }]
                where !schema.accepts(changed.json) {
                    refused += 1
                    #expect(try !problems(changed).isEmpty, "\(path)")
                }
            }
        }
        #expect(refused > 300)
    }

    @Test("it offers the choices that the parser offers")
    func sameChoices() throws {
        var count = 0
        for tree in trees {
            for path in paths(in: tree.root) {
                guard case .key(let key)? = path.last, let place = part(at: path, of: tree) else { continue }
                let changed = tree.changing(path) { node in node.scalar == nil ? node : Node(odd) }
                let problem = try problems(changed).first {
                    $0.key.hasSuffix(key) && $0.expected.contains("is no choice here")
                }
                let choices = schema.part(of: place, with: "enum")?["enum"]?.elements
                guard let problem, let choices else { continue }
                // What a field may be read as depends on what it holds.
                guard key != "as" else { continue }
                count += 1
                let said = Set(choices.map { $0.text ?? ($0.boolean == true ? "true" : "false") })
                #expect(listed(problem.remedy) == said, "\(path)")
            }
        }
        #expect(count > 20)
    }

    @Test("it explains every key")
    func explains() {
        for object in objects(in: schema.root) {
            for member in object["properties"]?.members ?? [] {
                let text = member.value["description"] ?? schema.resolved(member.value)["description"]
                #expect(text?.text?.isEmpty == false, "\(member.key)")
            }
        }
    }

    private func problems(_ tree: ProfileTree) throws -> [ProfileProblem] {
        let yaml = try tree.yaml()
        do {
            _ = try Profile(yaml: yaml, file: "p.yaml")
            return []
        } catch {
            return error.problems
        }
    }

    /// The words that the parser says it knows where `key` is not known; nil when it does not mind it.
    private func words(in tree: ProfileTree, at key: String) throws -> Set<String>? {
        try problems(tree).first { $0.key.hasSuffix(key) && $0.expected == "unknown key" }.map { listed($0.remedy) }
    }

    private func listed(_ remedy: String) -> Set<String> {
        Set(remedy.replacing("Use one of: ", with: "").components(separatedBy: ", "))
    }

    /// The mappings of a tree whose keys the schema lists, with their schemas.
    private func places(in tree: ProfileTree) -> [(path: ProfileTree.Path, object: JSONValue)] {
        ([[]] + paths(in: tree.root)).compactMap { path in
            guard let node = node(at: path, of: tree.root), node.mapping != nil, let part = part(at: path, of: tree),
                let object = schema.part(of: part, with: "properties")
            else { return nil }
            return (path, object)
        }
    }

    private func paths(in node: Node) -> [ProfileTree.Path] {
        switch node {
        case .mapping(let mapping):
            mapping.flatMap { pair -> [ProfileTree.Path] in
                let step = ProfileTree.Step.key(pair.key.string ?? "")
                return [[step]] + paths(in: pair.value).map { [step] + $0 }
            }
        case .sequence(let sequence):
            sequence.enumerated().flatMap { index, item -> [ProfileTree.Path] in
                [[.index(index)]] + paths(in: item).map { [.index(index)] + $0 }
            }
        case .scalar, .alias: []
        }
    }

    private func node(at path: ProfileTree.Path, of root: Node) -> Node? {
        path.reduce(root) { node, step in
            switch step {
            case .key(let key): node?.mapping?[Node(key)]
            case .index(let index): node?.sequence?[index]
            }
        }
    }

    /// The schema of the value at `path`; nil where anything may stand.
    private func part(at path: ProfileTree.Path, of tree: ProfileTree) -> JSONValue? {
        path.reduce(schema.root as JSONValue?) { place, step in
            guard let place else { return nil }
            switch step {
            case .key(let key):
                let object = schema.part(of: place, with: "properties")
                return object?["properties"]?[key]
                    ?? schema.part(of: place, with: "additionalProperties")?["additionalProperties"]
            case .index: return schema.part(of: place, with: "items")?["items"]
            }
        }
    }

    /// All schemas of objects whose keys are listed.
    private func objects(in value: JSONValue) -> [JSONValue] {
        let own = value["properties"] != nil && value["additionalProperties"] == .boolean(false) ? [value] : []
        let below = value.members.map(\.value) + (value.elements ?? [])
        return own + below.flatMap(objects)
    }
}

/// A profile in which every key of the language stands.
private enum WholeLanguage {
    static let profile = """
        profile: whole-language
        version: 1
        title: Every key of the language
        status: made for tests
        evidence: none
        format: any
        files:
          book:
            name: ["*.db", "*.csv"]
            required: true
            probe: { must: [clientes], any: [a, b], may: [c] }
            when_missing: copy it
        route:
          name: field
          business_date:
            - field: box.date
            - latest: [payments.date, settlements.date]
            - file_modified
        records:
          customers:
            file: book
            table: clientes
            optional: false
            key: [document, name]
            ignore: [x]
            join: { table: otros, on: { id: id }, columns: [ruta] }
            unpack: { column: packed, separator: "-", cell_separator: " ", columns: [uno, dos] }
            where:
              - { column: [anulado, borrado], optional: true, not_in: ["1"] }
              - { column: estado, in: [activo] }
              - { column: estado, is: present }
              - { column: monto, above: 0 }
              - { cell: first, not_starting: [total] }
            unique: [documento]
            fields:
              name:
                columns: [nombre, apellido]
                as: text
                required: true
                personal: true
                null_words: [nadie]
                unless: [empresa]
              document: { column: documento, part: { separator: "/", number: 1 }, as: identity, required: column }
              number: { constant: "1", as: integer }
              route: { column: ruta, part: { separator: "-", number: last }, as: text }
              hidden: { column: oculto, as: { flag: { when: [si] } } }
              skipped_weekdays:
                column: dias
                as: { weekday_letters: { days: [saturday, sunday], separator: "/", collected: A } }
          loans:
            file: book
            table: prestamos
            key: id
            fields:
              id: { column: id, as: text }
              customer: { column: cliente, as: text }
              principal: { column: capital, as: { money: { style: grouped, group: ".", decimal: "," } } }
              flat_rate: { column: tasa, as: { percent: { decimal: ",", of: fraction } } }
              frequency:
                column: cada
                as: { enum: { daily: D, every_other_day: I, weekly: [S], biweekly: Q, monthly: M } }
              status:
                column: estado
                as: { enum: { active: A, paid: P, renewed: R, cancelled: X, written_off: C, paid_or_cancelled: K } }
              disbursed_on: { column: fecha, as: { date: [dd/MM/yyyy, yyyy-MM-dd] } }
              last_payment_on: { column: ultimo, as: { instant: { form: [iso, epoch_ms], zone: utc } } }
          payments:
            file: book
            table: pagos
            key: ticket
            fields:
              loan: { column: prestamo, as: text }
              date: { column: dia, as: { date: dd/MM/yyyy } }
              time: { column: hora, as: { time: "HH:mm:ss" } }
              amount: { column: valor, as: money }
              ticket: { column: recibo, as: text }
          box:
            file: book
            table: caja
            fields:
              date: { column: fecha, as: { date: dd/MM/yyyy } }
          settlements:
            file: book
            table: cierres
            fields:
              date: { column: fecha, as: { date: dd/MM/yyyy } }
              collected: { column: a, as: money }
              lent: { column: b, as: money }
              expenses: { column: c, as: money }
              closing: { column: d, as: money }
        policies:
          calendar: every_day
          first_due: one_period_later
          off_day: keep
          rounding: up
          interest_split: pro_rata
          arrears: by_amount
          arrears_basis: before_today
          arrears_cap: none
          renewal: netting
          renewal_lent: gross
          box: running
        """
}
