import Foundation
import Testing

/// A simulated lender's backups and the truth that stands beside them.
struct SimulatedLender {
    let folder: ScratchFolder
    let nights: Int

    /// Two nights of a small lender, written by the program itself.
    init(seed: Int = 11, nights: Int = 2, routes: Int = 2, clients: Int = 30, dishonest: String = "0") throws {
        folder = try ScratchFolder()
        self.nights = nights
        let outcome = try Program.run([
            "simulate", "--output", folder.path("backup"), "--seed", "\(seed)", "--nights", "\(nights)",
            "--routes", "\(routes)", "--clients", "\(clients)", "--dishonest", dishonest,
        ])
        try #require(outcome.status == 0, "\(outcome.errors)")
    }

    /// The backup of a night, 1 first.
    func backup(night: Int) -> String {
        nights == 1 ? folder.path("backup") : folder.path("backup/day\(night)")
    }

    /// The true figures of a night.
    func truth(night: Int) throws -> Truth {
        try Truth(path: backup(night: night) + "/truth.json")
    }
}

/// What the simulator wrote beside a backup.
struct Truth {
    let total: [String: Any]
    let changes: [[String: Any]]

    init(path: String) throws {
        let data = try Data(contentsOf: URL(filePath: path))
        let value = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        total = try #require(value["total"] as? [String: Any])
        let routes = try #require(value["routes"] as? [[String: Any]])
        changes = routes.compactMap { $0["changes"] as? [String: Any] }
    }

    func count(_ name: String) throws -> Int {
        try #require(total[name] as? Int, "truth has no count \(name)")
    }

    func amount(_ name: String) throws -> String {
        try #require(total[name] as? String, "truth has no amount \(name)")
    }

    /// Sum over routes of a count of what changed overnight.
    func changed(_ name: String) -> Int {
        changes.reduce(0) { sum, change in
            sum + ((change[name] as? Int) ?? (change[name] as? [Any])?.count ?? 0)
        }
    }
}
