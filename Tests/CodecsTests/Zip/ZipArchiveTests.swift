import Codecs
import Testing

private func text(_ archive: ZipArchive, _ name: String) throws -> String? {
    try archive.entry(named: name).map { String(decoding: try archive.bytes(of: $0), as: UTF8.self) }
}

@Test("files come back as they were written, stored or deflated")
func roundTrip() throws {
    var random = SeededGenerator(seed: 2)
    let noise = (0..<300_000).map { _ in UInt8.random(in: 0...255, using: &random) }
    let zeros = [UInt8](repeating: 0, count: 900_000)
    var writer = ZipWriter()
    try writer.add("ruta/", [], method: .stored)
    try writer.add("ruta/admin.db", noise)
    try writer.add("ruta/pagos.db", zeros)
    try writer.add("Señas.txt", Array("ñandú".utf8), method: .stored)
    try writer.add("vacío", [])
    let archive = try ZipArchive(writer.finish(), totalMax: 10_000_000)
    #expect(archive.entries.map(\.name) == ["ruta/", "ruta/admin.db", "ruta/pagos.db", "Señas.txt", "vacío"])
    #expect(archive.entries.map(\.isFolder) == [true, false, false, false, false])
    #expect(try archive.bytes(of: archive.entries[1]) == noise)
    #expect(try archive.bytes(of: archive.entries[2]) == zeros)
    #expect(try text(archive, "Señas.txt") == "ñandú")
    #expect(try text(archive, "vacío") == "")
    #expect(archive.entry(named: "otro") == nil)
}

@Test("Zip64 records, comments, DOS names, backslashes and sizes behind the data are understood")
func otherDialects() throws {
    var big = RawZip.Entry("a.db")
    big.extra = le(UInt16(0x9999)) + le(UInt16(1)) + [0]
    big.extra += le(UInt16(1)) + le(UInt16(16)) + le(UInt64(4)) + le(UInt64(4))
    big.size = .max
    big.compressedSize = .max
    var dos = RawZip.Entry(name: [0x43, 0x61, 0xA4, 0xA2, 0x6E, 0x5C, 0x62], stored: Array("x".utf8))
    dos.mode = 0x81A4
    var streamed = try RawZip.Entry.deflated("s.db", Array("datos".utf8))
    streamed.flags = 8
    streamed.localSize = 0
    var raw = RawZip([big, dos, streamed])
    raw.zip64 = (3, nil, nil)
    raw.comment = Array("PK\u{5}\u{6} copia".utf8)
    let archive = try ZipArchive(raw.bytes(), totalMax: 1000)
    #expect(archive.entries.map(\.name) == ["a.db", "Cañón/b", "s.db"])
    #expect(try text(archive, "a.db") == "hola")
    #expect(try text(archive, "s.db") == "datos")
}

@Test("an archive inside an archive is a file like any other")
func nestedArchive() throws {
    var inner = ZipWriter()
    try inner.add("admin.db", Array("x".utf8))
    var outer = ZipWriter()
    try outer.add("copia.zip", inner.finish())
    let archive = try ZipArchive(outer.finish(), totalMax: 1000)
    #expect(archive.entries.map(\.name) == ["copia.zip"])
    #expect(try archive.bytes(of: archive.entries[0]) == inner.finish())
}

@Test("an archive cut anywhere is refused, and a flipped bit never gives other bytes unnoticed")
func damage() throws {
    var writer = ZipWriter()
    let data = Array(String(repeating: "abono 20000 ", count: 40).utf8)
    try writer.add("pagos.db", data)
    try writer.add("admin.db", data, method: .stored)
    let bytes = writer.finish()
    for count in 0..<bytes.count {
        #expect(throws: ZipError.self) { try ZipArchive(Array(bytes[..<count]), totalMax: 10_000) }
    }
    for bit in 0..<(bytes.count * 8) {
        var flipped = bytes
        flipped[bit / 8] ^= 1 << UInt8(bit % 8)
        do {
            let archive = try ZipArchive(flipped, totalMax: 1_000_000)
            for entry in archive.entries {
                let read = try archive.bytes(of: entry)
                #expect(read == data, "bit \(bit)")
            }
        } catch {
            #expect(error is ZipError, "bit \(bit)")
        }
    }
}

@Test("random bytes with the marks of an archive never stop the reader")
func randomArchives() {
    var random = SeededGenerator(seed: 4)
    for _ in 0..<5000 {
        var bytes = random.bytes(lengthMax: 200) + le(UInt32(0x0201_4B50)) + random.bytes(lengthMax: 80)
        let size = UInt32(bytes.count)
        let offset = UInt32.random(in: 0...size, using: &random)
        bytes += le(UInt32(0x0605_4B50)) + le(UInt32(0)) + le(UInt16(1)) + le(UInt16(1)) + le(size - offset)
        bytes += le(offset) + le(UInt16(0))
        #expect(throws: ZipError.self) { try ZipArchive(bytes, totalMax: 10_000) }
    }
}

@Test("blobs are compressed and come back, within a limit")
func blobs() throws {
    let data = Array(String(repeating: "saldo ", count: 100_000).utf8)
    let small = try Deflate.compress(data, level: 1)
    #expect(small.count < data.count / 50)
    #expect(try Deflate.decompress(small, sizeMax: data.count) == data)
    #expect(try Deflate.decompress(try Deflate.compress([]), sizeMax: 0).isEmpty)
    #expect(throws: DeflateError.tooLarge) { try Deflate.decompress(small, sizeMax: data.count - 1) }
    #expect(throws: DeflateError.truncated) { try Deflate.decompress(Array(small.dropLast()), sizeMax: data.count) }
    #expect(throws: DeflateError.corrupt) { try Deflate.decompress(small + [0], sizeMax: data.count) }
    #expect(throws: DeflateError.corrupt) { try Deflate.decompress([1, 2, 3], sizeMax: 10) }
    #expect(throws: DeflateError.truncated) { try Deflate.decompress([], sizeMax: 10) }
}
