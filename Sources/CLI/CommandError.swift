/// What the command line itself refuses, in both languages.
struct CommandError: Error, CustomStringConvertible {
    /// The kinds that a script can tell apart; public contract, listed in docs/errors.md.
    enum Code: String {
        /// A word, flag or value that the command does not know; exit code 64.
        case usage = "command.usage"
        /// A flag's value is not usable.
        case badValue = "command.bad_value"
        /// A file or folder cannot be written.
        case notWritten = "command.not_written"
        /// Something that has no code of its own.
        case failed = "command.failed"
        /// A settings file that was named is not there.
        case noSettings = "settings.not_found"
        /// A setting or the file of settings is not usable.
        case badSettings = "settings.not_usable"
        /// There is nothing at the path of the backup.
        case noSource = "source.not_found"
        /// The book is damaged so that it cannot even be opened.
        case damaged = "book.damaged"
        /// No lender is named, and the book does not hold exactly one.
        case tenantNotNamed = "tenant.not_named"
    }

    /// Which kind.
    let code: Code
    private let spanish: String
    private let english: String

    /// An error of kind `code`: what happened, where, and what to do.
    init(_ code: Code, es spanish: String, en english: String) {
        self.code = code
        self.spanish = spanish
        self.english = english
    }

    /// The sentence in the language of this run.
    var description: String { Speech.pick(es: spanish, en: english) }
}
