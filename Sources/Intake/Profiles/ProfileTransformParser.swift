import Codecs
import Lending
import Yams

/// Reads the `as:` of one field: a name, or a name with its options.
struct ProfileTransformParser {
    let block: ProfileBlock
    private static let names = [
        "text", "identity", "integer", "money", "percent", "date", "time", "instant", "flag", "enum", "weekday_letters",
    ]
    private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

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
            if !options.keys.isEmpty || options.isEmpty {
                block.problem("as", "expected one transform", "Keep one of them")
            }
            return nil
        }
        return transform(name, options)
    }

    private func plain(_ name: String) -> Transform? {
        switch name {
        case "text": return .text
        case "identity": return .identity
        case "integer": return .integer
        case "money": return .money(.plain)
        case "percent": return .percent(decimal: 0x2E)
        case "date": return needs("date", "a pattern", "as: { date: dd/MM/yyyy }")
        case "time": return needs("time", "a pattern", "as: { time: \"HH:mm:ss\" }")
        case "instant": return needs("instant", "how it is written", "as: { instant: { form: iso } }")
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
        case "instant": return instant(options)
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
            .flatMap { block.choice($0, of: ["plain", "grouped", "minor_units", "any"], at: "style") }
        guard style == "grouped" else {
            for key in ["group", "decimal"] where block.node(key) != nil {
                block.problem(key, "belongs to style grouped", "Remove it, or write `style: grouped`")
            }
            return style.map { .money($0 == "plain" ? .plain : $0 == "any" ? .any : .minorUnits) }
        }
        guard let group = separator("group", ".", block), let decimal = separator("decimal", ",", block)
        else { return nil }
        if group == decimal {
            block.problem("decimal", "is the same as `group`", "Use `group: \".\"` and `decimal: \",\"`")
            return nil
        }
        return .money(.grouped(group: group, decimal: decimal))
    }

    private func percent(_ options: ProfileBlock) -> Transform? {
        guard let block = options.block("percent", known: ["decimal", "of"]) else { return nil }
        let unit = block.node("of") == nil ? "hundred" : block.text("of") ?? ""
        guard block.choice(unit, of: ["hundred", "fraction"], at: "of") != nil else { return nil }
        guard block.node("decimal") == nil || block.text("decimal") != "any" else {
            return unit == "hundred" ? .percent(decimal: nil) : .fraction(decimal: nil)
        }
        return separator("decimal", ".", block).map {
            unit == "hundred" ? .percent(decimal: $0) : .fraction(decimal: $0)
        }
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
        let patterns = options.texts("date", isNeeded: true)
        guard !patterns.isEmpty, patterns.allSatisfy({ (try? DateGrammar($0)) != nil }) else {
            // `try?`: what is wrong with a pattern is always said the same way.
            options.problem("date", "a day needs dd, MM and yyyy, once each", "Write e.g. `date: dd/MM/yyyy`")
            return nil
        }
        return .date(patterns)
    }

    private func instant(_ options: ProfileBlock) -> Transform? {
        guard let block = options.block("instant", known: ["form", "zone"]) else { return nil }
        let forms = block.texts("form", isNeeded: true).compactMap { text -> Transform.InstantForm? in
            switch text {
            case "iso": return .iso
            case "epoch_s": return .epochSeconds
            case "epoch_ms": return .epochMilliseconds
            default:
                if (try? DateGrammar(text)) != nil { return .pattern(text) }
                // `try?`: as for days.
                block.problem(
                    "form",
                    "\"\(text)\" is neither iso, epoch_s, epoch_ms nor a pattern",
                    "Write e.g. `form: \"dd/MM/yyyy HH:mm:ss\"`"
                )
                return nil
            }
        }
        let zone = block.node("zone") == nil ? "local" : block.text("zone") ?? ""
        guard !forms.isEmpty, block.choice(zone, of: ["utc", "local"], at: "zone") != nil else { return nil }
        return .instant(forms, isUTC: zone == "utc")
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
        let all = Transform.Choices.allCases
        guard let block = options.block("enum", known: all.flatMap(\.words)) else { return nil }
        guard let first = block.keys.first, let kind = all.first(where: { $0.words.contains(first) }) else {
            if block.isEmpty {
                options.problem("enum", "expected its choices", "Write e.g. `enum: { daily: [Diario] }`")
            }
            return nil
        }
        for key in block.keys where !kind.words.contains(key) {
            block.problem(key, "does not belong beside \(first)", Suggestion.remedy(for: key, among: kind.words))
        }
        var choices: [String: String] = [:]
        for key in block.keys {
            for alias in block.texts(key) + [key] {
                if let other = choices[alias.lowercased()], other != key {
                    block.problem(key, "\"\(alias)\" already means \(other)", "Keep it in one place")
                }
                choices[alias.lowercased()] = key
            }
        }
        return .choice(kind, choices)
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
