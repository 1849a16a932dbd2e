import Foundation
import Testing

/// Runs the shell commands of the documentation as they are printed; only paths, the port and the key are put in.
@Suite("the commands that the documentation prints")
struct DocumentedCommandTests {
    @Test("the README's walk through a backup works from the first command to the last")
    func readme() throws {
        try run("README.md", after: [])
    }

    @Test("every call of the guide to the API is answered")
    func api() throws {
        try run("docs/api.md", after: [#"recaudo sync --create --tenant "Mi empresa" /path/to/backup"#])
    }

    @Test("the nightly commands of the operating guide work")
    func operating() throws {
        try run("docs/operating.md", after: ["recaudo sync --create --tenant milagro /path/to/backup"])
    }

    /// Runs every shell block of `page` as one script, in a folder of its own.
    private func run(_ page: String, after prelude: [String]) throws {
        let lender = try SimulatedLender(dishonest: "all")
        let folder = try ScratchFolder()
        try FileManager.default.createDirectory(atPath: folder.path("bin"), withIntermediateDirectories: false)
        let program = folder.path("bin/recaudo")
        try FileManager.default.createSymbolicLink(atPath: program, withDestinationPath: Program.path)
        try Self.chat.write(
            to: folder.url.appending(path: "Chat de WhatsApp con Cobros.txt"),
            atomically: true,
            encoding: .utf8
        )
        let port = try Self.freePort()
        let text = try String(contentsOf: Program.root.appending(path: page), encoding: .utf8)
        let commands = text.matches(of: /```sh\n([^`]*)```/).flatMap { $0.1.split(separator: "\n").map(String.init) }
            .filter { !$0.hasPrefix("make ") && !$0.hasPrefix("#") && !$0.allSatisfy(\.isWhitespace) }
        try #require(commands.count > 2, "\(page) prints no commands")
        let script = (prelude + commands).map { command in
            Self.runnable(
                command.replacing("127.0.0.1:8080", with: "127.0.0.1:\(port)")
                    .replacing("/path/to/backup", with: lender.backup(night: 1))
                    .replacing("/srv/backups/milagro", with: lender.backup(night: 2))
                    .replacing("/var/log/", with: folder.path(""))
                    .replacing("/mnt/elsewhere/", with: folder.path(""))
                    .replacing("/srv/restored", with: folder.path("restored"))
            )
        }
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", Self.frame + script.joined(separator: "\n") + "\n"]
        process.currentDirectoryURL = folder.url
        process.environment = [
            "PATH": "\(folder.path("bin")):/usr/local/bin:/usr/bin:/bin", "RECAUDO_PORT": "\(port)",
            "LC_ALL": "C.UTF-8",
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(page): \(said.suffix(2000))")
    }

    /// An exported chat with one receipt.
    private static let chat = """
        03/03/2026, 10:30 - Cobros: Hola *Persona Uno*, se registró tu abono
        • Fecha: *03/03/2026 10:30*
        • Valor abono: *$10.000*
        Gracias

        """

    /// Stops at the first command that fails, waits for a started server, and takes a refused request for a failure.
    private static let frame = """
        set -eu -o pipefail
        trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
        trap 'echo "failed: $BASH_COMMAND"' ERR
        curl() { command curl --silent --show-error --fail --retry 40 --retry-connrefused --retry-delay 1 "$@"; }

        """

    /// Picks the oldest id out of a list of snapshots; it reads the list to its end.
    private static let firstID = "sed -n 's/^\\(sn_[^ ]*\\) .*/\\1/p' | tail -n 1"

    /// A command that a person would type with a key of their own, or in a second terminal.
    private static func runnable(_ command: String) -> String {
        let command = String(command.split(separator: "  #")[0])
        if command.contains("recaudo serve") { return "\(command) > serve.log 2>&1 &" }
        if command.contains("key create") { return "printed=$(\(command)); echo \"$printed\"" }
        return command.replacing("rk_...", with: "$printed").replacing("rk_…", with: "$printed")
            .replacing("sn_...", with: "$(recaudo snapshot list --tenant milagro | \(Self.firstID))")
    }

    /// A port that nobody listens on at the moment.
    private static func freePort() throws -> UInt16 {
        let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        try #require(handle >= 0)
        defer { close(handle) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        return try withUnsafeMutablePointer(to: &address) { address in
            try address.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                try #require(bind(handle, pointer, size) == 0)
                try #require(getsockname(handle, pointer, &size) == 0)
            }
            return UInt16(bigEndian: address.pointee.sin_port)
        }
    }
}
