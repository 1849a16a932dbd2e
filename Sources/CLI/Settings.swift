import ArgumentParser
import Foundation
import Reporting
import Yams

/// Where a setting comes from: flag, then `RECAUDO_*`, then `recaudo.yaml`, then the default.
struct Settings {
    /// The settings a file may hold, each also `RECAUDO_` and its name in capitals.
    static let names = ["database", "tenant", "host", "port", "language"]

    private let environment: [String: String]
    private let file: [String: String]
    /// The folders that `serve` watches.
    let sources: [SourceSetting]

    /// Reads the environment and the settings file.
    /// - Throws: ``CommandError`` when the file is not a mapping of known names, or a value is not usable.
    init(
        path: String?,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws {
        self.environment = environment
        let path = path ?? environment["RECAUDO_CONFIG"] ?? "recaudo.yaml"
        let isNamed = path != "recaudo.yaml"
        guard FileManager.default.fileExists(atPath: path) else {
            if isNamed {
                throw CommandError(
                    .noSettings,
                    es: "No existe el archivo de ajustes \(path). Créelo, o quite --config.",
                    en: "The settings file \(path) does not exist. Create it, or leave out --config."
                )
            }
            self.file = [:]
            sources = []
            try checkLanguage()
            return
        }
        (self.file, sources) = try Settings.read(path)
        try checkLanguage()
    }

    /// The value of `name`, or nil when nobody gave one.
    func value(_ name: String, flag: String?) -> String? {
        flag ?? environment["RECAUDO_\(name.uppercased())"] ?? file[name]
    }

    /// The value of `name` as a whole number.
    /// - Throws: ``CommandError`` when it is not one.
    func number(_ name: String, flag: Int?, default fallback: Int) throws -> Int {
        if let flag { return flag }
        guard let text = value(name, flag: nil) else { return fallback }
        guard let number = Int(text) else {
            throw CommandError(
                .badSettings,
                es: "El ajuste \(name) vale \"\(text)\", que no es un número entero. Corríjalo.",
                en: "The setting \(name) is \"\(text)\", which is no whole number. Correct it."
            )
        }
        return number
    }

    private func checkLanguage() throws {
        guard let name = value("language", flag: nil), ReportLanguage(rawValue: name) == nil else { return }
        throw CommandError(
            .badSettings,
            es: "El ajuste language vale \"\(name)\". Use es o en.",
            en: "The setting language is \"\(name)\". Use es or en."
        )
    }

    private static func read(_ path: String) throws -> ([String: String], [SourceSetting]) {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw CommandError(
                .badSettings,
                es: "El archivo de ajustes \(path) no se puede leer como texto UTF-8. Revíselo.",
                en: "The settings file \(path) cannot be read as UTF-8 text. Check it."
            )
        }
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch {
            throw CommandError(
                .badSettings,
                es: "El archivo de ajustes \(path) no es YAML válido. Corríjalo. [\(error)]",
                en: "The settings file \(path) is not valid YAML: \(error). Correct it."
            )
        }
        guard let node else { return ([:], []) }
        guard let mapping = node.mapping else {
            throw CommandError(
                .badSettings,
                es: "El archivo de ajustes \(path) debe tener líneas como database: sqlite:./recaudo.db.",
                en: "The settings file \(path) must hold lines such as database: sqlite:./recaudo.db."
            )
        }
        var values: [String: String] = [:]
        var sources: [SourceSetting] = []
        for (key, value) in mapping {
            if key.string == SourceSetting.name {
                sources = try SourceSetting.list(value, in: path)
            } else {
                try read(key, value, in: path, into: &values)
            }
        }
        return (values, sources)
    }

    private static func read(_ key: Node, _ value: Node, in path: String, into values: inout [String: String]) throws {
        let name = key.string ?? ""
        let line = key.mark?.line ?? 0
        guard names.contains(name) else {
            let known = (names + [SourceSetting.name]).joined(separator: ", ")
            throw CommandError(
                .badSettings,
                es: "\(path), línea \(line): no existe el ajuste \"\(name)\". Los que hay: \(known).",
                en: "\(path) line \(line): there is no setting \"\(name)\". Known are: \(known)."
            )
        }
        guard let scalar = value.scalar?.string else {
            throw CommandError(
                .badSettings,
                es: "\(path), línea \(line): el ajuste \"\(name)\" debe ser un solo valor.",
                en: "\(path) line \(line): the setting \"\(name)\" must be a single value."
            )
        }
        values[name] = scalar
    }
}
