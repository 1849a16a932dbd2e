import ArgumentParser
import Foundation
import LoanBook
import Reporting
import Storage

/// `recaudo report`: questions over the book.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Questions over the book, for people and with --json for programs.",
        subcommands: [Portfolio.self, Findings.self, Boxes.self]
    )

    /// `recaudo report portfolio`.
    struct Portfolio: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Customers, loans, money in the street, payments and cash, by arrears and by route."
        )

        @OptionGroup var options: ReportOptions

        func run() async throws {
            let (database, tenant) = try options.open()
            let report = try await database.portfolio(of: tenant, asOf: options.asOf?.day)
            options.show(json: report.json()) { report.text(language: $0) }
        }
    }

    /// `recaudo report findings`.
    struct Findings: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "What does not square, worst first.")

        @OptionGroup var options: ReportOptions

        func run() async throws {
            let (database, tenant) = try options.open()
            let report = try await database.findings(of: tenant, asOf: options.asOf?.day)
            options.show(json: report.json()) { report.text(language: $0) }
        }
    }

    /// `recaudo report boxes`.
    struct Boxes: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Every cash box: what the app states, what its settlements give, and each difference."
        )

        @OptionGroup var options: ReportOptions

        func run() async throws {
            let (database, tenant) = try options.open()
            let report = try await database.boxes(of: tenant, asOf: options.asOf?.day)
            options.show(json: report.json()) { report.text(language: $0) }
        }
    }
}

/// The flags that every report takes.
struct ReportOptions: ParsableArguments {
    @OptionGroup var tenant: TenantOptions

    @Option(help: "Business day whose book is asked for (yyyy-MM-dd).")
    var asOf: DayArgument?

    @Flag(help: "Print the report as JSON.")
    var json = false

    func open() throws -> (database: Database, tenant: TenantRecord) {
        let (book, record) = try tenant.open()
        return (book.database, record)
    }

    /// Prints the form that was asked for.
    func show(json bytes: @autoclosure () -> [UInt8], text: (ReportLanguage) -> String) {
        if json {
            Terminal.out(bytes: bytes())
            Terminal.out("")
            return
        }
        Terminal.out(text(Speech.language))
    }
}
