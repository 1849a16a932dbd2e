import ArgumentParser
import Codecs
import Intake
import Lending
import LoanBook
import Reporting

/// `recaudo source`: how each route's copies come.
struct SourceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "source",
        abstract: "How each route's backups come: the last one, nights missed, changed files, refusals.",
        subcommands: [List.self, Status.self]
    )

    /// `recaudo source list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "One line for each source and route.")

        @OptionGroup var options: SourceOptions

        func run() async throws {
            let sources = try await options.sources()
            if options.json { return Terminal.out(bytes: SourceCommand.json(of: sources) + [0x0A]) }
            Terminal.write(SourceCommand.table(of: sources))
        }
    }

    /// `recaudo source status`.
    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What is known of each source and route, with what changed and why a copy was refused."
        )

        @OptionGroup var options: SourceOptions

        func run() async throws {
            let sources = try await options.sources()
            if options.json { return Terminal.out(bytes: SourceCommand.json(of: sources) + [0x0A]) }
            for source in sources { Terminal.out(SourceCommand.lines(of: source).joined(separator: "\n")) }
        }
    }
}

/// The flags of both.
struct SourceOptions: ParsableArguments {
    @OptionGroup var options: TenantOptions

    @Option(help: "Only this source, by its layout's name.")
    var source: String?

    @Option(help: "Only those that are ok, late, drifting or refused.")
    var status: String?

    @Flag(help: "Print the result as JSON.")
    var json = false

    /// All sources of the lender, page by page.
    func sources() async throws -> [SourceHealth] {
        let (book, tenant) = try options.open()
        let filter = try SourceFilter(source: source, status: status)
        let now = currentInstant()
        var sources: [SourceHealth] = []
        var cursor: String?
        repeat {
            let page = try await BookQueries(book.database).sources(
                of: tenant.id,
                at: now,
                filter,
                after: cursor,
                limit: ReadLimits.pageSizeMax
            )
            sources += page.sources
            cursor = page.nextCursor
        } while cursor != nil
        return sources
    }
}

extension SourceCommand {
    fileprivate static func json(of sources: [SourceHealth]) -> [UInt8] {
        SourcePage(sources: sources, nextCursor: nil).json()
    }

    fileprivate static func table(of sources: [SourceHealth]) -> String {
        var table = TextTable([.left, .left, .left, .left, .left, .right])
        if Speech.language == .es {
            table.add("origen", "ruta", "estado", "día", "última copia", "noches sin copia")
        } else {
            table.add("source", "route", "status", "day", "last backup", "nights missed")
        }
        for source in sources {
            table.add(
                source.source,
                source.routeName ?? "-",
                word(source.status),
                source.businessDate?.isoText ?? "-",
                source.readAt.map(moment) ?? "-",
                String(source.missedNights)
            )
        }
        return table.text(indent: "")
    }

    fileprivate static func lines(of source: SourceHealth) -> [String] {
        let route = source.routeName ?? Speech.pick(es: "ruta desconocida", en: "unknown route")
        var lines = ["\(source.source), \(route): \(word(source.status))"]
        if let readAt = source.readAt {
            let files = source.files.joined(separator: ", ")
            lines.append(Speech.pick(es: "  última copia: ", en: "  last backup: ") + "\(moment(readAt)), \(files)")
        }
        if let day = source.businessDate {
            let missed = source.missedNights
            lines.append(
                Speech.pick(
                    es: "  día: \(day.isoText); noches sin copia desde entonces: \(missed)",
                    en: "  day: \(day.isoText); nights missed since: \(missed)"
                )
            )
        }
        if let day = source.driftedOn {
            lines.append(
                Speech.pick(es: "  los archivos cambiaron el ", en: "  the files changed on ") + "\(day.isoText):"
            )
            lines += source.drift.map { "    \(SyncSummary.sentence($0))" }
        }
        if let older = source.olderFile {
            lines.append(
                Speech.pick(
                    es: "  llegó una copia más vieja que el libro (\(older.finding.text))",
                    en: "  a backup older than the book came (\(older.finding.text))"
                )
            )
        }
        if let refusal = source.refusal {
            let spanish = IntakeError.Code(rawValue: refusal.code).map { "\($0.spanish) [\(refusal.message)]" }
            lines.append(
                Speech.pick(es: "  último rechazo: ", en: "  last refusal: ")
                    + "\(moment(refusal.refusedAt)), \(refusal.code): "
                    + Speech.pick(es: spanish ?? refusal.message, en: refusal.message)
            )
        }
        return lines
    }

    private static func word(_ status: SourceHealth.Status) -> String {
        switch status {
        case .ok: Speech.pick(es: "al día", en: "ok")
        case .late: Speech.pick(es: "atrasado", en: "late")
        case .drifting: Speech.pick(es: "cambió de forma", en: "drifting")
        case .refused: Speech.pick(es: "rechazado", en: "refused")
        }
    }

    private static func moment(_ instant: Instant) -> String {
        instant.rfc3339Text.prefix(16).replacing("T", with: " ") + " UTC"
    }
}
