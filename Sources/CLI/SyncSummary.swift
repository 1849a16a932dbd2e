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
        writer.beginObject("records")
        writer.field("seen", outcome.records.seen)
        writer.field("created", outcome.records.created)
        writer.field("changed", outcome.records.changed)
        writer.field("removed", outcome.records.removed)
        writer.field("rejected", outcome.records.rejected)
        writer.endObject()
        writer.field("changes", outcome.changes)
        writer.field("findings", outcome.findings)
        if let log = outcome.log {
            writer.beginObject("log")
            writer.field("from", log.lowerBound)
            writer.field("to", log.upperBound)
            writer.endObject()
        } else {
            writer.fieldNull("log")
        }
        writer.beginArray("rejects")
        for reject in result.rejects.listed {
            writer.element(reject.description)
        }
        writer.endArray()
        writer.field("notices", result.notices)
        writer.field("seconds", raw: Array(seconds(result.seconds).utf8))
        writer.endObject()
        return writer.bytes
    }

    /// A few lines.
    static func text(_ result: SyncResult, tenant: TenantRecord) -> String {
        let outcome = result.outcome
        let records = outcome.records
        var lines = [
            "\(tenant.name): \(result.routes.count) route(s) in \(seconds(result.seconds)) s, snapshot \(outcome.snapshotID.text)"
        ]
        if outcome.isRepeat { lines.append("  the same files were read before: nothing to do") }
        lines.append(
            "  records: \(records.seen) seen, \(records.created) created, \(records.changed) changed, "
                + "\(records.removed) removed, \(records.rejected) rejected"
        )
        if let log = outcome.log {
            lines.append("  log: \(outcome.changes) changes, entries \(log.lowerBound) to \(log.upperBound)")
        } else {
            lines.append("  log: no changes")
        }
        lines.append("  findings open: \(outcome.findings)\(outcome.findings > 0 ? " (recaudo report findings)" : "")")
        lines += result.rejects.listed.map { "  rejected: \($0.description)" }
        lines += result.notices.map { "  note: \($0)" }
        return lines.joined(separator: "\n")
    }

    /// Seconds with two places.
    private static func seconds(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
