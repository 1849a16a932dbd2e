import Codecs

/// Builds zip archives that need not be honest.
struct RawZip {
    struct Entry {
        var name: [UInt8]
        var data: [UInt8]
        var method: UInt16 = 0
        var flags: UInt16 = 0
        var checksum: UInt32
        var size: UInt32
        var compressedSize: UInt32
        var mode: UInt32 = 0
        var disk: UInt16 = 0
        var offset: UInt32?
        var extra: [UInt8] = []
        var localName: [UInt8]?
        var localMethod: UInt16?
        var localFlags: UInt16?
        var localSize: UInt32?
        var localSignature: UInt32 = 0x0403_4B50

        /// An honest stored entry.
        init(_ name: String, _ text: String = "hola") {
            self.init(name: Array(name.utf8), stored: Array(text.utf8))
        }

        init(name: [UInt8], stored data: [UInt8]) {
            self.name = name
            self.data = data
            checksum = crc(data)
            size = UInt32(data.count)
            compressedSize = UInt32(data.count)
        }

        /// An honest deflated entry.
        static func deflated(_ name: String, _ bytes: [UInt8]) throws -> Entry {
            var entry = Entry(name: Array(name.utf8), stored: bytes)
            let whole = try Deflate.compress(bytes)
            entry.data = Array(whole[2..<(whole.count - 4)])
            entry.compressedSize = UInt32(entry.data.count)
            entry.method = 8
            return entry
        }
    }

    var entries: [Entry]
    var count: UInt16?
    var countHere: UInt16?
    var disk: UInt16 = 0
    var directoryOffset: UInt32?
    var directorySize: UInt32?
    var comment: [UInt8] = []
    var commentCount: UInt16?
    var zip64: (count: UInt64, size: UInt64?, offset: UInt64?)?
    var prefix: [UInt8] = []

    init(_ entries: [Entry]) {
        self.entries = entries
    }

    func bytes() -> [UInt8] {
        var out = prefix
        var directory: [UInt8] = []
        for entry in entries {
            let offset = entry.offset ?? UInt32(out.count)
            let localName = entry.localName ?? entry.name
            out += le(entry.localSignature) + le(UInt16(20)) + le(entry.localFlags ?? entry.flags)
            out += le(entry.localMethod ?? entry.method) + le(UInt32(0)) + le(entry.checksum)
            out += le(entry.compressedSize) + le(entry.localSize ?? entry.size)
            out += le(UInt16(localName.count)) + le(UInt16(0)) + localName + entry.data
            directory += le(UInt32(0x0201_4B50)) + le(UInt16(0x0314)) + le(UInt16(20)) + le(entry.flags)
            directory += le(entry.method) + le(UInt32(0)) + le(entry.checksum) + le(entry.compressedSize)
            directory += le(entry.size) + le(UInt16(entry.name.count)) + le(UInt16(entry.extra.count))
            directory += le(UInt16(0)) + le(entry.disk) + le(UInt16(0)) + le(entry.mode << 16) + le(offset)
            directory += entry.name + entry.extra
        }
        let start = out.count
        out += directory
        if let zip64 {
            let recordStart = UInt64(out.count)
            out += le(UInt32(0x0606_4B50)) + le(UInt64(44)) + le(UInt16(45)) + le(UInt16(45)) + le(UInt32(0))
            out += le(UInt32(0)) + le(zip64.count) + le(zip64.count) + le(zip64.size ?? UInt64(directory.count))
            out += le(zip64.offset ?? UInt64(start))
            out += le(UInt32(0x0706_4B50)) + le(UInt32(0)) + le(recordStart) + le(UInt32(1))
        }
        let stated = count ?? (zip64 == nil ? UInt16(truncatingIfNeeded: entries.count) : .max)
        out += le(UInt32(0x0605_4B50)) + le(disk) + le(disk) + le(countHere ?? stated) + le(stated)
        out += le(directorySize ?? (zip64 == nil ? UInt32(directory.count) : .max))
        out += le(directoryOffset ?? (zip64 == nil ? UInt32(start) : .max))
        out += le(commentCount ?? UInt16(comment.count)) + comment
        return out
    }
}

/// `value`, lowest byte first.
func le(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
}

/// CRC-32, bit by bit.
func crc(_ bytes: [UInt8]) -> UInt32 {
    var value: UInt32 = .max
    for byte in bytes {
        value ^= UInt32(byte)
        for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
    return ~value
}
