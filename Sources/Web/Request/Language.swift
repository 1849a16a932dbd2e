/// A language that people are answered in.
///
/// Spanish is first: it is the owners' language.
enum Language: String, Sendable, CaseIterable {
    case spanish = "es"
    case english = "en"

    /// The language that an `Accept-Language` header likes best; Spanish when it names neither.
    init(acceptLanguage header: String?) {
        let ranges = AcceptRange.parse(header ?? "")
        let best = ranges.first { range in
            range.quality > 0 && (range.value == "*" || Language(tag: range.value) != nil)
        }
        self = best.flatMap { Language(tag: $0.value) } ?? .spanish
    }

    /// The language of a tag such as `es-CO`; nil when it is neither of the two.
    init?(tag: String) {
        guard let primary = tag.split(separator: "-").first else { return nil }
        self.init(rawValue: primary.lowercased())
    }
}

/// One sentence in both languages.
struct Bilingual: Hashable, Sendable {
    let spanish: String
    let english: String

    init(es spanish: String, en english: String) {
        self.spanish = spanish
        self.english = english
    }

    func text(in language: Language) -> String {
        switch language {
        case .spanish: spanish
        case .english: english
        }
    }
}
