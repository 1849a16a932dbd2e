/// Writes a small zip archive into memory, the same bytes each time: simulated backups and tests.
public struct ZipWriter {
    /// How an entry is kept.
    public enum Method: Hashable, Sendable {
        /// As it is.
        case stored
        /// Deflated.
        case deflated
    }

    private var body: [UInt8] = []
    private var directory: [UInt8] = []
    private var count: UInt16 = 0

    /// An archive without entries.
    public init() {}

    /// Adds a file, or a folder when `name` ends with `/`.
    /// - Throws: ``DeflateError`` when there is no memory.
    public mutating func add(_ name: String, _ bytes: [UInt8], method: Method = .deflated) throws(DeflateError) {
        precondition(count < .max && bytes.count < Int(UInt32.max) && body.count < Int(UInt32.max), "no Zip64 here")
        let data = method == .deflated ? try Deflate.compressRaw(bytes) : bytes
        var checksum = Checksum()
        bytes.withUnsafeBytes { checksum.update($0) }
        let nameBytes = Array(name.utf8)
        var common: [UInt8] = []
        common.put(UInt16(20))
        // Bit 11: the name is UTF-8.
        common.put(UInt16(0x0800))
        common.put(UInt16(method == .deflated ? 8 : 0))
        // Midnight of 1980-01-01, so that the same files give the same archive.
        common.put(UInt16(0))
        common.put(UInt16(0x21))
        common.put(checksum.value)
        common.put(UInt32(data.count))
        common.put(UInt32(bytes.count))
        common.put(UInt16(nameBytes.count))
        common.put(UInt16(0))
        let offset = UInt32(body.count)
        body.put(UInt32(0x0403_4B50))
        body += common
        body += nameBytes
        body += data
        directory.put(UInt32(0x0201_4B50))
        directory.put(UInt16(20))
        directory += common
        directory += [UInt8](repeating: 0, count: 10)
        directory.put(offset)
        directory += nameBytes
        count += 1
    }

    /// The archive.
    public func finish() -> [UInt8] {
        var bytes = body + directory
        bytes.put(UInt32(0x0605_4B50))
        bytes.put(UInt32(0))
        bytes.put(count)
        bytes.put(count)
        bytes.put(UInt32(directory.count))
        bytes.put(UInt32(body.count))
        bytes.put(UInt16(0))
        return bytes
    }
}

extension [UInt8] {
    /// Appends `value`, lowest byte first.
    mutating func put(_ value: some FixedWidthInteger) {
        var value = value.littleEndian
        Swift.withUnsafeBytes(of: &value) { append(contentsOf: $0) }
    }
}
