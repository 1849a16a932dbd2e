import Codecs
import Lending

/// The document of a snapshot: what was read, from which files, and what came of it.
struct SnapshotDocument {
    let bytes: [UInt8]

    init(writer snapshot: SnapshotWriter) {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("id", snapshot.snapshotID.text)
        writer.field("source", snapshot.header.source)
        writer.field("content_sha256", Hex.encode(snapshot.header.contentHash))
        writer.field("business_date", snapshot.businessDate?.isoText)
        writer.field("recorded_at", snapshot.recordedAt.rfc3339Text)
        writer.field("seen", snapshot.counts.seen)
        writer.field("created", snapshot.counts.created)
        writer.field("changed", snapshot.counts.changed)
        writer.field("removed", snapshot.counts.removed)
        writer.field("rejected", snapshot.counts.rejected)
        writer.beginArray("files")
        for file in snapshot.archive.files {
            writer.beginObject()
            writer.field("name", file.name)
            writer.field("size", file.size)
            writer.field("sha256", Hex.encode(file.sha256))
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        bytes = writer.bytes
    }
}
