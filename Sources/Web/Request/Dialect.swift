import Codecs

/// Separators and decimals of a CSV file, as `dialect=` names them.
enum Dialect: String, Sendable, CaseIterable {
    case standard
    case excelES = "excel-es"

    var csv: CSVDialect {
        switch self {
        case .standard: .standard
        case .excelES: .excelES
        }
    }

    /// The dialect asked for; the standard one when nobody asks.
    /// - Throws: ``Problem`` when there is no such dialect, or when `format` is not CSV.
    static func of(parameter name: String?, format: Format) throws -> Dialect {
        guard let name else { return .standard }
        guard format == .csv else { throw Problem.dialectWithoutCSV }
        guard let dialect = Dialect(rawValue: name) else { throw Problem.badDialect }
        return dialect
    }
}

extension Problem {
    private static let dialectNames = Dialect.allCases.map(\.rawValue)

    fileprivate static let badDialect = Problem(
        .badParameter,
        parameter: "dialect",
        Bilingual(
            es: "El parámetro \"dialect\" debe ser uno de: \(dialectNames.joined(separator: ", ")).",
            en: "The parameter \"dialect\" must be one of: \(dialectNames.joined(separator: ", "))."
        ),
        allowed: dialectNames
    )

    fileprivate static let dialectWithoutCSV = Problem(
        .badParameter,
        parameter: "dialect",
        Bilingual(
            es: "El parámetro \"dialect\" solo sirve con format=csv.",
            en: "The parameter \"dialect\" goes with format=csv only."
        ),
        allowed: ["format=csv"]
    )
}
