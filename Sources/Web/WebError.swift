/// Why the server does not start.
public enum WebError: Error, Hashable, Sendable {
    /// Something else listens on the port.
    case portInUse(host: String, port: Int)
    /// The machine has no such address, or does not let us use the port.
    case cannotListen(host: String, port: Int, reason: String)
    /// A demo must not be reachable from other machines.
    case demoNotLocal(host: String)
    /// The key of the demo is none of its tenant.
    case demoKeyInvalid
    /// The port is no port.
    case badPort(Int)

    /// The stable code.
    public var code: String {
        switch self {
        case .portInUse: "serve.port_in_use"
        case .cannotListen: "serve.cannot_listen"
        case .demoNotLocal: "serve.demo_not_local"
        case .demoKeyInvalid: "serve.demo_key_not_valid"
        case .badPort: "serve.port_not_valid"
        }
    }
}

extension WebError: CustomStringConvertible {
    /// One sentence that says what, where and what to do.
    public var description: String {
        switch self {
        case .portInUse(let host, let port):
            "Port \(port) on \(host) is in use by another program. Stop it, or choose another port with --port."
        case .cannotListen(let host, let port, let reason):
            "Cannot listen on \(host) port \(port): \(reason). Check --host and --port."
        case .demoNotLocal(let host):
            "The demo shows a book without asking for a key, so it is served to this machine only: \(host) is no "
                + "loopback address. Use --host 127.0.0.1, or serve without the demo page."
        case .demoKeyInvalid:
            "The demo's key is not a working key of its tenant. Create one and start again."
        case .badPort(let port):
            "\(port) is no port: expected a number from 0 to 65535."
        }
    }
}
