import Codecs

/// One page of a list.
public struct RecordPage: Hashable, Sendable {
    /// The records' documents, in the order of the list.
    public internal(set) var documents: [[UInt8]] = []
    /// Where the next page begins; nil when this one is the last.
    ///
    /// A page may hold fewer records than asked for and still have a next one, when its filter depends on the date.
    public internal(set) var nextCursor: String?

    /// Whether more records follow.
    public var hasMore: Bool { nextCursor != nil }

    /// `{"data":[…],"has_more":…,"next_cursor":…}`.
    public func json() -> [UInt8] {
        var writer = JSONWriter(capacity: documents.reduce(128) { $0 + $1.count + 1 })
        writer.beginObject()
        writer.beginArray("data")
        for document in documents {
            document.withUnsafeBytes { writer.element(raw: $0) }
        }
        writer.endArray()
        writer.field("has_more", hasMore)
        writer.field("next_cursor", nextCursor)
        writer.endObject()
        return writer.bytes
    }
}
