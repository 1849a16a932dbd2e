import Codecs
import LoanBook

/// What a sync and the list of snapshots say in the same words.
extension JSONWriter {
    /// The field `records`: what happened to them.
    mutating func field(_ records: RecordCounts) {
        beginObject("records")
        field("seen", records.seen)
        field("created", records.created)
        field("changed", records.changed)
        field("removed", records.removed)
        field("rejected", records.rejected)
        endObject()
    }

    /// The field `log`: the entries that were appended; null when there are none.
    mutating func field(log: ClosedRange<Int64>?) {
        guard let log else { return fieldNull("log") }
        beginObject("log")
        field("from", log.lowerBound)
        field("to", log.upperBound)
        endObject()
    }
}
