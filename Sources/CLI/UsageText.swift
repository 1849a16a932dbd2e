import ArgumentParser

/// What is said of words and flags that a command does not know: the parser's own sentence on one line, and where the
/// command explains itself.
enum UsageText {
    /// The exit code of wrong usage, `EX_USAGE` of sysexits.
    static let exitCode: Int32 = 64

    /// The line for `error`, which the parser threw.
    static func line(for error: any Error) -> String {
        let message = Recaudo.message(for: error)
            .replacing("Please provide one of '\(DayArgument.form)'", with: "Write it as \(DayArgument.form)")
        let sentence = Speech.pick(es: spanish(message), en: message)
        let end = sentence.last.map { ".?!".contains($0) } == true ? "" : "."
        let help = command(of: error)
        return FailureText.line(
            code: CommandError.Code.usage.rawValue,
            sentence + end + Speech.pick(es: " Vea \(help) --help.", en: " See \(help) --help.")
        )
    }

    /// The command that was meant, as far as the parser got: it names it in its hint on `--help`.
    private static func command(of error: any Error) -> String {
        let hint = Recaudo.fullMessage(for: error).firstMatch(of: /See '(recaudo[^']*?) --?h/)
        return hint.map { String($0.1) } ?? "recaudo"
    }

    /// The parser speaks English only; its frequent sentences are turned into Spanish, and the others stay.
    private static func spanish(_ message: String) -> String {
        let phrases = [
            ("Unknown option '", "No existe la opción '"),
            (". Did you mean '", ". ¿Quiso decir '"),
            ("Missing expected argument '", "Falta el dato '"),
            ("Missing value for '", "Falta el valor de '"),
            ("Unexpected argument '", "Sobra la palabra '"),
            (" unexpected arguments: '", " palabras sobran: '"),
            ("The value '", "El valor '"),
            ("' is invalid for '", "' no sirve para '"),
            (". Please provide one of ", ". Use uno de: "),
            (". Write it as ", ". Escríbalo "),
            (" does not take any value, but '", " no lleva valor, pero viene '"),
            ("The option '", "La opción '"),
            ("' was specified", "'"),
        ]
        return phrases.reduce(message) { $0.replacing($1.0, with: $1.1) }
    }
}
