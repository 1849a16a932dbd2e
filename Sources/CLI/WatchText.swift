import Codecs
import Intake
import Lending
import LoanBook

/// What a watch says of its copies, a line for each event.
struct WatchText {
    let tenant: TenantRecord
    /// The watched folder.
    let folder: String

    /// One object on one line; fields are only added to.
    func json(_ event: WatchEvent) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("event", Self.name(event.what))
        writer.field("at", event.at.rfc3339Text)
        writer.field("tenant", tenant.name)
        writer.field("folder", folder)
        writer.field("copy", event.copy)
        switch event.what {
        case .waiting(let wait):
            writer.field("reason", wait.reason)
            switch wait {
            case .stillWritten: break
            case .partMissing(let names), .partUnchanged(let names): writer.field("files", names)
            case .notWhole(let error): writer.field("message", error.message)
            }
        case .taken(let result): writer.field("sync", raw: SyncSummary.json(result, tenant: tenant))
        case .repeated(let snapshot): writer.field("snapshot", snapshot.text)
        case .refused(let error):
            writer.field("code", FailureText.code(of: error))
            writer.field("message", FailureText.plain(error))
        case .postponed(let error, let seconds):
            writer.field("code", FailureText.code(of: error))
            writer.field("message", FailureText.plain(error))
            writer.field("retry_seconds", seconds)
        }
        writer.endObject()
        return writer.bytes
    }

    /// One line.
    func text(_ event: WatchEvent) -> String {
        let time = event.at.rfc3339Text.prefix(19).replacing("T", with: " ")
        return "\(time)Z \(tenant.name) \(event.copy): \(Self.said(event.what))"
    }

    private static func name(_ what: WatchEvent.What) -> String {
        switch what {
        case .waiting: "waiting"
        case .taken: "taken"
        case .repeated: "repeated"
        case .refused: "refused"
        case .postponed: "postponed"
        }
    }

    private static func said(_ what: WatchEvent.What) -> String {
        switch what {
        case .waiting(let wait): Speech.pick(es: "espera, ", en: "waiting, ") + said(wait)
        case .taken(let result): said(result)
        case .repeated(let snapshot):
            Speech.pick(
                es: "ya está en el libro (copia \(snapshot.text)), no hay nada que hacer",
                en: "in the book already (snapshot \(snapshot.text)), nothing to do"
            )
        case .refused(let error):
            Speech.pick(es: "no se toma, ", en: "refused, ")
                + FailureText.line(for: error).replacing("recaudo: ", with: "", maxReplacements: 1)
        case .postponed(let error, let seconds):
            Speech.pick(es: "se repite en \(seconds) s, ", en: "tried again in \(seconds) s, ")
                + FailureText.line(for: error).replacing("recaudo: ", with: "", maxReplacements: 1)
        }
    }

    private static func said(_ wait: WatchWait) -> String {
        switch wait {
        case .stillWritten: Speech.pick(es: "todavía se está escribiendo", en: "still being written")
        case .partMissing(let names):
            Speech.pick(es: "todavía no llega ", en: "still to come: ") + names.joined(separator: ", ")
        case .partUnchanged(let names):
            Speech.pick(
                es: "sigue siendo de la copia anterior: ",
                en: "still of the earlier copy: "
            ) + names.joined(separator: ", ")
        case .notWhole(let error):
            Speech.pick(es: "todavía no está entera, ", en: "not whole yet, ")
                + FailureText.line(for: error).replacing("recaudo: ", with: "", maxReplacements: 1)
        }
    }

    private static func said(_ result: SyncResult) -> String {
        let (outcome, records) = (result.outcome, result.outcome.records)
        let routes = result.routes.joined(separator: ", ")
        let counts = Speech.pick(
            es:
                "\(records.seen) registros, \(records.created) nuevos, \(records.changed) cambiados, \(records.removed) "
                + "quitados, \(records.rejected) rechazados, \(outcome.changes) asientos, \(outcome.findings) hallazgos",
            en: "\(records.seen) records, \(records.created) created, \(records.changed) changed, \(records.removed) "
                + "removed, \(records.rejected) rejected, \(outcome.changes) log entries, \(outcome.findings) findings"
        )
        let notes = result.notices.isEmpty ? "" : "; \(result.notices.joined(separator: "; "))"
        let head = Speech.pick(es: "tomada (\(routes)): ", en: "taken (\(routes)): ")
        return "\(head)\(counts), \(outcome.snapshotID.text)\(notes)"
    }
}
