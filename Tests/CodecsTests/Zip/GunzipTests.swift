import Codecs
import Testing

/// A gzip member of `bytes`, with the fields of its head that `flags` promises.
func gzip(_ bytes: [UInt8], flags: UInt8 = 0, extra: [UInt8] = []) throws -> [UInt8] {
    let zlib = try Deflate.compress(bytes)
    let head: [UInt8] = [0x1F, 0x8B, 8, flags, 0, 0, 0, 0, 0, 3]
    return head + extra + zlib[2..<(zlib.count - 4)] + le(crc(bytes)) + le(UInt32(truncatingIfNeeded: bytes.count))
}

private func unpack(_ bytes: [UInt8], size: Int = 1 << 16, bytesMax: UInt64 = 100_000_000) throws -> [UInt8] {
    let stream = try GunzipStream(bytesMax: bytesMax)
    var out: [UInt8] = []
    var place = 0
    while place < bytes.count {
        let end = min(bytes.count, place + size)
        try Array(bytes[place..<end]).withUnsafeBytes { try stream.feed($0) { out.append(contentsOf: $0) } }
        place = end
    }
    try stream.finish()
    return out
}

@Suite("Gzip files")
struct GunzipTests {
    private static let text = Array((0..<400).map { "\($0),Ana,\($0 * 7)\n" }.joined().utf8)

    @Test("members, heads with names and padding are read, in pieces of any size", arguments: [1, 2, 7, 1000, 1 << 16])
    func sound(_ size: Int) throws {
        let one = try gzip(Self.text)
        #expect(try unpack(one, size: size) == Self.text)
        #expect(try unpack(one + gzip([]) + gzip(Array("fin".utf8)), size: size) == Self.text + Array("fin".utf8))
        #expect(try unpack(one + [0, 0, 0], size: size) == Self.text)
        #expect(try unpack(gzip(Self.text, flags: 8, extra: Array("a.csv\0".utf8)), size: size) == Self.text)
    }

    @Test("every cut is refused")
    func truncations() throws {
        let whole = try gzip(Self.text)
        for count in 0..<whole.count {
            #expect(throws: GzipError.self) { try unpack(Array(whole[..<count])) }
        }
        #expect(throws: GzipError.truncated) { try unpack(Array(whole.dropLast())) }
        #expect(throws: GzipError.truncated) { try unpack(whole + [0x1F]) }
    }

    @Test("wrong checksums and lengths, other formats and what stands behind are refused")
    func lies() throws {
        var bytes = try gzip(Self.text)
        bytes[bytes.count - 6] ^= 1
        #expect(throws: GzipError.wrongChecksum) { try unpack(bytes) }
        bytes[bytes.count - 6] ^= 1
        bytes[bytes.count - 1] ^= 1
        #expect(throws: GzipError.wrongChecksum) { try unpack(bytes) }
        bytes[bytes.count - 1] ^= 1
        #expect(throws: GzipError.trailing) { try unpack(bytes + [1]) }
        #expect(throws: GzipError.trailing) { try unpack(bytes + [0, 0x1F, 0x8B]) }
        #expect(throws: GzipError.notGzip) { try unpack(Array("PK\u{3}\u{4}".utf8)) }
        #expect(throws: GzipError.notGzip) { try unpack([]) }
    }

    @Test("bombs are refused while they grow, by ratio and by size, in one member or in many")
    func bombs() throws {
        let bomb = try gzip([UInt8](repeating: 0, count: 20_000_000))
        #expect(throws: GzipError.suspiciousRatio) { try unpack(bomb) }
        let part = try gzip([UInt8](repeating: 0, count: 900_000))
        #expect(throws: GzipError.suspiciousRatio) { try unpack((0..<40).flatMap { _ in part }, size: 512) }
        #expect(throws: GzipError.tooLarge(max: 1000)) { try unpack(gzip(Self.text), bytesMax: 1000) }
        let empty = try gzip([])
        #expect(throws: GzipError.tooManyMembers) { try unpack((0...200_000).flatMap { _ in empty }) }
    }

    @Test("10,000 mutations end in an error or in the same bytes")
    func mutations() throws {
        var random = SeededGenerator(seed: 3)
        let seed = try gzip(Array(Self.text.prefix(300)))
        for _ in 0..<10_000 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...3, using: &random) { bytes = mutated(bytes, &random) }
            do {
                let out = try unpack(bytes, size: Int.random(in: 1...64, using: &random))
                #expect(out.starts(with: Self.text.prefix(300)))
            } catch is GzipError {}
        }
    }
}
