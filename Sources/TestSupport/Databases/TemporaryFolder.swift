public import Foundation

/// A folder of its own for a test; it goes with everything in it when the object does.
public final class TemporaryFolder: Sendable {
    /// Where it is.
    public let path: String

    /// An empty folder that only its owner may enter.
    /// - Throws: what the file system reports.
    public init() throws {
        path = "\(Self.base)/recaudo-test-\(UUID().uuidString.prefix(13).lowercased())"
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
    }

    deinit {
        // A folder left behind harms no other test.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of `name` in it.
    public func file(_ name: String) -> String {
        "\(path)/\(name)"
    }

    /// The folder as a URL.
    public var url: URL { URL(filePath: path, directoryHint: .isDirectory) }

    /// Where temporary files go: `TMPDIR`, or `/tmp`.
    static var base: String {
        let set = ProcessInfo.processInfo.environment["TMPDIR"] ?? ""
        return set.isEmpty ? "/tmp" : set
    }
}
