import Codecs
import Intake
import Lending
import LoanBook

/// How a sync ended, for programs and for people.
enum SyncSummary {
    /// One object; fields are only added to.
    static func json(_ result: SyncResult, tenant: TenantRecord) -> [UInt8] {
        let outcome = result.outcome
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("tenant", tenant.name)
        writer.field("snapshot", outcome.snapshotID.text)
        writer.field("repeated", outcome.isRepeat)
        writer.field("routes", result.routes)
        writer.field(outcome.records)
        writer.field("changes", outcome.changes)
        writer.field("findings", outcome.findings)
        writer.field(log: outcome.log)
        write(outcome.receipts, to: &writer)
        writer.beginArray("rejects")
        for reject in result.rejects.listed {
            writer.element(reject.description)
        }
        writer.endArray()
        writer.beginObject("rejects_total")
        writer.field("rows", result.rejects.rows)
        writer.field("cells", result.rejects.cells)
        writer.field("listed", result.rejects.listed.count)
        writer.endObject()
        writer.field("notices", result.notices)
        writer.beginArray("drift")
        for change in result.drift { change.write(to: &writer) }
        writer.endArray()
        writer.field("seconds", raw: Array(seconds(result.seconds).utf8))
        writer.endObject()
        return writer.bytes
    }

    /// A few lines.
    static func text(_ result: SyncResult, tenant: TenantRecord) -> String {
        let outcome = result.outcome
        var lines = [
            Speech.pick(
                es: "\(tenant.name): \(result.routes.count) ruta(s) en \(seconds(result.seconds)) s, copia "
                    + outcome.snapshotID.text,
                en: "\(tenant.name): \(result.routes.count) route(s) in \(seconds(result.seconds)) s, snapshot "
                    + outcome.snapshotID.text
            )
        ]
        if outcome.isRepeat {
            lines.append(
                Speech.pick(
                    es: "  estos archivos ya se habían leído: no hay nada que hacer",
                    en: "  the same files were read before: nothing to do"
                )
            )
        }
        lines.append(records(outcome.records))
        if let receipts = outcome.receipts { lines.append(text(receipts)) }
        if let log = outcome.log {
            lines.append(
                Speech.pick(
                    es: "  bitácora: \(outcome.changes) cambios, asientos \(log.lowerBound) a \(log.upperBound)",
                    en: "  log: \(outcome.changes) changes, entries \(log.lowerBound) to \(log.upperBound)"
                )
            )
        } else {
            lines.append(Speech.pick(es: "  bitácora: sin cambios", en: "  log: no changes"))
        }
        let hint = outcome.findings > 0 ? " (recaudo report findings)" : ""
        lines.append(
            Speech.pick(es: "  hallazgos abiertos: ", en: "  findings open: ") + "\(outcome.findings)\(hint)"
        )
        lines += rejects(result.rejects)
        lines += drift(result.drift)
        lines += result.notices.map { Speech.pick(es: "  nota: ", en: "  note: ") + $0 }
        return lines.joined(separator: "\n")
    }

    /// What became of receipts; null when the source holds records instead.
    private static func write(_ receipts: ReceiptCounts?, to writer: inout JSONWriter) {
        guard let receipts else { return writer.fieldNull("receipts") }
        writer.beginObject("receipts")
        writer.field("read", receipts.read)
        writer.field("repeated", receipts.repeated)
        writer.field("matched", receipts.matched)
        writer.field("recorded", receipts.recorded)
        writer.field("waiting", receipts.waiting)
        writer.field("conflicts", receipts.conflicts)
        writer.endObject()
    }

    private static func text(_ receipts: ReceiptCounts) -> String {
        Speech.pick(
            es:
                "  recibos: \(receipts.read) leídos, \(receipts.matched) confirmados, \(receipts.recorded) anotados como "
                + "abonos, \(receipts.waiting) en espera, \(receipts.conflicts) en conflicto, \(receipts.repeated) repetidos",
            en: "  receipts: \(receipts.read) read, \(receipts.matched) matched, \(receipts.recorded) recorded as "
                + "payments, \(receipts.waiting) waiting, \(receipts.conflicts) in conflict, \(receipts.repeated) repeated"
        )
    }

    private static func records(_ records: RecordCounts) -> String {
        Speech.pick(
            es: "  registros: \(records.seen) leídos, \(records.created) nuevos, \(records.changed) cambiados, "
                + "\(records.removed) quitados, \(records.rejected) rechazados",
            en: "  records: \(records.seen) seen, \(records.created) created, \(records.changed) changed, "
                + "\(records.removed) removed, \(records.rejected) rejected"
        )
    }

    /// How many rejects a person is shown; a file of the wrong layout has one for every row.
    private static let rejectsShown = 20

    /// One line for each row that was left out and each cell that was left empty, and how many more there are.
    private static func rejects(_ rejects: Rejects) -> [String] {
        guard rejects.count > 0 else { return [] }
        let shown = rejects.listed.prefix(rejectsShown)
        var lines = [
            Speech.pick(
                es: "  no se pudo leer: \(rejects.rows) filas rechazadas, \(rejects.cells) celdas dejadas vacías",
                en: "  could not be read: \(rejects.rows) rows rejected, \(rejects.cells) cells left empty"
            )
        ]
        lines += shown.map { "    \($0.description)" }
        let more = rejects.count - shown.count
        if more > 0 {
            let listed = rejects.listed.count
            let all = Speech.pick(es: "todos", en: "all")
            let first = Speech.pick(es: "los primeros \(listed)", en: "the first \(listed)")
            lines.append(
                Speech.pick(es: "    y \(more) más; --json muestra ", en: "    and \(more) more; --json lists ")
                    + (listed < rejects.count ? first : all)
            )
        }
        return lines
    }

    /// How the files changed their shape since the last copy; mapped ones first, for they matter.
    private static func drift(_ changes: [SourceDrift]) -> [String] {
        guard !changes.isEmpty else { return [] }
        let title = Speech.pick(
            es: "  los archivos cambiaron desde la última copia:",
            en: "  the files changed since the last backup:"
        )
        let ordered = changes.filter(\.isMapped) + changes.filter { !$0.isMapped }
        let lines = ordered.prefix(rejectsShown).map { "    \(sentence($0))" }
        let more = changes.count - lines.count
        let rest = Speech.pick(es: "    y \(more) más (--json)", en: "    and \(more) more (--json)")
        return [title] + lines + (more > 0 ? [rest] : [])
    }

    /// One change in words.
    static func sentence(_ change: SourceDrift) -> String {
        let types = "\(change.from ?? "?") → \(change.to ?? "?")"
        let what =
            switch change.change {
            case .added: Speech.pick(es: "es nueva", en: "is new")
            case .removed: Speech.pick(es: "ya no está", en: "is gone")
            case .typeChanged: Speech.pick(es: "cambió de tipo, \(types)", en: "changed its type, \(types)")
            }
        let mapped = change.isMapped ? Speech.pick(es: " (el perfil la lee)", en: " (the profile reads it)") : ""
        return "\(change.route): \(change.place) \(what)\(mapped)"
    }

    /// Seconds with two places.
    private static func seconds(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
