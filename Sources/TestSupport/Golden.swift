public import Foundation

/// Files that show what we promise to write, compared byte by byte.
///
/// `UPDATE_GOLDEN=1` rewrites them; the change is then reviewed like code.
public enum Golden {
    /// The folder that the package lies in.
    public static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// How `bytes` differ from the file at `path` under the root; nil when they are the same or were written.
    /// - Throws: what the file system reports.
    public static func difference(_ bytes: [UInt8], from path: String) throws -> String? {
        let file = root.appending(path: path)
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(bytes).write(to: file)
            return nil
        }
        guard let data = FileManager.default.contents(atPath: file.path) else {
            return "\(path) is missing; run with UPDATE_GOLDEN=1 and review it"
        }
        let expected = [UInt8](data)
        if expected == bytes { return nil }
        let place = zip(expected, bytes).enumerated().first { $1.0 != $1.1 }?.offset ?? min(expected.count, bytes.count)
        return """
            \(path) differs from byte \(place) on.
            expected: …\(excerpt(expected, around: place))
            written:  …\(excerpt(bytes, around: place))
            """
    }

    /// The text of the file at `path` under the root.
    /// - Throws: what the file system reports.
    public static func text(of path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    private static func excerpt(_ bytes: [UInt8], around place: Int) -> String {
        let start = max(0, place - 40)
        return String(decoding: bytes[start..<min(bytes.count, place + 40)], as: UTF8.self)
    }
}
