import Codecs

/// A JSON Schema (draft 2020-12), as far as the published one of profiles uses it.
///
/// A word of the vocabulary that it does not know is told by ``unknownKeywords``, so that nothing goes unchecked.
struct JSONSchema {
    let root: JSONValue

    private static let keywords: Set<String> = [
        "$ref", "type", "enum", "const", "properties", "additionalProperties", "required", "minProperties",
        "maxProperties", "items", "minItems", "maxItems", "oneOf", "anyOf", "allOf", "not", "if", "else", "minimum",
        "maximum", "minLength", "pattern",
    ]
    private static let remarks: Set<String> = ["description", "title", "$schema", "$defs"]

    /// Whether `value` fits.
    func accepts(_ value: JSONValue) -> Bool { accepts(value, root) }

    /// The schema that `schema` refers to, or itself.
    func resolved(_ schema: JSONValue) -> JSONValue {
        guard let name = schema["$ref"]?.text?.split(separator: "/").last else { return schema }
        return root["$defs"]?[String(name)] ?? .null
    }

    /// The part of `schema` that has `keyword`, looked for in its alternatives too.
    func part(of schema: JSONValue, with keyword: String) -> JSONValue? {
        let schema = resolved(schema)
        if schema[keyword] != nil { return schema }
        let branches = (schema["oneOf"]?.elements ?? []) + (schema["anyOf"]?.elements ?? [])
        return branches.lazy.compactMap { part(of: $0, with: keyword) }.first
    }

    /// Words that this validator does not know.
    var unknownKeywords: [String] { unknown(in: root) }

    private func unknown(in schema: JSONValue) -> [String] {
        schema.members.flatMap { member -> [String] in
            switch member.key {
            case "$defs", "properties": member.value.members.flatMap { unknown(in: $0.value) }
            case "items", "additionalProperties", "not", "if", "else": unknown(in: member.value)
            case "oneOf", "anyOf", "allOf": (member.value.elements ?? []).flatMap(unknown)
            default: Self.keywords.union(Self.remarks).contains(member.key) ? [] : [member.key]
            }
        }
    }

    private func accepts(_ value: JSONValue, _ schema: JSONValue) -> Bool {
        if let isAllowed = schema.boolean { return isAllowed }
        return schema.members.allSatisfy { holds($0.key, $0.value, of: value, in: schema) }
    }

    private func holds(_ keyword: String, _ word: JSONValue, of value: JSONValue, in schema: JSONValue) -> Bool {
        switch keyword {
        case "$ref": accepts(value, resolved(schema))
        case "type": (word.elements ?? [word]).contains { isOfType($0.text ?? "", value) }
        case "enum": (word.elements ?? []).contains(value)
        case "const": word == value
        case "oneOf": (word.elements ?? []).count { accepts(value, $0) } == 1
        case "anyOf": (word.elements ?? []).contains { accepts(value, $0) }
        case "allOf": (word.elements ?? []).allSatisfy { accepts(value, $0) }
        case "not": !accepts(value, word)
        case "if": accepts(value, word) || accepts(value, schema["else"] ?? .boolean(true))
        case "properties", "additionalProperties", "required", "minProperties", "maxProperties":
            value.object.map { holdsOfObject(keyword, word, $0, in: schema) } ?? true
        case "items": value.elements.map { $0.allSatisfy { accepts($0, word) } } ?? true
        case "minItems": value.elements.map { $0.count >= word.integer ?? 0 } ?? true
        case "maxItems": value.elements.map { $0.count <= word.integer ?? 0 } ?? true
        case "minimum": value.integer.map { $0 >= word.integer ?? 0 } ?? true
        case "maximum": value.integer.map { $0 <= word.integer ?? 0 } ?? true
        case "minLength": value.text.map { $0.count >= word.integer ?? 0 } ?? true
        case "pattern": value.text.map { fits($0, word.text ?? "") } ?? true
        default: true
        }
    }

    private func holdsOfObject(
        _ keyword: String,
        _ word: JSONValue,
        _ object: [JSONValue.Member],
        in schema: JSONValue
    ) -> Bool {
        let known = schema["properties"]?.members.map(\.key) ?? []
        switch keyword {
        case "properties":
            return object.allSatisfy { member in word[member.key].map { accepts(member.value, $0) } ?? true }
        case "additionalProperties":
            return object.allSatisfy { known.contains($0.key) || accepts($0.value, word) }
        case "required": return (word.elements ?? []).allSatisfy { key in object.contains { $0.key == key.text } }
        case "minProperties": return object.count >= word.integer ?? 0
        default: return object.count <= word.integer ?? 0
        }
    }

    private func isOfType(_ name: String, _ value: JSONValue) -> Bool {
        switch value {
        case .null: name == "null"
        case .boolean: name == "boolean"
        case .number: name == "number" || name == "integer" && value.integer != nil
        case .string: name == "string"
        case .array: name == "array"
        case .object: name == "object"
        }
    }

    private func fits(_ text: String, _ pattern: String) -> Bool {
        guard let regex = try? Regex(pattern) else { return false }
        return text.contains(regex)
    }
}

extension JSONValue {
    /// The members of an object, else nil.
    var object: [Member]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The members of an object; none of anything else.
    var members: [Member] { object ?? [] }
}
