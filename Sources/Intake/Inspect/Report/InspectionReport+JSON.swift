import Codecs

extension InspectionReport {
    /// The report as one JSON object, in English whatever the language of the run; fields are only added to.
    public var json: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("layout", layout)
        write(totals, to: &writer)
        writer.beginArray("mappings")
        for mapping in mappings {
            writer.beginObject()
            writer.field("entity", mapping.entity)
            writer.field("field", mapping.field)
            writer.field("from", mapping.from)
            writer.field("confidence", raw: Self.share(mapping.confidence))
            writer.field("evidence", mapping.evidence.en)
            writer.endObject()
        }
        writer.endArray()
        writeQuestions(to: &writer)
        writeTables(to: &writer)
        writer.beginArray("relations")
        for relation in relations {
            writer.beginObject()
            writer.field("child", relation.child)
            writer.field("parent", relation.parent)
            writer.field("coverage", raw: Self.share(relation.coverage))
            writer.endObject()
        }
        writer.endArray()
        writer.field("profile", profileYAML)
        writer.endObject()
        return writer.bytes
    }

    private func write(_ totals: InspectedTotals, to writer: inout JSONWriter) {
        writer.beginObject("totals")
        writer.field("customers", totals.customers)
        writer.field("loans", totals.loans)
        writer.field("active_loans", totals.activeLoans)
        writer.field("principal", hundredths: totals.principal)
        writer.field("outstanding", hundredths: totals.outstanding)
        writer.field("payments", totals.payments)
        writer.field("paid", hundredths: totals.paid)
        writer.endObject()
    }

    private func writeQuestions(to writer: inout JSONWriter) {
        writer.beginArray("questions")
        for question in questions {
            writer.beginObject()
            writer.field("id", question.id)
            writer.field("question", question.question.en)
            writer.field("choices", question.choices)
            writer.field("assumed", question.assumed)
            writer.endObject()
        }
        writer.endArray()
    }

    private func writeTables(to writer: inout JSONWriter) {
        writer.beginArray("tables")
        for table in tables {
            writer.beginObject()
            writer.field("file", table.file)
            writer.field("name", table.name)
            writer.field("rows", table.rows)
            writer.field("role", table.role)
            writer.beginArray("columns")
            for column in table.columns {
                writer.beginObject()
                writer.field("name", column.name)
                writer.field("declared_type", column.declaredType)
                writer.field("empty", column.empty)
                writer.field("distinct", column.distinct)
                writer.field("distinct_exact", column.isDistinctExact)
                writer.field("key", column.isKey)
                writer.field("shape", column.shape)
                writer.field("range", column.range)
                writer.endObject()
            }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
    }

    /// A share with two decimals.
    private static func share(_ value: Double) -> [UInt8] {
        let hundredths = Int((min(1, max(0, value)) * 100).rounded(.down))
        let rest = hundredths % 100
        return Array("\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)".utf8)
    }
}
