import ArgumentParser
import Codecs
import LoanBook

/// `recaudo export`: a kind of record as a file.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write all records of one kind as CSV, XLSX, JSON or NDJSON.",
        discussion: "Names, documents, phones and addresses come along only with --people."
    )

    @OptionGroup var options: TenantOptions

    @Argument(help: "loans, customers, payments, routes, cash-boxes, findings or receipts.")
    var entity: String

    @Option(help: "csv, xlsx, json or ndjson.")
    var format = "csv"

    @Option(help: "Dialect of CSV: standard, or excel-es (semicolon, decimal comma, BOM).")
    var dialect = "standard"

    @Option(help: "Business day whose book is asked for (yyyy-MM-dd).")
    var asOf: DayArgument?

    @Option(name: [.short, .long], help: "File to write (default: standard output).")
    var output: String?

    @Option(help: "A condition NAME=VALUE as in the API, such as status=active; may be given several times.")
    var filter: [String] = []

    @Flag(help: "Include the personal part of customers, routes and receipts.")
    var people = false

    func run() async throws {
        let (book, tenant) = try options.open()
        let kind = try recordKind()
        let query = RecordQuery(
            try RecordFilter(kind, parameters: parameters()),
            asOf: asOf?.day,
            people: people ? .shown : .hidden
        )
        let file = try exportFormat()
        let stream = try await BookQueries(book.database).export(query, tenant: tenant.id, as: file)
        if let output {
            try await OutputFile.write(stream, to: output)
        } else {
            while let piece = try await stream.next() { Terminal.out(bytes: piece) }
        }
    }

    private func parameters() throws -> [(name: String, value: String)] {
        try filter.map { condition in
            let parts = condition.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else {
                throw CommandError(
                    .badValue,
                    es: "--filter: \"\(condition)\" no es NOMBRE=VALOR, como status=active.",
                    en: "--filter: \"\(condition)\" is not NAME=VALUE, such as status=active."
                )
            }
            return (String(parts[0]), String(parts[1]))
        }
    }

    private func recordKind() throws -> RecordKind {
        if let kind = RecordKind(rawValue: entity == "cash-boxes" ? "settlements" : entity) { return kind }
        throw Self.notOneOf("ENTITY", entity, "loans, customers, payments, routes, cash-boxes, findings, receipts")
    }

    private func exportFormat() throws -> ExportFormat {
        switch dialect {
        case "standard": return try ExportFormat.named(format)
        case "excel-es":
            guard format == "csv" else {
                throw CommandError(
                    .badValue,
                    es: "--dialect excel-es va con --format csv.",
                    en: "--dialect excel-es goes with --format csv."
                )
            }
            return .csv(.excelES)
        default: throw Self.notOneOf("--dialect", dialect, "standard, excel-es")
        }
    }

    private static func notOneOf(_ name: String, _ value: String, _ list: String) -> CommandError {
        CommandError(
            .badValue,
            es: "\(name): \"\(value)\" no existe. Use uno de: \(list).",
            en: "\(name): there is no \"\(value)\". Use one of: \(list)."
        )
    }
}
