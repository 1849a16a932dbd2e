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

    private static func paths(below folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).sorted().filter { name in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder)
                && !isFolder.boolValue
        }
    }
}
