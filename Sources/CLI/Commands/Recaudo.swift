import ArgumentParser
import Foundation

/// The program: one executable, one file per subcommand.
@main
struct Recaudo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recaudo",
        abstract: "Open data for route lenders: a loan app's backup becomes a reconciled, queryable loan book.",
        discussion: """
            Settings come from flags, then RECAUDO_* variables, then recaudo.yaml, then defaults.
            The database is sqlite:PATH (default sqlite:./recaudo.db) or postgres://...
            """,
        version: "0.1.0",
        subcommands: [
            DemoCommand.self, ServeCommand.self, SyncCommand.self, WatchCommand.self, InspectCommand.self,
            ExportCommand.self, ReportCommand.self, SnapshotCommand.self, SourceCommand.self, SimulateCommand.self,
            VerifyCommand.self, TenantCommand.self, KeyCommand.self,
        ]
    )

    /// Runs the program and turns every failure into one line and an exit code.
    static func main() async {
        signal(SIGPIPE, SIG_DFL)
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            fail(error)
        }
    }

    /// Ends the program: `--help` in the parser's own words, anything else in one line.
    private static func fail(_ error: any Error) -> Never {
        let code = exitCode(for: error)
        if error is ExitCode || code == .success { exit(withError: error) }
        Terminal.status("")
        guard code == .validationFailure else {
            for line in FailureText.lines(for: error) { Terminal.say(line) }
            Foundation.exit(1)
        }
        Terminal.say(UsageText.line(for: error))
        Foundation.exit(UsageText.exitCode)
    }
}
