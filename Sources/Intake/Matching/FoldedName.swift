import Foundation

/// Names as people mean them: without case, accents, and doubled or trailing blanks.
enum FoldedName {
    /// The folded form of `name`; equal for names that differ only in how they were typed.
    static func of(_ name: String) -> String {
        let letters = name.decomposedStringWithCompatibilityMapping.unicodeScalars.filter { scalar in
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .format: false
            default: true
            }
        }
        let words = String(String.UnicodeScalarView(letters)).lowercased().split(whereSeparator: \.isWhitespace)
        return words.joined(separator: " ")
    }
}
