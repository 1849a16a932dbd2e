import Codecs
import Intake

/// The answer of `recaudo inspect --rows`.
enum RowCountText {
    /// One line for each table: rows, file and table; or the same as JSON.
    static func bytes(_ counts: [RowCount], asJSON: Bool) -> [UInt8] {
        guard asJSON else {
            return Array(counts.map { "\($0.rows)\t\($0.file)\t\($0.table)\n" }.joined().utf8)
        }
        var writer = JSONWriter()
        writer.beginObject()
        writer.beginArray("tables")
        for count in counts {
            writer.beginObject()
            writer.field("file", count.file)
            writer.field("table", count.table)
            writer.field("rows", count.rows)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return writer.bytes + [0x0A]
    }
}
