import Foundation
import Testing

/// The samples made by an independent script, where they are at hand: `RECAUDO_SAMPLES`, or beside the checkout.
enum Samples {
    /// The folder of the samples; nil in a lone clone.
    static let folder: URL? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let stated = ProcessInfo.processInfo.environment["RECAUDO_SAMPLES"].map { URL(filePath: $0) }
        let candidates = [stated, root.deletingLastPathComponent().appending(path: "shared/samples/prestacop")]
        return candidates.compactMap(\.self).first {
            FileManager.default.fileExists(atPath: $0.path + "/expected.json")
        }
    }()

    /// The backups of one day.
    static func day(_ number: Int) throws -> String {
        try #require(folder).appending(path: "day\(number)").path
    }

    /// The truth about them.
    static func expected() throws -> [String: Any] {
        let data = try Data(contentsOf: #require(folder).appending(path: "expected.json"))
        return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    }
}

/// A folder of one test, removed with it.
final class Scratch {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "intake-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let target = file(name)
        try FileManager.default.createDirectory(
            at: URL(filePath: target).deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(bytes).write(to: URL(filePath: target))
        return target
    }

    static func read(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path)))
    }
}
