import Codecs
import Lending
import LoanBook
import Reporting

/// What changed between two snapshots, for programs and for people.
enum ComparisonSummary {
    /// One object; fields are only added to.
    static func json(_ comparison: SnapshotComparison, tenant: TenantRecord) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("tenant", tenant.name)
        writer.beginObject("older")
        write(comparison.older, to: &writer)
        writer.beginObject("newer")
        write(comparison.newer, to: &writer)
        writer.beginObject("before")
        write(comparison.before, to: &writer)
        writer.beginObject("after")
        write(comparison.after, to: &writer)
        writer.beginArray("kinds")
        for kind in comparison.kinds {
            writer.beginObject()
            writer.field("kind", kind.kind.rawValue)
            writer.field("created", kind.created)
            writer.field("changed", kind.changed)
            writer.field("removed", kind.removed)
            writer.beginArray("listed")
            for record in kind.listed { write(record, to: &writer) }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }

    /// Some lines.
    static func text(_ comparison: SnapshotComparison) -> String {
        let (before, after) = (comparison.before, comparison.after)
        var table = TextTable([.left, .right, .right, .right])
        if Speech.language == .es {
            table.add("", "antes", "después", "diferencia")
            table.add("clientes", before.customers, after.customers)
            table.add("préstamos activos", before.activeLoans, after.activeLoans)
            table.add("saldo por cobrar", before.outstanding, after.outstanding)
            table.add("pagos", before.payments, after.payments)
            table.add("pagado", before.paid, after.paid)
        } else {
            table.add("", "before", "after", "difference")
            table.add("customers", before.customers, after.customers)
            table.add("active loans", before.activeLoans, after.activeLoans)
            table.add("outstanding", before.outstanding, after.outstanding)
            table.add("payments", before.payments, after.payments)
            table.add("paid", before.paid, after.paid)
        }
        var lines = [
            Speech.pick(es: "antes:   ", en: "before:  ") + line(comparison.older),
            Speech.pick(es: "después: ", en: "after:   ") + line(comparison.newer),
            String(table.text(indent: "").dropLast()),
        ]
        for kind in comparison.kinds where kind.count > 0 { lines += self.lines(kind) }
        if comparison.kinds.allSatisfy({ $0.count == 0 }) {
            lines.append(Speech.pick(es: "ningún registro cambió", en: "no record changed"))
        }
        return lines.joined(separator: "\n")
    }

    private static func line(_ snapshot: SnapshotSummary) -> String {
        let recorded = snapshot.recordedAt.rfc3339Text.prefix(16).replacing("T", with: " ")
        return "\(snapshot.id.text) \(snapshot.businessDate?.isoText ?? "-") (\(recorded) UTC)"
    }

    private static func lines(_ kind: SnapshotComparison.KindChanges) -> [String] {
        let counts = Speech.pick(
            es: "\(name(kind.kind)): \(kind.created) nuevos, \(kind.changed) cambiados, \(kind.removed) quitados",
            en: "\(name(kind.kind)): \(kind.created) created, \(kind.changed) changed, \(kind.removed) removed"
        )
        var lines = [counts] + kind.listed.map { "  \(line($0))" }
        let more = kind.count - kind.listed.count
        if more > 0 { lines.append(Speech.pick(es: "  y \(more) más (--limit)", en: "  and \(more) more (--limit)")) }
        return lines
    }

    private static func line(_ record: SnapshotComparison.RecordChange) -> String {
        let mark =
            switch record.what {
            case .created: "+"
            case .changed: "~"
            case .removed: "-"
            }
        var parts = record.fields.map { field in
            switch record.what {
            case .created: "\(field.name) \(value(field.after))"
            case .removed: "\(field.name) \(value(field.before))"
            case .changed: "\(field.name) \(value(field.before)) → \(value(field.after))"
            }
        }
        if record.isPersonChanged { parts.append(Speech.pick(es: "datos personales", en: "personal data")) }
        return "\(mark) \(record.id)\(parts.isEmpty ? "" : "  ")\(parts.joined(separator: ", "))"
    }

    /// A value on a line of its own: long texts are cut.
    private static func value(_ json: [UInt8]?) -> String {
        guard let json else { return "-" }
        let text = String(decoding: json, as: UTF8.self)
        return text.count > 40 ? text.prefix(39) + "…" : text
    }

    private static func name(_ kind: RecordKind) -> String {
        switch kind {
        case .routes: Speech.pick(es: "rutas", en: "routes")
        case .customers: Speech.pick(es: "clientes", en: "customers")
        case .loans: Speech.pick(es: "préstamos", en: "loans")
        case .payments: Speech.pick(es: "pagos", en: "payments")
        case .settlements: Speech.pick(es: "cuadres", en: "settlements")
        case .findings: Speech.pick(es: "hallazgos", en: "findings")
        case .receipts: Speech.pick(es: "recibos", en: "receipts")
        }
    }

    private static func write(_ snapshot: SnapshotSummary, to writer: inout JSONWriter) {
        writer.field("id", snapshot.id.text)
        writer.field("source", snapshot.source)
        writer.field("business_date", snapshot.businessDate?.isoText)
        writer.field("recorded_at", snapshot.recordedAt.rfc3339Text)
        writer.endObject()
    }

    private static func write(_ totals: SnapshotComparison.Totals, to writer: inout JSONWriter) {
        writer.field("customers", totals.customers)
        writer.field("active_loans", totals.activeLoans)
        writer.field("outstanding", totals.outstanding.decimalText)
        writer.field("payments", totals.payments)
        writer.field("paid", totals.paid.decimalText)
        writer.endObject()
    }

    private static func write(_ record: SnapshotComparison.RecordChange, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("id", record.id)
        writer.field("change", record.what.rawValue)
        writer.field("person_changed", record.isPersonChanged)
        writer.beginArray("fields")
        for field in record.fields {
            writer.beginObject()
            writer.field("name", field.name)
            if let before = field.before { writer.field("before", raw: before) } else { writer.fieldNull("before") }
            if let after = field.after { writer.field("after", raw: after) } else { writer.fieldNull("after") }
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }
}

extension TextTable {
    /// A line of a count before and after, with the difference.
    fileprivate mutating func add(_ name: String, _ before: Int, _ after: Int) {
        add(name, String(before), String(after), Self.signed(String(after - before), isRise: after > before))
    }

    /// A line of money before and after, with the difference.
    fileprivate mutating func add(_ name: String, _ before: Money, _ after: Money) {
        let rise = Self.signed((after - before).decimalText, isRise: after > before)
        add(name, before.decimalText, after.decimalText, rise)
    }

    private static func signed(_ text: String, isRise: Bool) -> String { isRise ? "+\(text)" : text }
}
