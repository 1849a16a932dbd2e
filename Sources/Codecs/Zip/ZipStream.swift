/// Writes a zip archive to where nobody can go back: sizes and checksums stand behind each entry's data.
///
/// Memory does not grow with the entries. An entry stays below four gigabytes; the archive may grow beyond, with a
/// Zip64 directory then.
struct ZipStream {
    private struct Entry {
        let name: [UInt8]
        let offset: UInt64
        var checksum = Checksum()
        var size: UInt64 = 0
        var compressedSize: UInt64 = 0
    }

    private let deflater: Deflater
    private var entries: [Entry] = []
    private var offset: UInt64 = 0

    /// An archive without entries, compressed at `level` 1 (fast) to 9 (small).
    /// - Throws: ``DeflateError`` when there is no memory.
    init(level: Int32) throws(DeflateError) {
        deflater = try Deflater(level: level)
    }

    /// Bytes that the open entry holds so far.
    var entrySize: UInt64 { entries.last?.size ?? 0 }

    /// Begins an entry; the one before must have ended.
    mutating func begin(_ name: String, into output: inout [UInt8]) {
        let entry = Entry(name: Array(name.utf8), offset: offset)
        let before = output.count
        output.put(UInt32(0x0403_4B50))
        Self.putCommon(entry, hasSizes: false, into: &output)
        output += entry.name
        offset += UInt64(output.count - before)
        entries.append(entry)
        deflater.reset()
    }

    /// Adds to the open entry.
    /// - Throws: ``DeflateError`` when there is no memory.
    mutating func write(_ bytes: [UInt8], into output: inout [UInt8]) throws(DeflateError) {
        try add(bytes, isLast: false, into: &output)
    }

    /// Ends the open entry.
    /// - Throws: ``DeflateError`` when there is no memory.
    mutating func end(into output: inout [UInt8]) throws(DeflateError) {
        try add([], isLast: true, into: &output)
        let entry = entries[entries.count - 1]
        output.put(UInt32(0x0807_4B50))
        output.put(entry.checksum.value)
        output.put(UInt32(entry.compressedSize))
        output.put(UInt32(entry.size))
        offset += 16
    }

    /// Writes the directory.
    mutating func finish(into output: inout [UInt8]) {
        let start = offset
        var directory: [UInt8] = []
        for entry in entries {
            let isFar = entry.offset >= 0xFFFF_FFFF
            directory.put(UInt32(0x0201_4B50))
            directory.put(UInt16(isFar ? 45 : 20))
            Self.putCommon(entry, hasSizes: true, extraCount: isFar ? 12 : 0, into: &directory)
            directory += [UInt8](repeating: 0, count: 10)
            directory.put(UInt32(isFar ? 0xFFFF_FFFF : entry.offset))
            directory += entry.name
            if isFar {
                directory.put(UInt16(1))
                directory.put(UInt16(8))
                directory.put(entry.offset)
            }
        }
        let isFar = start >= 0xFFFF_FFFF
        output += directory
        if isFar { putZip64End(at: start + UInt64(directory.count), start, directory.count, into: &output) }
        output.put(UInt32(0x0605_4B50))
        output.put(UInt32(0))
        output.put(UInt16(entries.count))
        output.put(UInt16(entries.count))
        output.put(UInt32(directory.count))
        output.put(UInt32(isFar ? 0xFFFF_FFFF : start))
        output.put(UInt16(0))
    }

    private mutating func add(_ bytes: [UInt8], isLast: Bool, into output: inout [UInt8]) throws(DeflateError) {
        let last = entries.count - 1
        entries[last].size += UInt64(bytes.count)
        precondition(entries[last].size < 0xFFFF_FFFF, "an entry stays below four gigabytes")
        let before = output.count
        var failure: DeflateError?
        bytes.withUnsafeBytes { memory in
            entries[last].checksum.update(memory)
            do throws(DeflateError) {
                try deflater.feed(memory, isLast: isLast, into: &output)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        entries[last].compressedSize += UInt64(output.count - before)
        offset += UInt64(output.count - before)
    }

    /// What an entry's own header and its line of the directory share.
    private static func putCommon(
        _ entry: Entry,
        hasSizes: Bool,
        extraCount: Int = 0,
        into output: inout [UInt8]
    ) {
        output.put(UInt16(20))
        // Bit 3: sizes and checksum stand behind the data. Bit 11: the name is UTF-8.
        output.put(UInt16(0x0808))
        output.put(UInt16(8))
        // Midnight of 1980-01-01, so that the same records give the same file.
        output.put(UInt16(0))
        output.put(UInt16(0x21))
        output.put(hasSizes ? entry.checksum.value : 0)
        output.put(UInt32(hasSizes ? entry.compressedSize : 0))
        output.put(UInt32(hasSizes ? entry.size : 0))
        output.put(UInt16(entry.name.count))
        output.put(UInt16(extraCount))
    }

    private func putZip64End(at place: UInt64, _ start: UInt64, _ count: Int, into output: inout [UInt8]) {
        output.put(UInt32(0x0606_4B50))
        output.put(UInt64(44))
        output.put(UInt16(45))
        output.put(UInt16(45))
        output.put(UInt64(0))
        output.put(UInt64(entries.count))
        output.put(UInt64(entries.count))
        output.put(UInt64(count))
        output.put(start)
        output.put(UInt32(0x0706_4B50))
        output.put(UInt32(0))
        output.put(place)
        output.put(UInt32(1))
    }
}
