import Yams

/// Reads what is done to the rows of one record before they are read.
struct ProfileRowParser {
    let block: ProfileBlock

    func rules() -> RowRules {
        RowRules(unpacking: unpacking(), join: join(), conditions: conditions(), unique: block.texts("unique"))
    }

    private func unpacking() -> Unpacking? {
        let known = ["column", "separator", "cell_separator", "columns"]
        guard block.node("unpack") != nil, let options = block.block("unpack", known: known) else { return nil }
        let columns = options.texts("columns", isNeeded: true)
        guard let column = options.text("column", isNeeded: true),
            let separator = options.text("separator", isNeeded: true), !columns.isEmpty
        else { return nil }
        return Unpacking(
            column: column,
            separator: separator,
            cellSeparator: options.node("cell_separator") == nil ? " " : options.text("cell_separator") ?? " ",
            columns: columns
        )
    }

    private func join() -> RowJoin? {
        guard block.node("join") != nil, let options = block.block("join", known: ["table", "on", "columns"]) else {
            return nil
        }
        let columns = options.texts("columns", isNeeded: true)
        let pair = options.block("on", known: nil, isNeeded: true)
        if let pair, pair.keys.count != 1 {
            options.problem("on", "expected one pair of columns", "Write `on: { their_column: our_column }`")
        }
        guard let table = options.text("table", isNeeded: true), let pair, let theirs = pair.keys.first,
            let ours = pair.text(theirs), !columns.isEmpty
        else { return nil }
        return RowJoin(table: table, theirs: theirs, ours: ours, columns: columns)
    }

    private func conditions() -> [RowCondition] {
        let tests = ["in", "not_in", "is", "above", "not_starting"]
        return block.blocks("where", known: ["column", "cell", "optional"] + tests).compactMap { condition in
            guard let place = place(condition) else { return nil }
            let given = tests.filter { condition.node($0) != nil }
            guard given.count == 1, let name = given.first else {
                condition.problem(
                    "column",
                    "expected one of \(tests.joined(separator: ", ")) beside it",
                    "Write e.g. `- { column: \(place.columns.first ?? "anulado"), is: empty }`; a second test is a "
                        + "second line"
                )
                return nil
            }
            return test(name, condition).map { RowCondition(place: place, test: $0) }
        }
    }

    private func place(_ condition: ProfileBlock) -> RowCondition.Place? {
        guard condition.node("cell") != nil else {
            let names = condition.texts("column", isNeeded: true)
            let isOptional = condition.flag("optional", else: false)
            return names.isEmpty ? nil : .column(names, isOptional: isOptional)
        }
        for key in ["column", "optional"] where condition.node(key) != nil {
            condition.problem(key, "does not belong beside `cell`", "Keep one of them")
        }
        guard let word = condition.text("cell"), condition.choice(word, of: ["first"], at: "cell") != nil else {
            return nil
        }
        return .firstFilled
    }

    private func test(_ name: String, _ condition: ProfileBlock) -> RowCondition.Test? {
        let words = name == "above" ? [] : condition.texts(name).map { $0.lowercased() }
        switch name {
        case "in": return .isOneOf(words)
        case "not_in": return .isNoneOf(words)
        case "not_starting": return .beginsWithNoneOf(words)
        case "is":
            guard let word = words.first, condition.choice(word, of: ["empty", "present"], at: "is") != nil else {
                return nil
            }
            return word == "empty" ? .isEmpty : .isPresent
        default:
            guard let number = condition.text("above").flatMap({ Double($0) }), number.isFinite else {
                condition.problem("above", "expected a number", "Write e.g. `above: \"0\"`")
                return nil
            }
            return .isAbove(number)
        }
    }
}
