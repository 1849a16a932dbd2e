/// A row or cell that could not be read, with its place.
public struct Reject: Hashable, Sendable, CustomStringConvertible {
    /// What was left out.
    public enum Extent: String, Sendable {
        /// The whole row.
        case row
        /// One cell; the rest of the row was taken.
        case cell
    }

    /// A cell that could not be read.
    public struct Fault: Hashable, Sendable {
        /// The column.
        public let column: String
        /// What is wrong with it and what was expected.
        public let reason: String
        /// The cell, where its column is not personal.
        public let quote: String?
    }

    /// What was left out.
    public let extent: Extent
    /// File, table and row.
    public let place: SourcePlace
    /// Why: one cell that was left empty, or all the cells for which a row was rejected.
    public let faults: [Fault]

    /// One line: place, columns, cells, reasons, and what became of it.
    public var description: String {
        let row = place.row.map { " row \($0)" } ?? ""
        let cells = faults.map { fault in
            "column \"\(fault.column)\":\(fault.quote.map { " \"\($0)\"" } ?? " the cell") \(fault.reason)"
        }
        let outcome = extent == .row ? "Row skipped" : "Cell left empty"
        return "\(place.file) table \(place.table)\(row), \(cells.joined(separator: "; ")). "
            + "\(outcome); correct it in the source and sync again."
    }
}

/// The rejects of one sync: all counted, a bounded number listed.
///
/// What is counted is what is listed: one for each row that was left out, one for each cell that was left empty.
public struct Rejects: Hashable, Sendable {
    /// Rows left out.
    public private(set) var rows = 0
    /// Cells left out of rows that were taken.
    public private(set) var cells = 0
    /// The first ones, in the order they were met.
    public private(set) var listed: [Reject] = []

    /// No rejects.
    public init() {}

    /// Rows and cells together.
    public var count: Int { rows + cells }

    mutating func add(_ issues: [CellIssue], extent: Reject.Extent, at place: SourcePlace) {
        let faults = issues.map { Reject.Fault(column: $0.column, reason: $0.reason, quote: $0.quote) }
        switch extent {
        case .row:
            rows += 1
            list(Reject(extent: .row, place: place, faults: faults))
        case .cell:
            cells += faults.count
            for fault in faults { list(Reject(extent: .cell, place: place, faults: [fault])) }
        }
    }

    mutating func addRow(_ reason: String, column: String, at place: SourcePlace) {
        rows += 1
        list(Reject(extent: .row, place: place, faults: [Reject.Fault(column: column, reason: reason, quote: nil)]))
    }

    private mutating func list(_ reject: Reject) {
        if listed.count < Limits.rejectsListedMax { listed.append(reject) }
    }
}

/// What an owner should know although nothing was refused; each said once, a bounded number listed.
struct Notices {
    private(set) var texts: [String] = []
    private var left = 0

    mutating func add(_ text: String) {
        guard !texts.contains(text) else { return }
        if texts.count < Limits.noticesListedMax { texts.append(text) } else { left += 1 }
    }

    /// The notices, and how many more there were.
    var all: [String] {
        left == 0 ? texts : texts + ["\(left) more notices are not listed."]
    }

    /// Names from a foreign file, safe to show: cut, without control characters, and with long numbers masked, because
    /// an identity number may stand in one.
    static func list(_ names: [String]) -> String {
        let shown = names.prefix(Limits.namesListedMax).map(masked)
        let rest = names.count - shown.count
        return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }

    private static func masked(_ name: String) -> String {
        var text = ""
        var digits = ""
        for character in name.prefix(Limits.quoteCharactersMax) + "\u{0}" {
            if character.isNumber {
                digits.append(character)
                continue
            }
            text += digits.count >= 4 ? "#" : digits
            digits = ""
            if character.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) {
                text.append(character)
            }
        }
        return text
    }
}
