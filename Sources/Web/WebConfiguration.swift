public import Lending

/// How the server listens and what it shows.
public struct WebConfiguration: Sendable {
    /// Name or address to listen on.
    public var host: String
    /// Port to listen on; 0 takes a free one.
    public var port: Int
    /// The demo's page at `/`; nil for a normal server.
    public var demo: DemoPage?
    /// Counts over the folders that are watched beside the server; nil when none are.
    ///
    /// It must not block.
    public var sources: (@Sendable () -> SourceCounts)?

    /// A configuration of these parts.
    public init(
        host: String = "127.0.0.1",
        port: Int = 8080,
        demo: DemoPage? = nil,
        sources: (@Sendable () -> SourceCounts)? = nil
    ) {
        self.host = host
        self.port = port
        self.demo = demo
        self.sources = sources
    }

    /// Whether only this machine can reach the server.
    var isLoopback: Bool { Loopback.isLoopback(host: host) }
}

/// What the page of a demo shows: one tenant's book, to anybody who can reach the server.
///
/// Because the page needs no key, a demo is served to this machine only.
public struct DemoPage: Sendable {
    /// The tenant shown.
    public var tenant: TenantID
    /// A working key of that tenant: printed on the page, and lent to the browser that opened it.
    public var key: String
    /// What the book was loaded from.
    public var source: Source

    /// What a demo's book can be loaded from.
    public enum Source: Sendable {
        /// The backups of an invented lender, made from this seed.
        case simulated(seed: UInt64)
        /// A backup of this name, shown as it is.
        case backup(name: String)

        var label: Bilingual {
            switch self {
            case .simulated(let seed):
                Bilingual(es: "prestamista simulado, semilla \(seed)", en: "simulated lender, seed \(seed)")
            case .backup(let name): Bilingual(es: name, en: name)
            }
        }
    }

    /// A page of `tenant` with the working key `key`.
    public init(tenant: TenantID, key: String, source: Source) {
        self.tenant = tenant
        self.key = key
        self.source = source
    }
}

/// What names this machine and no other.
enum Loopback {
    /// Whether `host`, without a port, is this machine only.
    static func isLoopback(host: String) -> Bool {
        let name = host.lowercased()
        if ["localhost", "::1", "[::1]"].contains(name) { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    /// Whether the `Host` header `authority` names this machine; a foreign name that resolves here does not.
    static func isLoopback(authority: String) -> Bool {
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return false }
            return isLoopback(host: String(authority[...end]))
        }
        return isLoopback(host: String(authority.split(separator: ":").first ?? ""))
    }
}
