import Codecs
import Lending
import Yams

/// Reads the `as:` of one field: a name, or a name with its options.
struct ProfileTransformParser {
    let block: ProfileBlock
    private static let names = [
        "text", "identity", "integer", "money", "percent", "date", "time", "flag", "enum", "weekday_letters",
    ]
    private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    private static let frequencies = ["daily", "every_other_day", "weekly", "biweekly", "monthly"]

    func transform() -> Transform? {
        guard let node = block.node("as") else {
            block.problem("as", "missing; expected how the cell is read", "Add e.g. `as: text`")
            return nil
        }
        if case .scalar(let scalar) = node {
            return block.choice(scalar.string, of: Self.names, at: "as").flatMap { plain($0) }
        }
        guard let options = block.block("as", known: Self.names) else { return nil }
        guard options.keys.count == 1, let name = options.keys.first else {
            if !options.keys.isEmpty { block.problem("as", "expected one transform", "Keep one of them") }
            return nil
        }
        return transform(name, options)
    }

    private func plain(_ name: String) -> Transform? {
        switch name {
        case "text": return .text
        case "identity": return .identity
        case "integer": return .integer
        case "money": return .money(group: nil, decimal: 0x2E)
        case "percent": return .percent(decimal: 0x2E)
        case "date": return needs("date", "a pattern", "as: { date: dd/MM/yyyy }")
        case "time": return needs("time", "a pattern", "as: { time: \"HH:mm:ss\" }")
        case "flag": return needs("flag", "when it is set", "as: { flag: { when: present } }")
        case "enum": return needs("enum", "its choices", "as: { enum: { daily: [Diario] } }")
        default: return needs(name, "its options", "as: { \(name): { days: [sunday], collected: A } }")
        }
    }

    private func needs(_ name: String, _ what: String, _ example: String) -> Transform? {
        block.problem("as", "`\(name)` needs \(what)", "Write e.g. `\(example)`")
        return nil
    }

    private func transform(_ name: String, _ options: ProfileBlock) -> Transform? {
        switch name {
        case "money": return money(options)
        case "percent": return percent(options)
        case "date": return date(options)
        case "time": return time(options)
        case "flag": return flag(options)
        case "enum": return choices(options)
        case "weekday_letters": return letters(options)
        default:
            options.problem(name, "takes no options", "Write `as: \(name)`")
            return nil
        }
    }

    private func money(_ options: ProfileBlock) -> Transform? {
        guard let block = options.block("money", known: ["style", "group", "decimal"]) else { return nil }
        let style = block.text("style", isNeeded: true)
            .flatMap { block.choice($0, of: ["plain", "grouped"], at: "style") }
        switch style {
        case "plain":
            for key in ["group", "decimal"] where block.node(key) != nil {
                block.problem(key, "belongs to style grouped", "Remove it, or write `style: grouped`")
            }
            return .money(group: nil, decimal: 0x2E)
        case "grouped":
            guard let group = separator("group", ".", block), let decimal = separator("decimal", ",", block)
            else { return nil }
            if group == decimal {
                block.problem("decimal", "is the same as `group`", "Use `group: \".\"` and `decimal: \",\"`")
                return nil
            }
            return .money(group: group, decimal: decimal)
        default: return nil
        }
    }

    private func percent(_ options: ProfileBlock) -> Transform? {
        guard let block = options.block("percent", known: ["decimal"]) else { return nil }
        return separator("decimal", ".", block).map { .percent(decimal: $0) }
    }

    private func separator(_ key: String, _ standard: String, _ block: ProfileBlock) -> UInt8? {
        let text = block.node(key) == nil ? standard : block.text(key) ?? ""
        guard let byte = text.utf8.first, [".", ",", "'", " "].contains(text) else {
            block.problem(key, "expected one of . , ' or a blank, in quotes", "Write e.g. `\(key): \"\(standard)\"`")
            return nil
        }
        return byte
    }

    private func date(_ options: ProfileBlock) -> Transform? {
        guard let pattern = options.text("date") else { return nil }
        do {
            _ = try DateGrammar(pattern)
            return .date(pattern)
        } catch {
            options.problem("date", "a day needs dd, MM and yyyy, once each", "Write e.g. `date: dd/MM/yyyy`")
            return nil
        }
    }

    private func time(_ options: ProfileBlock) -> Transform? {
        guard let pattern = options.text("time") else { return nil }
        do {
            _ = try TimeGrammar(pattern)
            return .time(pattern)
        } catch {
            options.problem("time", "a time needs HH, and may have mm and ss", "Write e.g. `time: \"HH:mm:ss\"`")
            return nil
        }
    }

    private func flag(_ options: ProfileBlock) -> Transform? {
        guard let block = options.block("flag", known: ["when"]) else { return nil }
        let words = block.texts("when")
        if words.isEmpty {
            block.problem("when", "expected `present` or a list of words", "Write e.g. `when: [yes, si]`")
            return nil
        }
        return .flag(words: words == ["present"] ? nil : words.map { $0.lowercased() })
    }

    private func choices(_ options: ProfileBlock) -> Transform? {
        guard let block = options.block("enum", known: Self.frequencies) else { return nil }
        var choices: [String: String] = [:]
        for key in block.keys {
            for alias in block.texts(key) + [key] {
                if let other = choices[alias.lowercased()], other != key {
                    block.problem(key, "\"\(alias)\" already means \(other)", "Keep it in one place")
                }
                choices[alias.lowercased()] = key
            }
        }
        return choices.isEmpty ? nil : .choice(choices)
    }

    private func letters(_ options: ProfileBlock) -> Transform? {
        let known = ["days", "separator", "collected"]
        guard let block = options.block("weekday_letters", known: known) else { return nil }
        let days = block.texts("days").compactMap { word -> Weekday? in
            block.choice(word, of: Self.weekdays, at: "days")
                .flatMap { Self.weekdays.firstIndex(of: $0) }.map { Weekday.allCases[$0] }
        }
        if block.texts("days").isEmpty {
            block.problem("days", "expected the weekdays, in order", "Write e.g. `days: [saturday, sunday]`")
        }
        guard let collected = block.text("collected", isNeeded: true), !days.isEmpty else { return nil }
        return .weekdayLetters(days: days, separator: block.text("separator") ?? "/", collected: collected)
    }
}
