/// Stored documents put together for a reader.
public enum PublishedDocument {
    /// Writes `record` with the personal part as its last field, `person`; null when there is none any more.
    ///
    /// For readers with the scope for personal data; others get `record` as it is stored.
    public static func write(
        _ record: UnsafeRawBufferPointer,
        person personal: UnsafeRawBufferPointer?,
        into output: inout [UInt8]
    ) {
        guard open(record, into: &output) else { return }
        output += "\"person\":".utf8
        if let personal { output.append(contentsOf: personal) } else { output += "null".utf8 }
        output.append(0x7D)
    }

    /// Writes one object with the fields of `record` and then those of `tail`.
    public static func join(
        _ record: UnsafeRawBufferPointer,
        _ tail: UnsafeRawBufferPointer,
        into output: inout [UInt8]
    ) {
        guard tail.count > 2, open(record, into: &output) else { return output.append(contentsOf: record) }
        output.append(contentsOf: UnsafeRawBufferPointer(rebasing: tail.dropFirst()))
    }

    /// Writes `record` up to where its next field would stand; false, and nothing, when it is no object.
    private static func open(_ record: UnsafeRawBufferPointer, into output: inout [UInt8]) -> Bool {
        guard record.count >= 2, record.first == 0x7B, record.last == 0x7D else { return false }
        output.append(contentsOf: UnsafeRawBufferPointer(rebasing: record.dropLast()))
        if record.count > 2 { output.append(0x2C) }
        return true
    }
}
