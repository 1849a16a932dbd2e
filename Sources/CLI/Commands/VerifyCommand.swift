import ArgumentParser
import Codecs
import LoanBook

/// `recaudo verify`: proves a book.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove the change log, every document and every identity; name the first broken record.",
        discussion: "Exit code 0 when everything agrees, 1 when anything does not."
    )

    @OptionGroup var options: TenantOptions

    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() async throws {
        let (book, tenant) = try options.open()
        let report = try book.verify(tenant: tenant.id)
        if json {
            Terminal.out(bytes: VerifyCommand.json(report, tenant: tenant) + [0x0A])
        } else {
            Terminal.out(VerifyCommand.text(report, tenant: tenant))
        }
        if !report.isSound { throw ExitCode.failure }
    }

    private static func text(_ report: VerifyReport, tenant: TenantRecord) -> String {
        let erased = report.erased
        let proved = Speech.pick(
            es: "\(report.changes) asientos, \(report.documents) documentos, \(report.identities) identidades, "
                + "\(report.archivedParts) partes archivadas" + (erased > 0 ? ", \(erased) borrados" : ""),
            en: "\(report.changes) log entries, \(report.documents) documents, \(report.identities) identities, "
                + "\(report.archivedParts) archived parts" + (erased > 0 ? ", \(erased) erased" : "")
        )
        guard let first = report.first else {
            return "\(tenant.name): \(Speech.pick(es: "íntegro", en: "sound")) (\(proved))"
        }
        let counts = report.problems.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { "\($0.value) \($0.key.rawValue)" }.joined(separator: ", ")
        let place = first.seq.map { Speech.pick(es: " (asiento \($0))", en: " (log entry \($0))") } ?? ""
        let what = "\(first.entity) \(first.id)\(place): \(first.what)"
        return Speech.pick(
            es: "\(tenant.name): DAÑADO (\(counts); se revisaron \(proved))\nprimero: \(what)",
            en: "\(tenant.name): BROKEN (\(counts); looked at \(proved))\nfirst: \(what)"
        )
    }

    private static func json(_ report: VerifyReport, tenant: TenantRecord) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("tenant", tenant.name)
        writer.field("sound", report.isSound)
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
            writer.field("kind", first.kind.rawValue)
            writer.field("entity", first.entity)
            writer.field("id", first.id)
            writer.field("seq", first.seq)
            writer.field("what", first.what)
            writer.endObject()
        } else {
            writer.fieldNull("first")
        }
        writer.endObject()
        return writer.bytes
    }
}
