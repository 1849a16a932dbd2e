import Foundation

/// The folder that a simulation is written to.
struct BackupFolder {
    let path: String

    /// Makes the folder, or clears it when an earlier simulation stands in it.
    ///
    /// - Throws: ``SimulationError`` when it holds anything else: nothing of a person's is ever deleted.
    init(emptied path: String) throws(SimulationError) {
        self.path = path
        let manager = FileManager.default
        let present = (try? manager.contentsOfDirectory(atPath: path)) ?? []  // Absent: it is made below.
        if !present.isEmpty {
            let isOurs = present.contains("truth.json") || manager.fileExists(atPath: path + "/day1/truth.json")
            guard isOurs else {
                throw .notWritten(path: path, reason: "it holds files that are not a simulation")
            }
            for name in present where name.hasPrefix("ruta") || name.hasPrefix("day") || name == "truth.json" {
                try attempt(path) { try manager.removeItem(atPath: path + "/" + name) }
            }
        }
        try make(path)
    }

    /// Makes and names the folder of `night`, the folder itself when there is but one.
    func night(_ night: Int, of nights: Int) throws(SimulationError) -> String {
        guard nights > 1 else { return path }
        let folder = "\(path)/day\(night)"
        try make(folder)
        return folder
    }

    /// Makes and names the folder of a route in `night`.
    func route(_ name: String, in night: String) throws(SimulationError) -> String {
        let folder = "\(night)/\(name)"
        try make(folder)
        return folder
    }

    /// Writes a whole file under another name and renames it into place.
    func write(_ bytes: [UInt8], to file: String) throws(SimulationError) {
        try attempt(file) { try Data(bytes).write(to: URL(filePath: file), options: .atomic) }
    }

    private func make(_ folder: String) throws(SimulationError) {
        try attempt(folder) {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
    }

    private func attempt(_ place: String, _ work: () throws -> Void) throws(SimulationError) {
        do {
            try work()
        } catch {
            throw .notWritten(path: place, reason: error.localizedDescription)
        }
    }
}
