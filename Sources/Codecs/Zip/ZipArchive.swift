/// A zip archive read as hostile input: its whole directory is judged before the first byte of an entry is read.
///
/// Refused with a ``ZipError``: too many or too large entries, bombs, overlapping data, names that lead elsewhere,
/// links, duplicates, encryption, sizes or checksums that are not true. Archives inside are files like any other and
/// are never expanded. Nothing is written to disk here, and memory stays small whatever the archive claims.
public struct ZipArchive: Sendable {
    /// Reads `count` bytes at `offset` of the archive; fewer only at its end.
    public typealias Reader = @Sendable (_ offset: UInt64, _ count: Int) throws -> [UInt8]

    /// One file or folder.
    public struct Entry: Hashable, Sendable {
        /// Its path inside the archive, with `/`; a folder's ends with one.
        public let name: String
        /// Size in the archive.
        public let compressedSize: UInt64
        /// Size unpacked, as stated; what does not keep to it is refused.
        public let size: UInt64
        /// CRC-32 of the unpacked data, as stated.
        public let checksum: UInt32
        /// Whether it is a folder.
        public var isFolder: Bool { name.hasSuffix("/") }

        let isDeflated: Bool
        let offset: UInt64
        /// The first byte behind `offset` that belongs to something else.
        let limit: UInt64
        let rawName: [UInt8]
    }

    /// Files and folders in the order of the directory.
    public let entries: [Entry]
    private let read: Reader

    /// Opens an archive of `size` bytes whose entries may unpack to `totalMax` bytes in all.
    /// - Throws: ``ZipError``, or what `read` throws.
    public init(size: UInt64, totalMax: UInt64, read: @escaping Reader) throws {
        var directory = try ZipDirectory(size: size, read: read)
        entries = try directory.entries(totalMax: totalMax)
        self.read = read
    }

    /// Opens an archive that lies in memory.
    /// - Throws: ``ZipError``.
    public init(_ bytes: [UInt8], totalMax: UInt64) throws {
        try self.init(size: UInt64(bytes.count), totalMax: totalMax) { offset, count in
            let start = min(Int(offset), bytes.count)
            return Array(bytes[start..<min(start + count, bytes.count)])
        }
    }

    /// The entry of exactly this name.
    public func entry(named name: String) -> Entry? {
        entries.first { $0.name == name }
    }

    /// Unpacks `entry` piece by piece into `sink`; sizes and checksum are checked, the last two at the end.
    ///
    /// Whatever `sink` got is to be thrown away when this throws.
    /// - Throws: ``ZipError``, or what `sink` or the archive's reader throws.
    public func extract(_ entry: Entry, to sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        var place = try dataStart(of: entry)
        var left = entry.compressedSize
        var check = SizeAndChecksum(entry: entry)
        let inflater = entry.isDeflated ? try Inflater(isRaw: true) : nil
        while left > 0 {
            let piece = try read(place, Int(min(left, 1 << 16)))
            guard !piece.isEmpty, UInt64(piece.count) <= left else { throw ZipError.corruptData(entry: entry.name) }
            place += UInt64(piece.count)
            left -= UInt64(piece.count)
            guard let inflater else {
                try piece.withUnsafeBytes { bytes in
                    try check.add(bytes)
                    try sink(bytes)
                }
                continue
            }
            do {
                try inflater.feed(piece) { bytes in
                    try check.add(bytes)
                    try sink(bytes)
                }
            } catch is DeflateError {
                throw ZipError.corruptData(entry: entry.name)
            }
        }
        if let inflater, !inflater.isAtEnd { throw ZipError.corruptData(entry: entry.name) }
        try check.finish()
    }

    /// Unpacks `entry` into memory.
    /// - Throws: ``ZipError``, or what the archive's reader throws.
    public func bytes(of entry: Entry) throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(min(entry.size, 1 << 24)))
        try extract(entry) { bytes.append(contentsOf: $0) }
        return bytes
    }

    /// Checks the entry's own header against the directory; where its data starts.
    private func dataStart(of entry: Entry) throws -> UInt64 {
        let header = LittleEndian(try read(entry.offset, 30))
        guard header.bytes.count == 30, header.u32(0) == 0x0403_4B50 else {
            throw ZipError.headerMismatch(entry: entry.name)
        }
        let flags = header.u16(6)
        guard flags & 0x2041 == 0 else { throw ZipError.encrypted(entry: entry.name) }
        let nameCount = Int(header.u16(26))
        guard header.u16(8) == (entry.isDeflated ? 8 : 0), nameCount == entry.rawName.count,
            try read(entry.offset + 30, nameCount) == entry.rawName
        else { throw ZipError.headerMismatch(entry: entry.name) }
        let start = entry.offset + 30 + UInt64(nameCount) + UInt64(header.u16(28))
        guard start <= entry.limit, entry.compressedSize <= entry.limit - start else {
            throw ZipError.overlap(entry: entry.name)
        }
        // With bit 3 the sizes stand behind the data; with 0xFFFFFFFF in the Zip64 part.
        if flags & 8 == 0 {
            guard agrees(header.u32(14), UInt64(entry.checksum)), agrees(header.u32(18), entry.compressedSize),
                agrees(header.u32(22), entry.size)
            else { throw ZipError.headerMismatch(entry: entry.name) }
        }
        return start
    }

    private func agrees(_ own: UInt32, _ stated: UInt64) -> Bool {
        own == .max || UInt64(own) == stated
    }
}

/// Counts and sums what an entry gives, and stops it as soon as it gives too much.
private struct SizeAndChecksum {
    let entry: ZipArchive.Entry
    private var size: UInt64 = 0
    private var checksum = Checksum()

    init(entry: ZipArchive.Entry) {
        self.entry = entry
    }

    mutating func add(_ bytes: UnsafeRawBufferPointer) throws {
        size += UInt64(bytes.count)
        guard size <= entry.size else { throw ZipError.wrongSize(entry: entry.name) }
        checksum.update(bytes)
    }

    func finish() throws {
        guard size == entry.size else { throw ZipError.wrongSize(entry: entry.name) }
        guard checksum.value == entry.checksum else { throw ZipError.wrongChecksum(entry: entry.name) }
    }
}
