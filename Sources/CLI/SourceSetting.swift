import Intake
import Yams

/// A folder that `serve` watches: one element of `sources` in the settings file.
struct SourceSetting {
    /// The setting that lists them.
    static let name = "sources"
    /// Most folders of one server: each has a thread that looks at it.
    private static let countMax = 100
    private static let keys = ["tenant", "path", "source", "route", "settle", "patience"]

    /// Name of the lender.
    let tenant: String
    /// The folder.
    let path: String
    /// Name of a shipped layout, or the path of a profile.
    let source: String
    /// Name of the only route of the copies, or the one to take of several.
    let route: String?
    /// How long its copies are waited for.
    let timing: WatchTiming
    /// Where it stands: the file and the line.
    let place: Place

    /// A place in the settings file.
    struct Place {
        let file: String
        let line: Int

        /// What is wrong there, and what to do.
        func error(es: String, en: String) -> CommandError {
            CommandError(.badSettings, es: "\(file), línea \(line): \(es)", en: "\(file) line \(line): \(en)")
        }
    }

    /// The folders that `node` lists.
    /// - Throws: ``CommandError`` that names the line, the key and what is expected.
    static func list(_ node: Node, in file: String) throws -> [SourceSetting] {
        let place = Place(file: file, line: node.mark?.line ?? 0)
        guard let elements = node.sequence else {
            throw place.error(
                es: "sources debe ser una lista; cada elemento empieza con \"- tenant: NOMBRE\" y tiene path.",
                en: "sources must be a list; each element begins with \"- tenant: NAME\" and has a path."
            )
        }
        guard elements.count <= countMax else {
            throw place.error(
                es: "sources tiene \(elements.count) carpetas y caben \(countMax). Ponga varias rutas en una carpeta.",
                en: "sources has \(elements.count) folders of at most \(countMax). Put several routes into one folder."
            )
        }
        let sources = try elements.map { try SourceSetting($0, in: file) }
        var seen: Set<String> = []
        for source in sources where !seen.insert(source.path).inserted {
            throw source.place.error(
                es: "la carpeta \(source.path) está dos veces en sources. Quite una.",
                en: "the folder \(source.path) stands twice in sources. Remove one."
            )
        }
        return sources
    }

    private init(_ node: Node, in file: String) throws {
        let place = Place(file: file, line: node.mark?.line ?? 0)
        guard let mapping = node.mapping else {
            throw place.error(
                es:
                    "un elemento de sources tiene claves: tenant y path, y si hace falta source, route, settle, patience.",
                en: "an element of sources has keys: tenant and path, and where needed source, route, settle, patience."
            )
        }
        var values: [String: String] = [:]
        for (key, value) in mapping {
            let name = key.string ?? ""
            let place = Place(file: file, line: key.mark?.line ?? 0)
            guard Self.keys.contains(name) else {
                let known = Self.keys.joined(separator: ", ")
                throw place.error(
                    es: "en sources no existe \"\(name)\". Lo que hay: \(known).",
                    en: "sources has no \"\(name)\". Known are: \(known)."
                )
            }
            guard let text = value.scalar?.string, !text.isEmpty else {
                throw place.error(
                    es: "\"\(name)\" de sources debe ser un solo valor.",
                    en: "\"\(name)\" of sources must be a single value."
                )
            }
            values[name] = text
        }
        self.place = place
        tenant = try Self.needed("tenant", values, place)
        path = try Self.needed("path", values, place)
        source = values["source"] ?? "prestacop"
        route = values["route"]
        timing = WatchTiming(
            settle: try Self.seconds("settle", values, place) ?? WatchTiming.standard.settle,
            patience: try Self.seconds("patience", values, place) ?? WatchTiming.standard.patience
        )
    }

    private static func needed(_ name: String, _ values: [String: String], _ place: Place) throws -> String {
        guard let value = values[name] else {
            throw place.error(
                es: "a este elemento de sources le falta \(name). Agregue \(name): VALOR.",
                en: "this element of sources lacks \(name). Add \(name): VALUE."
            )
        }
        return value
    }

    private static func seconds(_ name: String, _ values: [String: String], _ place: Place) throws -> Int? {
        guard let text = values[name] else { return nil }
        let range = WatchTiming.range
        guard let number = Int(text), range.contains(number) else {
            throw place.error(
                es: "\(name) vale \"\(text)\"; debe ser un número entero de segundos, de \(range.lowerBound) a "
                    + "\(range.upperBound).",
                en: "\(name) is \"\(text)\"; it must be a whole number of seconds, \(range.lowerBound) to "
                    + "\(range.upperBound)."
            )
        }
        return number
    }
}
