import Codecs
import Lending
import Storage

/// The conditions of a filter, judged on a document: for states of the book that columns no longer hold.
struct DocumentFilter {
    private struct Condition {
        let key: String
        let comparison: FilterField.Comparison
        let form: FilterField.Form
        let value: SQLValue
        /// The value as it stands in a document, quotes included.
        let raw: [UInt8]
    }

    private let conditions: [Condition]
    private let hiddenStatuses: [[UInt8]]
    /// The condition on arrears, which no document holds; nil when there is none.
    let overdue: Bool?

    init(_ filter: RecordFilter) {
        let all = filter.conditions
        conditions = all.compactMap { field, value in
            guard field.column != nil else { return nil }
            return Condition(
                key: field.key,
                comparison: field.comparison,
                form: field.form,
                value: value,
                raw: Self.raw(value, form: field.form)
            )
        }
        hiddenStatuses = filter.namesStatus ? [] : filter.kind.listing.hiddenStatuses.map { Array("\"\($0)\"".utf8) }
        overdue = all.first { $0.field.name == "overdue" }.map { $0.value == .integer(Int64(1)) }
    }

    /// Whether `document` meets every condition but the one on arrears.
    func accepts(_ document: UnsafeRawBufferPointer) -> Bool {
        if !hiddenStatuses.isEmpty, let status = DocumentScan.value(of: "status", in: document),
            hiddenStatuses.contains(where: status.elementsEqual)
        {
            return false
        }
        return conditions.allSatisfy { condition in
            guard let found = DocumentScan.value(of: condition.key, in: document), found.first != 0x6E else {
                return false
            }
            return Self.holds(condition, found)
        }
    }

    private static func holds(_ condition: Condition, _ found: UnsafeRawBufferPointer) -> Bool {
        switch condition.comparison {
        case .equal:
            return found.elementsEqual(condition.raw)
        case .atLeast, .atMost:
            // Dates stand as yyyy-MM-dd, so their bytes are in the order of the days.
            if case .day = condition.form {
                let isBefore = found.lexicographicallyPrecedes(condition.raw)
                return condition.comparison == .atLeast ? !isBefore : isBefore || found.elementsEqual(condition.raw)
            }
            guard case .integer(let bound) = condition.value,
                let amount = DocumentScan.hundredths(found.dropFirst().dropLast())
            else { return false }
            return condition.comparison == .atLeast ? amount >= bound : amount <= bound
        }
    }

    private static func raw(_ value: SQLValue, form: FilterField.Form) -> [UInt8] {
        var writer = JSONWriter(capacity: 64)
        switch (value, form) {
        case (.text(let text), _): writer.element(text)
        case (.integer(let number), .day): writer.element(CivilDate(dayNumber: Int(number)).isoText)
        case (.integer(let number), .flag): return Array((number == 1 ? "true" : "false").utf8)
        default: break
        }
        return writer.bytes
    }
}
