import Codecs
import Lending
import Storage

/// One filter that a list takes: its name in requests, the form of its value, and what it is compared with.
struct FilterField: Sendable {
    /// The form of the value.
    enum Form: Sendable {
        /// An id or another short text, compared as it is.
        case text
        /// One of these words.
        case word([String])
        /// A date `yyyy-MM-dd`.
        case day
        /// `true` or `false`.
        case flag
        /// An amount with a point and at most two decimals.
        case money
    }

    /// How the record's figure is compared with the value.
    enum Comparison: String, Sendable {
        case equal = "="
        case atLeast = ">="
        case atMost = "<="
    }

    /// Name in requests.
    let name: String
    /// Form of the value.
    let form: Form
    /// Column of the current row; nil when the figure is not stored because it depends on the date.
    let column: String?
    /// Key in the document.
    let key: String
    /// How they are compared.
    var comparison: Comparison = .equal
    /// The column never changes in a record's life, so the current row finds superseded versions too.
    var isLifelong = false

    /// What the value must look like, for an error message.
    var expected: String {
        switch form {
        case .text: "an id or short text of at most \(ReadLimits.filterTextMax) characters"
        case .word(let words): words.joined(separator: ", ") + (name == "status" ? " or any" : "")
        case .day: "a date such as 2026-11-24"
        case .flag: "true or false"
        case .money: "an amount such as 120000 or 120000.50"
        }
    }

    /// The value written `text`, or nil when it is not of the form.
    func parse(_ text: String) -> SQLValue? {
        guard !text.isEmpty, text.utf8.count <= ReadLimits.filterTextMax else { return nil }
        switch form {
        case .text: return .text(text)
        case .word(let words): return words.contains(text) ? .text(text) : nil
        case .day: return CivilDate(iso: text).map { .integer(Int64($0.dayNumber)) }
        case .flag: return text == "true" ? .integer(Int64(1)) : text == "false" ? .integer(Int64(0)) : nil
        case .money: return DocumentScan.hundredths(Array(text.utf8)).map { .integer($0) }
        }
    }
}

extension FilterField {
    /// A filter by the id of something the record hangs from.
    static func id(_ name: String, isLifelong: Bool = true) -> FilterField {
        FilterField(name: name, form: .text, column: name, key: name, isLifelong: isLifelong)
    }

    /// A filter by one of `words`.
    static func word(_ name: String, _ words: [String]) -> FilterField {
        FilterField(name: name, form: .word(words), column: name, key: name)
    }

    /// A filter by a yes or no.
    static func flag(_ name: String) -> FilterField {
        FilterField(name: name, form: .flag, column: name, key: name)
    }

    /// The two filters `…_from` and `…_to`, both inclusive, on a date.
    static func days(_ prefix: String, column: String, key: String) -> [FilterField] {
        [
            FilterField(name: "\(prefix)_from", form: .day, column: column, key: key, comparison: .atLeast),
            FilterField(name: "\(prefix)_to", form: .day, column: column, key: key, comparison: .atMost),
        ]
    }
}
