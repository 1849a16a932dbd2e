import Codecs
import Yams

/// A profile as a tree that a test may change, written back as YAML for the parser and as JSON for the schema.
struct ProfileTree {
    /// A step from a node to one below it.
    enum Step: Hashable {
        case key(String)
        case index(Int)
    }

    typealias Path = [Step]

    let root: Node

    init(_ yaml: String) throws {
        root = try Yams.compose(yaml: yaml) ?? Node("")
    }

    private init(_ root: Node) {
        self.root = root
    }

    /// The YAML of the tree.
    func yaml() throws -> String { try Yams.serialize(node: root, width: -1, allowUnicode: true) }

    /// The tree as an editor sees it.
    var json: JSONValue { Self.json(root) }

    /// The tree with the node at `path` changed; nil removes it.
    func changing(_ path: Path, _ change: (Node) -> Node?) -> ProfileTree {
        ProfileTree(Self.changed(root, path[...], change) ?? root)
    }

    /// The tree with one more key in the mapping at `path`.
    func adding(_ key: String, at path: Path) -> ProfileTree {
        changing(path) { node in
            guard case .mapping(var mapping) = node else { return node }
            mapping[Node(key)] = Node("x")
            return .mapping(mapping)
        }
    }

    private static func changed(_ node: Node, _ path: ArraySlice<Step>, _ change: (Node) -> Node?) -> Node? {
        guard let step = path.first else { return change(node) }
        switch (step, node) {
        case (.key(let key), .mapping(var mapping)):
            guard let below = mapping[Node(key)] else { return node }
            mapping[Node(key)] = changed(below, path.dropFirst(), change)
            return .mapping(mapping)
        case (.index(let index), .sequence(var sequence)):
            if let below = changed(sequence[index], path.dropFirst(), change) {
                sequence[index] = below
            } else {
                sequence.remove(at: index)
            }
            return .sequence(sequence)
        default: return node
        }
    }

    private static func json(_ node: Node) -> JSONValue {
        switch node {
        case .mapping(let mapping):
            .object(mapping.map { JSONValue.Member($0.key.string ?? "", json($0.value)) })
        case .sequence(let sequence): .array(sequence.map(json))
        case .scalar(let scalar): scalar.style == .plain ? plain(scalar.string) : .string(scalar.string)
        case .alias: .null
        }
    }

    /// An unquoted scalar by the core rules of YAML 1.2.
    private static func plain(_ text: String) -> JSONValue {
        switch text {
        case "true": .boolean(true)
        case "false": .boolean(false)
        case "", "~", "null": .null
        default: Double(text) == nil || text.contains("n") ? .string(text) : .number(text)
        }
    }
}
