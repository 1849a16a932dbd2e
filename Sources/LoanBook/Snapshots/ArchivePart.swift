import Codecs

/// How one part of an archived file is stored.
enum ArchivePart {
    static func deflate(_ raw: [UInt8]) throws -> [UInt8] {
        raw
    }

    static func inflate(_ deflated: [UInt8], rawSize: Int) throws -> [UInt8] {
        deflated
    }
}
