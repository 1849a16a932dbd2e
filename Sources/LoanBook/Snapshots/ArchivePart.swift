import Codecs

/// How one part of an archived file is stored.
enum ArchivePart {
    /// Level 1: backups are written once a night and hardly ever read back, so time counts more than the last tenth.
    static func deflate(_ raw: [UInt8]) throws -> [UInt8] {
        try Deflate.compress(raw, level: 1)
    }

    static func inflate(_ deflated: [UInt8], rawSize: Int) throws -> [UInt8] {
        guard (0...Limits.archivePartBytes).contains(rawSize) else {
            throw LoanBookError.damaged(what: "an archived part claims \(rawSize) bytes")
        }
        return try Deflate.decompress(deflated, sizeMax: rawSize)
    }
}
