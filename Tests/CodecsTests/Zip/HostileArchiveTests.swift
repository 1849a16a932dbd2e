import Codecs
import Testing

/// Opens the archive and reads all of it, as a sync does.
private func readAll(_ bytes: [UInt8], totalMax: UInt64 = 100_000_000) throws {
    let archive = try ZipArchive(bytes, totalMax: totalMax)
    for entry in archive.entries {
        try archive.extract(entry) { _ in }
    }
}

@Test(
    "a name that leads out of the archive, is absolute or is no path is refused",
    arguments: [
        "../admin.db", "a/../../admin.db", "..", ".", "./a", "a/./b", "/etc/passwd", "//server/x", "C:\\admin.db",
        "c:a",
        "\\\\server\\x", "..\\admin.db", "a\\..\\b", "a//b", "", "/", "a\u{0}b", "a\nb", "\u{1B}[31m",
        "a\u{202E}bd.exe",
        "a\u{7F}", "a/..", String(repeating: "n", count: 1025), "\u{2028}", "a/../", "a//",
    ]
)
func unsafeNames(_ name: String) {
    #expect {
        try readAll(RawZip([RawZip.Entry(name)]).bytes())
    } throws: { error in
        guard case ZipError.unsafeName = error else { return false }
        return true
    }
}

@Test("names that are the same, or differ in case only, are refused")
func duplicateNames() {
    for (first, second) in [("a", "a"), ("admin.db", "ADMIN.db"), ("ruta/a", "ruta\\a"), ("d/", "d"), ("Ñ", "ñ")] {
        let names = [first, second].map { name in
            var entry = RawZip.Entry(name, "")
            entry.flags = 0x0800
            return entry
        }
        #expect(throws: ZipError.duplicateName(entry: second.replacing("\\", with: "/"))) {
            try readAll(RawZip(names).bytes())
        }
    }
}

@Test("links and devices are refused", arguments: [0xA1FF, 0x2000, 0x6000, 0x1000, 0xC000] as [UInt32])
func specialFiles(_ mode: UInt32) {
    var entry = RawZip.Entry("enlace", "/etc/passwd")
    entry.mode = mode
    #expect(throws: ZipError.notAFile(entry: "enlace")) { try readAll(RawZip([entry]).bytes()) }
}

@Test("encryption is refused, in the directory or in the entry's own header", arguments: [1, 0x41, 0x2000] as [UInt16])
func encryption(_ flags: UInt16) {
    var entry = RawZip.Entry("a")
    entry.flags = flags
    #expect(throws: ZipError.encrypted(entry: "a")) { try readAll(RawZip([entry]).bytes()) }
    entry.flags = 0
    entry.localFlags = flags
    #expect(throws: ZipError.encrypted(entry: "a")) { try readAll(RawZip([entry]).bytes()) }
}

@Test("other compressions are refused by number", arguments: [1, 6, 9, 12, 14, 93, 95, 99] as [UInt16])
func otherMethods(_ method: UInt16) {
    var entry = RawZip.Entry("a")
    entry.method = method
    #expect(throws: ZipError.unsupportedMethod(entry: "a", method: Int(method))) {
        try readAll(RawZip([entry]).bytes())
    }
}

@Test("a bomb is refused before it is unpacked, by ratio and by the sum of sizes")
func bombs() throws {
    let bomb = try RawZip.Entry.deflated("bomba", [UInt8](repeating: 0, count: 20_000_000))
    #expect(throws: ZipError.suspiciousRatio(entry: "bomba")) { try readAll(RawZip([bomb]).bytes()) }
    let pieces = try (0..<50).map { try RawZip.Entry.deflated("p\($0)", [UInt8](repeating: 0, count: 1_000_000)) }
    #expect(throws: ZipError.tooLarge(total: 6_000_000, max: 5_000_000)) {
        try readAll(RawZip(pieces).bytes(), totalMax: 5_000_000)
    }
}

@Test("entries that share their bytes, as quoting bombs do, are refused")
func overlaps() throws {
    var first = RawZip.Entry("a", "hola")
    var second = RawZip.Entry("b", "hola")
    second.offset = 0
    #expect(throws: ZipError.overlap(entry: "a")) { try readAll(RawZip([first, second]).bytes()) }
    first.compressedSize = 40
    first.size = 40
    second.offset = nil
    #expect(throws: ZipError.overlap(entry: "a")) { try readAll(RawZip([first, second]).bytes()) }
    second.offset = 4_000_000
    #expect(throws: ZipError.overlap(entry: "b")) { try readAll(RawZip([RawZip.Entry("a"), second]).bytes()) }
}

@Test("sizes that are not true are told, whichever way they lie")
func lyingSizes() throws {
    let data = Array(String(repeating: "x", count: 5000).utf8)
    for size in [0, 1, 4999, 5001, 100_000] as [UInt32] {
        var entry = try RawZip.Entry.deflated("a", data)
        entry.size = size
        #expect(throws: ZipError.wrongSize(entry: "a"), "\(size)") { try readAll(RawZip([entry]).bytes()) }
    }
    var stored = RawZip.Entry("a")
    stored.size = 5
    #expect(throws: ZipError.wrongSize(entry: "a")) { try readAll(RawZip([stored]).bytes()) }
    var folder = RawZip.Entry("d/", "x")
    folder.mode = 0x41ED
    #expect(throws: ZipError.wrongSize(entry: "d/")) { try readAll(RawZip([folder]).bytes()) }
}

