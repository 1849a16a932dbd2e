import LoanBook

extension Problem {
    /// What a refusal of the book's readers is for the client.
    init(reading error: ReadError) {
        switch error {
        case .unknownFilter(let kind, let name):
            self = .unknownParameter(name, allowed: kind.filterNames)
        case .badFilter(let name, let expected):
            self.init(
                .badParameter,
                parameter: name,
                Bilingual(
                    es: "El parámetro \"\(name)\" no sirve; se espera: \(Problem.spanish(expected: expected)).",
                    en: "The parameter \"\(name)\" is not usable; expected: \(expected)."
                ),
                allowed: [expected]
            )
        case .repeatedFilter(let name): self = .repeatedParameter(name)
        case .badCursor:
            self.init(
                .badCursor,
                parameter: "cursor",
                Bilingual(
                    es: "El cursor no es de esta lista. Use el next_cursor de la página anterior con los mismos "
                        + "filtros, o quítelo para empezar de nuevo.",
                    en: "The cursor does not belong to this list. Use next_cursor of the page before with the same "
                        + "filters, or leave it out to start again."
                )
            )
        case .badLimit: self = .badLimit
        case .unknownFormat: self = .badFormat
        }
    }

    /// A parameter that the endpoint does not have.
    static func unknownParameter(_ name: String, allowed: [String]) -> Problem {
        let shown = String(name.prefix(40))
        let list = allowed.joined(separator: ", ")
        return Problem(
            .unknownParameter,
            parameter: shown,
            Bilingual(
                es: allowed.isEmpty
                    ? "El parámetro \"\(shown)\" no existe aquí; esta dirección no recibe ninguno."
                    : "El parámetro \"\(shown)\" no existe aquí. Los permitidos son: \(list).",
                en: allowed.isEmpty
                    ? "There is no parameter \"\(shown)\" here; this address takes none."
                    : "There is no parameter \"\(shown)\" here. Allowed are: \(list)."
            ),
            allowed: allowed
        )
    }

    /// A parameter given more than once.
    static func repeatedParameter(_ name: String) -> Problem {
        Problem(
            .badParameter,
            parameter: name,
            Bilingual(
                es: "El parámetro \"\(name)\" viene dos veces. Déjelo una sola vez.",
                en: "The parameter \"\(name)\" is given twice. Give it once."
            )
        )
    }

    /// A page size out of bounds.
    static let badLimit = Problem(
        .badParameter,
        parameter: "limit",
        Bilingual(
            es: "El parámetro \"limit\" debe ser un número de 1 a \(Limits.pageSizeMax).",
            en: "The parameter \"limit\" must be a number from 1 to \(Limits.pageSizeMax)."
        ),
        allowed: ["1..\(Limits.pageSizeMax)"]
    )

    /// A format that is not offered.
    static let badFormat = Problem(
        .badParameter,
        parameter: "format",
        Bilingual(
            es: "El parámetro \"format\" debe ser uno de: \(Format.allNames).",
            en: "The parameter \"format\" must be one of: \(Format.allNames)."
        ),
        allowed: Format.allCases.map(\.rawValue)
    )

    /// A date that is none.
    static func badDate(_ name: String) -> Problem {
        Problem(
            .badParameter,
            parameter: name,
            Bilingual(
                es: "El parámetro \"\(name)\" debe ser una fecha como 2026-11-24.",
                en: "The parameter \"\(name)\" must be a date such as 2026-11-24."
            ),
            allowed: ["yyyy-MM-dd"]
        )
    }

    private static func spanish(expected: String) -> String {
        let phrases = [
            ("an id or short text of at most", "un id o texto corto de máximo"),
            ("characters", "caracteres"),
            ("a date such as", "una fecha como"),
            ("an amount such as", "un valor como"),
            ("true or false", "true o false"),
            (" or ", " o "),
        ]
        return phrases.reduce(expected) { text, phrase in
            text.split(separator: phrase.0, omittingEmptySubsequences: false).joined(separator: phrase.1)
        }
    }
}
