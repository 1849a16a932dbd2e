import Codecs
import Foundation
import Intake
import LoanBook
import Machine
import Simulator
import Storage
import Web
import Wire

/// The one line that a person reads of a failure, and a script looks at: `recaudo: CODE: what happened and what to do`.
enum FailureText {
    /// What is printed of `error`: one line, or one for each mistake in a profile, whose author corrects them together.
    static func lines(for error: any Error) -> [String] {
        guard let error = error as? ProfileError else { return [line(for: error)] }
        return error.problems.map { problem in
            let text = "\(error.file) \(problem)"
            return line(code: error.code.rawValue, with(text, after: error.code.spanish))
        }
    }

    /// The line of `error`, without line breaks; never a type name or a trace.
    static func line(for error: any Error) -> String {
        let told = told(error)
        return line(code: told.code, told.text)
    }

    /// The code of `error`, for programs.
    static func code(of error: any Error) -> String { told(error).code }

    /// What happened, in the words that do not depend on the language of this run.
    static func plain(_ error: any Error) -> String {
        if let error = error as? StorageError { return error.message }
        return code(of: error) == CommandError.Code.failed.rawValue ? described(error) : "\(error)"
    }

    /// The line of a failure that has its code and text already.
    static func line(code: String, _ text: String) -> String {
        let words = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
        return "recaudo: \(code): \(words.joined(separator: " "))"
    }

    private static func told(_ error: any Error) -> (code: String, text: String) {
        switch error {
        case let error as CommandError: (error.code.rawValue, "\(error)")
        case let error as LoanBookError: (error.code, Speech.pick(es: error.spanish, en: "\(error)"))
        case let error as AccessError: (error.code, Speech.pick(es: error.spanish, en: "\(error)"))
        case let error as ReadError: (error.code, Speech.pick(es: error.spanish, en: "\(error)"))
        case let error as WebError: (error.code, Speech.pick(es: error.spanish, en: "\(error)"))
        case let error as SimulationError: (error.code, Speech.pick(es: error.spanish, en: "\(error)"))
        case let error as IntakeError: (error.code.rawValue, Self.with(error.message, after: error.code.spanish))
        case let error as ProfileError: (error.code.rawValue, Self.with("\(error)", after: error.code.spanish))
        case let error as StorageError:
            (
                error.code.rawValue,
                Speech.pick(
                    es: "\(error.code.spanish) [\(error.message)]",
                    en: [error.message, error.code.remedy].compactMap(\.self).joined(separator: ". ")
                )
            )
        case is WireError, is JSONError, is DeflateError:
            told(LoanBookError.damaged(what: "\(error)"))
        case is BlockingPoolError: told(StorageError(.busy, "\(error)"))
        default: (CommandError.Code.failed.rawValue, described(error))
        }
    }

    /// In Spanish what the catalogue says of the code, and behind it what is known only in English.
    private static func with(_ detail: String, after spanish: String) -> String {
        Speech.pick(es: "\(spanish) [\(detail)]", en: detail)
    }

    /// An error of the system in its own words, with the file it is about.
    private static func described(_ error: any Error) -> String {
        let error = error as NSError
        let file = error.userInfo[NSFilePathErrorKey] as? String
        return [file, error.localizedDescription].compactMap(\.self).joined(separator: ": ")
    }
}