@Test("an entry's own header must agree with the directory")
func headers() throws {
    let changes: [(inout RawZip.Entry) -> Void] = [
        { $0.localName = Array("b".utf8) }, { $0.localName = Array("aa".utf8) }, { $0.localMethod = 8 },
        { $0.localSize = 3 }, { $0.localSignature = 0 },
    ]
    for change in changes {
        var entry = RawZip.Entry("a")
        change(&entry)
        #expect(throws: ZipError.headerMismatch(entry: "a")) { try readAll(RawZip([entry]).bytes()) }
    }
}

@Test("damaged or cut data and wrong checksums name the entry")
func damagedData() throws {
    var checksum = RawZip.Entry("a")
    checksum.checksum ^= 1
    #expect(throws: ZipError.wrongChecksum(entry: "a")) { try readAll(RawZip([checksum]).bytes()) }
    var cut = try RawZip.Entry.deflated("a", Array("hola mundo".utf8))
    cut.data.removeLast()
    cut.compressedSize -= 1
    #expect(throws: ZipError.corruptData(entry: "a")) { try readAll(RawZip([cut]).bytes()) }
    var longer = try RawZip.Entry.deflated("a", Array("hola mundo".utf8))
    longer.data.append(0)
    longer.compressedSize += 1
    #expect(throws: ZipError.corruptData(entry: "a")) { try readAll(RawZip([longer]).bytes()) }
    var noise = RawZip.Entry("a", "\u{7}\u{7}\u{7}\u{7}")
    noise.method = 8
    #expect(throws: ZipError.corruptData(entry: "a")) { try readAll(RawZip([noise]).bytes()) }
}

@Test("a million entries are refused by their count, before the directory is read")
func tooManyEntries() {
    var raw = RawZip([RawZip.Entry("a")])
    raw.zip64 = (1_000_000, nil, nil)
    #expect(throws: ZipError.tooManyEntries(count: 1_000_000, max: 10_000)) { try readAll(raw.bytes()) }
    let many = RawZip((0..<10_001).map { RawZip.Entry("\($0)", "") })
    #expect(throws: ZipError.tooManyEntries(count: 10_001, max: 10_000)) { try readAll(many.bytes()) }
    var lying = many
    lying.count = 5
    #expect(throws: ZipError.malformed("its directory holds more than it states")) { try readAll(lying.bytes()) }
}

@Test("an end record that lies about the directory is refused")
func lyingEndRecords() {
    let changes: [(inout RawZip) -> Void] = [
        { $0.count = 2 }, { $0.directoryOffset = 0 }, { $0.directoryOffset = 1_000_000 }, { $0.directorySize = 1 },
        { $0.directorySize = .max }, { $0.disk = 1 }, { $0.countHere = 0 }, { $0.commentCount = 3 },
        {
            $0.comment = [1]
            $0.commentCount = 0
        }, { $0.zip64 = (1, .max, nil) }, { $0.zip64 = (1, nil, .max) },
        { $0.zip64 = (.max, nil, nil) }, { $0.zip64 = (1, 0, 0) }, { $0.entries[0].disk = 3 }, { $0.count = 0 },
        { $0.entries[0].size = .max }, { $0.entries[0].offset = .max },
        {
            $0.entries[0].size = .max
            $0.entries[0].extra = le(UInt16(1)) + le(UInt16(4)) + le(UInt32(9))
        },
        {
            $0.entries[0].size = .max
            $0.entries[0].extra = le(UInt16(1)) + le(UInt16(900))
        },
        { raw in
            raw.entries[0].size = .max
            raw.entries[0].compressedSize = .max
            raw.entries[0].extra = le(UInt16(1)) + le(UInt16(16)) + le(UInt64.max) + le(UInt64.max)
        },
    ]
    for (index, change) in changes.enumerated() {
        var raw = RawZip([RawZip.Entry("a")])
        change(&raw)
        #expect(throws: ZipError.self, "change \(index)") { try readAll(raw.bytes()) }
    }
    #expect(throws: ZipError.notAnArchive) { try readAll([]) }
    #expect(throws: ZipError.notAnArchive) { try readAll([UInt8](repeating: 0x50, count: 70_000)) }
}

@Test("every refusal is a sentence that ends and says what is wrong")
func sentences() {
    let errors: [ZipError] = [
        .notAnArchive, .malformed("x"), .multiPart, .tooManyEntries(count: 1, max: 1), .tooLarge(total: 1, max: 1),
        .suspiciousRatio(entry: "a"), .unsafeName(entry: "a"), .duplicateName(entry: "a"), .notAFile(entry: "a"),
        .encrypted(entry: "a"), .unsupportedMethod(entry: "a", method: 9), .overlap(entry: "a"),
        .headerMismatch(entry: "a"), .wrongSize(entry: "a"), .corruptData(entry: "a"), .wrongChecksum(entry: "a"),
    ]
    #expect(errors.allSatisfy { $0.description.hasSuffix(".") })
    #expect(Set(errors.map(\.description)).count == errors.count)
}
