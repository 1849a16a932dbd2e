import ArgumentParser
import Foundation
import Yams

/// Where a setting comes from: flag, then `RECAUDO_*`, then `recaudo.yaml`, then the default.
struct Settings {
    /// The settings a file may hold, each also `RECAUDO_` and its name in capitals.
    static let names = ["database", "tenant", "host", "port", "language"]

    private let environment: [String: String]
    private let file: [String: String]

    /// Reads the environment and the settings file.
    /// - Throws: ``PlainFailure`` when the file is not a mapping of known names.
    init(
        path: String?,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws {
        self.environment = environment
        let path = path ?? environment["RECAUDO_CONFIG"] ?? "recaudo.yaml"
        let isNamed = path != "recaudo.yaml"
        guard FileManager.default.fileExists(atPath: path) else {
            if isNamed { throw PlainFailure("settings file \(path) does not exist; create it or leave out --config") }
            self.file = [:]
            return
        }
        self.file = try Settings.read(path)
    }

    /// The value of `name`, or nil when nobody gave one.
    func value(_ name: String, flag: String?) -> String? {
        flag ?? environment["RECAUDO_\(name.uppercased())"] ?? file[name]
    }

    /// The value of `name` as a whole number.
    /// - Throws: ``PlainFailure`` when it is not one.
    func number(_ name: String, flag: Int?, default fallback: Int) throws -> Int {
        if let flag { return flag }
        guard let text = value(name, flag: nil) else { return fallback }
        guard let number = Int(text) else {
            throw PlainFailure("setting \(name): \"\(text)\" is not a whole number")
        }
        return number
    }

    private static func read(_ path: String) throws -> [String: String] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw PlainFailure("settings file \(path) cannot be read as UTF-8 text")
        }
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch {
            throw PlainFailure("settings file \(path) is not valid YAML: \(error)")
        }
        guard let node else { return [:] }
        guard let mapping = node.mapping else {
            throw PlainFailure("settings file \(path) must hold lines such as `database: sqlite:./recaudo.db`")
        }
        var values: [String: String] = [:]
        for (key, value) in mapping {
            let name = key.string ?? ""
            let line = key.mark?.line ?? 0
            guard names.contains(name) else {
                throw PlainFailure(
                    "\(path) line \(line): unknown setting \"\(name)\"; known: \(names.joined(separator: ", "))"
                )
            }
            guard let scalar = value.scalar?.string else {
                throw PlainFailure("\(path) line \(line): setting \"\(name)\" must be a single value")
            }
            values[name] = scalar
        }
        return values
    }
}
