import ArgumentParser
import Foundation
import Reporting

/// The language in which the command line speaks to people: Spanish or English.
///
/// One for the whole run, chosen before any flag is read, because a flag that cannot be read must be answered in it
/// too. Data, codes, logs and JSON never depend on it.
enum Speech {
    /// The language of this run.
    static let language = choose(
        arguments: Array(ProcessInfo.processInfo.arguments.dropFirst()),
        environment: ProcessInfo.processInfo.environment
    )

    /// The text of the two that is in the language of this run.
    static func pick(es: String, en: String) -> String {
        language == .es ? es : en
    }

    /// The flag, else the setting, else the locale; English when none of them says.
    private static func choose(arguments: [String], environment: [String: String]) -> ReportLanguage {
        let flag = value(of: ["--lang", "--language"], in: arguments)
        // A settings file that cannot be used is told by the command that needs it.
        let settings = try? Settings(path: value(of: ["--config"], in: arguments), environment: environment)
        let named = flag ?? settings?.value("language", flag: nil)
        return named.flatMap(ReportLanguage.init(rawValue:)) ?? locale(environment)
    }

    /// The language of the machine's messages, in the order of POSIX.
    private static func locale(_ environment: [String: String]) -> ReportLanguage {
        let name = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
        return name?.prefix { $0.isLetter }.lowercased() == "es" ? .es : .en
    }

    private static func value(of flags: Set<String>, in arguments: [String]) -> String? {
        let arguments = arguments.prefix { $0 != "--" }
        for (index, argument) in arguments.enumerated() {
            if flags.contains(argument), index + 1 < arguments.count { return arguments[index + 1] }
            let parts = argument.split(separator: "=", maxSplits: 1)
            if parts.count == 2, flags.contains(String(parts[0])) { return String(parts[1]) }
        }
        return nil
    }
}

/// The flag of every command that says something to people; ``Speech`` has read it before.
struct SpeechOptions: ParsableArguments {
    @Option(
        name: [.customLong("lang"), .customLong("language")],
        help: "Language for people, es or en (default: as the locale says)."
    )
    var lang: Word?

    /// The words that the flag takes.
    enum Word: String, CaseIterable, ExpressibleByArgument {
        case es
        case en
    }
}
