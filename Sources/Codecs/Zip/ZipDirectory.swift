/// The directory at the end of a zip archive, found, read and judged.
struct ZipDirectory {
    private let size: UInt64
    private let read: ZipArchive.Reader
    /// Entries that the end record states.
    private var count: UInt64 = 0
    private var offset: UInt64 = 0
    private var length: UInt64 = 0

    init(size: UInt64, read: @escaping ZipArchive.Reader) throws {
        self.size = size
        self.read = read
        let (end, endOffset) = try findEnd()
        guard end.u16(4) == 0 || end.u16(4) == .max, end.u16(6) == 0 || end.u16(6) == .max else {
            throw ZipError.multiPart
        }
        count = UInt64(end.u16(10))
        length = UInt64(end.u32(12))
        offset = UInt64(end.u32(16))
        guard UInt64(end.u16(8)) == count else { throw ZipError.multiPart }
        var directoryEnd = endOffset
        if count == 0xFFFF || length == 0xFFFF_FFFF || offset == 0xFFFF_FFFF {
            directoryEnd = try readZip64End(before: endOffset) ?? endOffset
        }
        guard count <= UInt64(Limits.archiveEntriesMax) else {
            throw ZipError.tooManyEntries(count: count, max: Limits.archiveEntriesMax)
        }
        guard length <= Limits.archiveDirectoryMax, offset <= directoryEnd, length == directoryEnd - offset else {
            throw ZipError.malformed("its directory is not where the end record says")
        }
    }

    /// The entries, all judged.
    mutating func entries(totalMax: UInt64) throws -> [ZipArchive.Entry] {
        let bytes = try read(offset, Int(length))
        guard UInt64(bytes.count) == length else { throw ZipError.notAnArchive }
        let directory = LittleEndian(bytes)
        var records: [ZipRecord] = []
        var names: Set<String> = []
        var place = 0
        var total: UInt64 = 0
        for _ in 0..<count {
            let record = try ZipRecord(directory, &place)
            try record.judge()
            guard names.insert(record.comparableName).inserted else {
                throw ZipError.duplicateName(entry: record.name)
            }
            let (sum, isOver) = total.addingReportingOverflow(record.size)
            guard !isOver, sum <= totalMax else {
                throw ZipError.tooLarge(total: isOver ? .max : sum, max: totalMax)
            }
            total = sum
            records.append(record)
        }
        guard place == bytes.count else { throw ZipError.malformed("its directory holds more than it states") }
        return try placed(records)
    }

    /// Gives each entry the bytes up to the next one; none may reach into another.
    private func placed(_ records: [ZipRecord]) throws -> [ZipArchive.Entry] {
        var limits = [UInt64](repeating: offset, count: records.count)
        let order = records.indices.sorted { records[$0].offset < records[$1].offset }
        for (position, index) in order.enumerated() {
            let record = records[index]
            let limit = position + 1 < order.count ? records[order[position + 1]].offset : offset
            let header = 30 + UInt64(record.rawName.count)
            guard record.offset <= limit, limit - record.offset >= header,
                limit - record.offset - header >= record.compressedSize
            else { throw ZipError.overlap(entry: record.name) }
            limits[index] = limit
        }
        return zip(records, limits).map { record, limit in
            ZipArchive.Entry(
                name: record.name,
                compressedSize: record.compressedSize,
                size: record.size,
                checksum: record.checksum,
                isDeflated: record.method == 8,
                offset: record.offset,
                limit: limit,
                rawName: record.rawName
            )
        }
    }

    /// The end record, which a comment of up to 65,535 bytes may follow.
    private func findEnd() throws -> (LittleEndian, UInt64) {
        guard size >= 22 else { throw ZipError.notAnArchive }
        let tailCount = min(size, 22 + 0xFFFF)
        let tail = LittleEndian(try read(size - tailCount, Int(tailCount)))
        guard UInt64(tail.bytes.count) == tailCount else { throw ZipError.notAnArchive }
        var place = tail.bytes.count - 22
        while place >= 0 {
            if tail.u32(place) == 0x0605_4B50, place + 22 + Int(tail.u16(place + 20)) == tail.bytes.count {
                let end = LittleEndian(Array(tail.bytes[place..<(place + 22)]))
                return (end, size - tailCount + UInt64(place))
            }
            place -= 1
        }
        throw ZipError.notAnArchive
    }

    /// Reads the Zip64 end record, if there is one; where it starts.
    private mutating func readZip64End(before endOffset: UInt64) throws -> UInt64? {
        guard endOffset >= 76 else { return nil }
        let locator = LittleEndian(try read(endOffset - 20, 20))
        guard locator.bytes.count == 20, locator.u32(0) == 0x0706_4B50 else { return nil }
        guard locator.u32(4) == 0, locator.u32(16) <= 1 else { throw ZipError.multiPart }
        let start = locator.u64(8)
        guard start <= endOffset - 76 else { throw ZipError.malformed("its Zip64 end record is not where it says") }
        let end = LittleEndian(try read(start, 56))
        guard end.bytes.count == 56, end.u32(0) == 0x0606_4B50 else {
            throw ZipError.malformed("its Zip64 end record is not where it says")
        }
        guard end.u32(16) == 0, end.u32(20) == 0, end.u64(24) == end.u64(32) else { throw ZipError.multiPart }
        count = end.u64(32)
        length = end.u64(40)
        offset = end.u64(48)
        return start
    }
}

/// Little-endian numbers in bytes; what lies beyond the end reads as zero, so callers check the count.
struct LittleEndian {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    func u16(_ place: Int) -> UInt16 { UInt16(truncatingIfNeeded: number(place, 2)) }
    func u32(_ place: Int) -> UInt32 { UInt32(truncatingIfNeeded: number(place, 4)) }
    func u64(_ place: Int) -> UInt64 { number(place, 8) }

    private func number(_ place: Int, _ width: Int) -> UInt64 {
        guard place >= 0, place + width <= bytes.count else { return 0 }
        var value: UInt64 = 0
        for index in (0..<width).reversed() { value = value << 8 | UInt64(bytes[place + index]) }
        return value
    }
}
