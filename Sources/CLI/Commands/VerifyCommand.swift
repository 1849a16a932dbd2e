import ArgumentParser
import Codecs
import LoanBook
import Machine
import Storage

/// `recaudo verify`: proves a book.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove the change log, every document and every identity; name the first broken record.",
        discussion: """
            Exit code 0 when everything agrees, 1 when anything does not. The head it prints is the end of the log; kept \
            outside the database and given back with --expect-head, it proves that nothing up to it was rewritten and \
            that nothing was cut off the end.
            """
    )

    @OptionGroup var options: TenantOptions

    @Option(help: "A head noted before, as SEQ:HASH: the log must still hold it.")
    var expectHead: HeadArgument?

    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() async throws {
        let (tenant, report) = try proved()
        if json {
            Terminal.out(bytes: VerifyCommand.json(report, tenant: tenant) + [0x0A])
        } else {
            Terminal.out(VerifyCommand.text(report, tenant: tenant))
        }
        if !report.isSound { throw ExitCode.failure }
    }

    /// The tenant and the proof of its book.
    ///
    /// Where damage keeps them from being found at all, it is named.
    private func proved() throws -> (TenantRecord, VerifyReport) {
        do {
            let (book, tenant) = try options.open()
            return (tenant, try book.verify(tenant: tenant.id, expecting: expectHead?.head))
        } catch {
            // `try?`: what cannot be opened at all has said why already.
            guard let database = try? Database.open(url: try options.book.url()),
                let damage = try? Book(database: database).damage().first
            else { throw error }
            let what = "\(damage.place): \(damage.what)"
            throw CommandError(.damaged, es: "El libro está dañado: \(what).", en: "The book is damaged: \(what).")
        }
    }

    private static func text(_ report: VerifyReport, tenant: TenantRecord) -> String {
        let erased = report.erased
        let proved = Speech.pick(
            es: "\(report.changes) asientos, \(report.documents) documentos, \(report.identities) identidades, "
                + "\(report.archivedParts) partes archivadas" + (erased > 0 ? ", \(erased) borrados" : ""),
            en: "\(report.changes) log entries, \(report.documents) documents, \(report.identities) identities, "
                + "\(report.archivedParts) archived parts" + (erased > 0 ? ", \(erased) erased" : "")
        )
        let head = Speech.pick(
            es: "cabeza: " + (report.head?.text ?? "no se puede saber, el registro está dañado"),
            en: "head: " + (report.head?.text ?? "cannot be told, the log is damaged")
        )
        guard !report.isSound else {
            return "\(tenant.name): \(Speech.pick(es: "íntegro", en: "sound")) (\(proved))\n\(head)"
        }
        let counts = report.problems.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { "\($0.value) \($0.key.rawValue)" }.joined(separator: ", ")
        let verdict = Speech.pick(
            es: "\(tenant.name): DAÑADO (\(counts); se revisaron \(proved))",
            en: "\(tenant.name): BROKEN (\(counts); looked at \(proved))"
        )
        let listed = report.listed.enumerated().map { index, problem in
            let which =
                index == 0 ? Speech.pick(es: "primero", en: "first") : Speech.pick(es: "también", en: "also")
            return "\(which): \(place(of: problem)): \(problem.what)"
        }
        return ([verdict] + listed + [head]).joined(separator: "\n")
    }

    private static func place(of problem: VerifyReport.Problem) -> String {
        let seq = problem.seq.map { Speech.pick(es: "(asiento \($0))", en: "(log entry \($0))") } ?? ""
        return [problem.entity, problem.id, seq].filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func json(_ report: VerifyReport, tenant: TenantRecord) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("tenant", tenant.name)
        writer.field("sound", report.isSound)
        writer.field("head", report.head?.text)
        writer.field("log_seq", report.lastSeq)
        writer.field("changes", report.changes)
        writer.field("documents", report.documents)
        writer.field("erased", report.erased)
        writer.field("identities", report.identities)
        writer.field("archived_parts", report.archivedParts)
        writer.beginArray("problems")
        for (kind, count) in report.problems.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            writer.beginObject()
            writer.field("kind", kind.rawValue)
            writer.field("count", count)
            writer.endObject()
        }
        writer.endArray()
        if let first = report.first {
            writer.beginObject("first")
            writer.problem(first)
            writer.endObject()
        } else {
            writer.fieldNull("first")
        }
        writer.beginArray("listed")
        for problem in report.listed {
            writer.beginObject()
            writer.problem(problem)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }
}

/// A head of a log given on the command line.
struct HeadArgument: ExpressibleByArgument {
    /// What the parser offers in place of a head it cannot read.
    static var allValueStrings: [String] { ["SEQ:HASH"] }

    let head: LogHead

    init?(argument: String) {
        guard let head = LogHead(argument) else { return nil }
        self.head = head
    }
}

extension JSONWriter {
    fileprivate mutating func problem(_ problem: VerifyReport.Problem) {
        field("kind", problem.kind.rawValue)
        field("entity", problem.entity)
        field("id", problem.id.isEmpty ? nil : problem.id)
        field("seq", problem.seq)
        field("what", problem.what)
    }
}
