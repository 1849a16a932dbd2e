import Codecs
import Foundation

/// Makes zip archives of folders.
enum Zip {
    /// An archive at `path` of all files below `folder`, named from there, inside `inside` when given.
    static func make(_ path: String, folder: String, inside: String = "") throws -> String {
        var writer = ZipWriter()
        let names = try paths(below: folder)
        for name in names {
            try writer.add(inside + name, Scratch.read("\(folder)/\(name)"))
        }
        try Data(writer.finish()).write(to: URL(filePath: path))
        return path
    }

    /// An archive at `path` of these entries.
    static func make(_ path: String, _ entries: [(name: String, bytes: [UInt8])]) throws -> String {
        var writer = ZipWriter()
        for entry in entries { try writer.add(entry.name, entry.bytes) }
        try Data(writer.finish()).write(to: URL(filePath: path))
        return path
    }

    /// A gzip stream of `bytes`.
    static func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
        let zlib = try Deflate.compress(bytes)
        var sum: UInt32 = .max
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        let end = [~sum, UInt32(bytes.count)].flatMap { number in withUnsafeBytes(of: number.littleEndian) { Array($0) }
        }
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + zlib[2..<(zlib.count - 4)] + end
    }

    private static func paths(below folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).sorted().filter { name in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder)
                && !isFolder.boolValue
        }
    }
}
