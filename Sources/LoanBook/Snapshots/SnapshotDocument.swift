import Codecs
import Lending

/// The document of a snapshot: what was read, from which files, and what came of it.
struct SnapshotDocument {
    let bytes: [UInt8]

    init(writer snapshot: SnapshotWriter, number: Int64) {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("id", snapshot.snapshotID.text)
        writer.field("number", number)
        writer.field("source", snapshot.header.source)
        writer.field("content_sha256", Hex.encode(snapshot.header.contentHash))
        writer.field("business_date", snapshot.businessDate?.isoText)
        writer.field("recorded_at", snapshot.recordedAt.rfc3339Text)
        writer.field("seen", snapshot.counts.seen)
        writer.field("created", snapshot.counts.created)
        writer.field("changed", snapshot.counts.changed)
        writer.field("removed", snapshot.counts.removed)
        writer.field("rejected", snapshot.counts.rejected)
        writer.field("files", raw: SnapshotDocument.list(snapshot.archive.files))
        writer.endObject()
        bytes = writer.bytes
    }

    /// The value of `files`: name, size and hashes of each file in the order of their names.
    static func list(_ files: [SnapshotArchive.File]) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginArray()
        for file in files {
            writer.beginObject()
            writer.field("name", file.name)
            writer.field("size", file.size)
            writer.field("sha256", Hex.encode(file.sha256))
            writer.field("parts_sha256", file.parts.map { Hex.encode($0) })
            writer.endObject()
        }
        writer.endArray()
        return writer.bytes
    }
}
