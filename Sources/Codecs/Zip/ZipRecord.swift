/// One line of a zip archive's directory.
struct ZipRecord {
    let rawName: [UInt8]
    /// With `/` between its parts.
    let name: String
    let method: UInt16
    let checksum: UInt32
    private(set) var compressedSize: UInt64
    private(set) var size: UInt64
    private(set) var offset: UInt64
    private let flags: UInt16
    /// Type and permissions as Unix tools note them; zero when others made the archive.
    private let mode: UInt16

    /// Reads the line at `place` and moves behind it.
    init(_ directory: LittleEndian, _ place: inout Int) throws {
        guard place + 46 <= directory.bytes.count, directory.u32(place) == 0x0201_4B50 else {
            throw ZipError.malformed("its directory is damaged")
        }
        flags = directory.u16(place + 8)
        method = directory.u16(place + 10)
        checksum = directory.u32(place + 16)
        compressedSize = UInt64(directory.u32(place + 20))
        size = UInt64(directory.u32(place + 24))
        let nameCount = Int(directory.u16(place + 28))
        let extraCount = Int(directory.u16(place + 30))
        let commentCount = Int(directory.u16(place + 32))
        guard directory.u16(place + 34) == 0 || directory.u16(place + 34) == .max else { throw ZipError.multiPart }
        mode = UInt16(truncatingIfNeeded: directory.u32(place + 38) >> 16)
        offset = UInt64(directory.u32(place + 42))
        let nameStart = place + 46
        let extraStart = nameStart + nameCount
        place = extraStart + extraCount + commentCount
        guard place <= directory.bytes.count else { throw ZipError.malformed("its directory is damaged") }
        rawName = Array(directory.bytes[nameStart..<extraStart])
        name = ZipName.text(rawName, isUTF8: flags & 0x0800 != 0)
        try readZip64(directory, extraStart, extraStart + extraCount)
    }

    /// The name under which two entries are the same file on a disk that does not tell case apart.
    var comparableName: String {
        let folded = name.lowercased()
        return folded.hasSuffix("/") ? String(folded.dropLast()) : folded
    }

    /// Refuses what no backup holds.
    func judge() throws {
        guard ZipName.isSafe(name, byteCount: rawName.count) else {
            throw ZipError.unsafeName(entry: ZipName.printable(name))
        }
        guard flags & 0x2041 == 0 else { throw ZipError.encrypted(entry: name) }
        switch mode & 0xF000 {
        case 0, 0x4000, 0x8000: break
        default: throw ZipError.notAFile(entry: name)
        }
        guard method == 0 || method == 8 else { throw ZipError.unsupportedMethod(entry: name, method: Int(method)) }
        if method == 0, compressedSize != size { throw ZipError.wrongSize(entry: name) }
        if name.hasSuffix("/"), size != 0 { throw ZipError.wrongSize(entry: name) }
        let grownMax = compressedSize.multipliedReportingOverflow(by: Limits.archiveRatioMax)
        if size > Limits.archiveRatioFloor, !grownMax.overflow, size > grownMax.partialValue {
            throw ZipError.suspiciousRatio(entry: name)
        }
    }

    /// Takes the sizes that do not fit 32 bits from the Zip64 part.
    private mutating func readZip64(_ directory: LittleEndian, _ start: Int, _ end: Int) throws {
        guard size == 0xFFFF_FFFF || compressedSize == 0xFFFF_FFFF || offset == 0xFFFF_FFFF else { return }
        var place = start
        while place + 4 <= end {
            let length = Int(directory.u16(place + 2))
            let partEnd = place + 4 + length
            guard partEnd <= end else { break }
            if directory.u16(place) == 1 {
                var next = place + 4
                for path in [\ZipRecord.size, \ZipRecord.compressedSize, \ZipRecord.offset]
                where self[keyPath: path] == 0xFFFF_FFFF {
                    guard next + 8 <= partEnd else { throw ZipError.malformed("a Zip64 part is too short") }
                    self[keyPath: path] = directory.u64(next)
                    next += 8
                }
                return
            }
            place = partEnd
        }
        throw ZipError.malformed("a Zip64 part is missing")
    }
}

/// Names of entries.
enum ZipName {
    /// Upper half of the code page that DOS wrote names in; accented letters are the same in its Spanish cousin.
    private static let codePage437 = Array(
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀"
            .unicodeScalars
    )

    /// The name that `bytes` spell, `\` turned into `/` as some Windows programs write it.
    static func text(_ bytes: [UInt8], isUTF8: Bool) -> String {
        let decoded: String
        if let valid = String(validating: bytes, as: UTF8.self) {
            decoded = valid
        } else if isUTF8 {
            decoded = String(decoding: bytes, as: UTF8.self)
        } else {
            var scalars = String.UnicodeScalarView()
            for byte in bytes {
                let index = Int(byte) - 0x80
                if index < 0 {
                    scalars.append(Unicode.Scalar(byte))
                } else {
                    scalars.append(index < codePage437.count ? codePage437[index] : "\u{FFFD}")
                }
            }
            decoded = String(scalars)
        }
        return String(decoded.map { $0 == "\\" ? "/" : $0 })
    }

    /// Whether `name` is a path inside the archive: no root, no drive, no `.` or `..`, no control characters.
    static func isSafe(_ name: String, byteCount: Int) -> Bool {
        guard byteCount > 0, byteCount <= Limits.archiveNameMax, !name.hasPrefix("/") else { return false }
        for scalar in name.unicodeScalars where isUnprintable(scalar) || scalar == "\u{FFFD}" { return false }
        let letters = Array(name.utf8.prefix(2))
        if letters.count == 2, letters[1] == 0x3A { return false }
        var parts = name.split(separator: "/", omittingEmptySubsequences: false)
        if parts.last?.isEmpty == true { parts.removeLast() }
        return !parts.isEmpty && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    }

    /// `name` fit for a message: short, and without characters that upset a terminal.
    static func printable(_ name: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in name.unicodeScalars.prefix(80) { scalars.append(isUnprintable(scalar) ? "\u{FFFD}" : scalar) }
        return String(scalars)
    }

    /// Control characters, and the marks that turn the direction of writing around.
    private static func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
