import Yams

/// One mapping of a profile: keys with lines, and problems noted where something else was expected.
struct ProfileBlock {
    /// The keys that lead here, joined by dots.
    let path: String
    /// The line it begins on.
    let line: Int
    let problems: ProfileProblems
    /// Its keys in the order of the file.
    let keys: [String]
    /// Whether nothing stands in it, not even keys that are not known.
    let isEmpty: Bool
    private let entries: [String: Node]
    private let lines: [String: Int]

    /// The mapping at `node`; keys outside `known` (if given) are problems.
    init?(_ node: Node, path: String, line: Int, known: [String]?, problems: ProfileProblems) {
        guard case .mapping(let mapping) = node else {
            problems.add(line, path, "expected keys with values below it", "Write them indented, one per line")
            return nil
        }
        self.path = path
        self.line = line
        self.problems = problems
        isEmpty = mapping.isEmpty
        var keys: [String] = []
        var entries: [String: Node] = [:]
        var lines: [String: Int] = [:]
        for (key, value) in mapping {
            let keyLine = key.mark?.line ?? line
            guard case .scalar(let scalar) = key else {
                problems.add(keyLine, path, "a key must be plain text", "Write `key: value`")
                continue
            }
            if let known, !known.contains(scalar.string) {
                let remedy = Suggestion.remedy(for: scalar.string, among: known)
                problems.add(keyLine, Self.join(path, scalar.string), "unknown key", remedy)
                continue
            }
            keys.append(scalar.string)
            entries[scalar.string] = value
            lines[scalar.string] = keyLine
        }
        self.keys = keys
        self.entries = entries
        self.lines = lines
    }

    /// The raw node of `key`.
    func node(_ key: String) -> Node? { entries[key] }

    /// The line of `key`, or of the block when it is absent.
    func line(of key: String) -> Int { lines[key] ?? line }

    /// The full name of `key`.
    func name(_ key: String) -> String { Self.join(path, key) }

    /// Notes a problem with `key`.
    func problem(_ key: String, _ expected: String, _ remedy: String) {
        problems.add(line(of: key), name(key), expected, remedy)
    }

    /// The text of `key`; a problem when it is no text, or when it is needed and absent.
    func text(_ key: String, isNeeded: Bool = false) -> String? {
        guard let node = entries[key] else {
            if isNeeded { problem(key, "missing; expected a text", "Add `\(key): …`") }
            return nil
        }
        guard case .scalar(let scalar) = node, !scalar.string.isEmpty else {
            problem(key, "expected a text", "Write `\(key): …` on one line")
            return nil
        }
        return scalar.string
    }

    /// The yes or no of `key`, else `standard`.
    func flag(_ key: String, else standard: Bool) -> Bool {
        guard entries[key] != nil else { return standard }
        switch text(key) {
        case "true": return true
        case "false": return false
        case nil: return standard
        default:
            problem(key, "expected true or false", "Write `\(key): true` or `\(key): false`")
            return standard
        }
    }

    /// The list of texts at `key`; a single text counts as a list of one.
    func texts(_ key: String, isNeeded: Bool = false) -> [String] {
        guard let node = entries[key] else {
            if isNeeded { problem(key, "missing; expected a text or a list of texts", "Add `\(key): …`") }
            return []
        }
        switch node {
        case .scalar(let scalar) where !scalar.string.isEmpty: return [scalar.string]
        case .sequence(let sequence):
            if isNeeded, sequence.isEmpty { problem(key, "the list is empty", "Write `\(key): [one, two]`") }
            return sequence.compactMap { item in
                guard case .scalar(let scalar) = item else {
                    problems.add(
                        item.mark?.line ?? line(of: key),
                        name(key),
                        "expected a list of texts",
                        "Write `\(key): [one, two]`"
                    )
                    return nil
                }
                return scalar.string
            }
        case .scalar, .mapping, .alias:
            problem(key, "expected a list of texts", "Write `\(key): [one, two]`")
            return []
        }
    }

    /// The block at `key`; a problem when it is needed and absent.
    func block(_ key: String, known: [String]?, isNeeded: Bool = false) -> ProfileBlock? {
        guard let node = entries[key] else {
            if isNeeded { problem(key, "missing; expected keys below it", "Add `\(key):` with its keys") }
            return nil
        }
        return ProfileBlock(node, path: name(key), line: line(of: key), known: known, problems: problems)
    }

    /// The blocks in the list at `key`.
    func blocks(_ key: String, known: [String]) -> [ProfileBlock] {
        guard let node = entries[key] else { return [] }
        guard case .sequence(let items) = node else {
            problem(key, "expected a list", "Write each one on a line of its own that begins with `- `")
            return []
        }
        return items.compactMap { item in
            ProfileBlock(
                item,
                path: name(key),
                line: item.mark?.line ?? line(of: key),
                known: known,
                problems: problems
            )
        }
    }

    /// `word` as one of `choices`, else a problem at `key`.
    func choice(_ word: String, of choices: [String], at key: String) -> String? {
        if choices.contains(word) { return word }
        problem(
            key,
            "\"\(word)\" is no choice here",
            Suggestion.remedy(for: word, among: choices)
        )
        return nil
    }

    private static func join(_ path: String, _ key: String) -> String {
        path.isEmpty ? key : "\(path).\(key)"
    }
}
