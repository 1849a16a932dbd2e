internal import Foundation
public import Storage
internal import Synchronization

/// A private PostgreSQL server for the tests of this process, listening on a Unix socket only.
///
/// It is started by the first test that asks and ended with the process, however that ends: a shell holds the other end
/// of a pipe and stops the server when the pipe breaks.
public final class PostgresCluster: Sendable {
    /// Why there is no server.
    public struct Failure: Error, CustomStringConvertible {
        /// One line with the remedy.
        public let description: String
    }

    /// Texts are in the order of a Spanish dictionary, as on an operator's server, so that nothing leans on the order of
    /// bytes by luck.
    private static let spanishOrder = ["--locale-provider=icu", "--icu-locale=es-CO"]

    private static let running = Result { try PostgresCluster() }

    private let folder: String
    private let serial = Mutex(0)
    private let admin: Mutex<Database?> = Mutex(nil)

    /// The one server of the process.
    /// - Throws: ``Failure``.
    public static func shared() throws -> PostgresCluster {
        try running.get()
    }

    /// Where the database called `name` is.
    public func url(database name: String) -> DatabaseURL {
        .postgres(uri: "postgres:///\(name)?host=\(folder)&user=recaudo")
    }

    /// Makes an empty database and returns its name.
    /// - Throws: ``StorageError``.
    public func createDatabase() throws -> String {
        let number = serial.withLock { serial in
            serial += 1
            return serial
        }
        let name = "test_\(number)"
        try withAdmin { try $0.execute("CREATE DATABASE \(name) TEMPLATE template0 STRATEGY file_copy", []) }
        return name
    }

    /// Drops it, whoever is connected.
    /// - Throws: ``StorageError``.
    public func dropDatabase(_ name: String) throws {
        try withAdmin { try $0.execute("DROP DATABASE IF EXISTS \(name) WITH (FORCE)", []) }
    }

    private init() throws {
        let programs = try Self.programs()
        let folder = "\(TemporaryFolder.base)/recaudo-pg-\(getpid())-\(UUID().uuidString.prefix(4).lowercased())"
        self.folder = folder
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        let user = Self.serverUser()
        if let user { try Self.give(folder, to: user) }
        let prefix = user.map { ["runuser", "-u", $0, "--"] } ?? []
        let log = "\(folder)/setup.log"
        let initdb = [
            "\(programs)/initdb", "--no-sync", "--auth=trust", "--username=recaudo", "--encoding=UTF8", "--locale=C",
            "--pgdata=\(folder)/data",
        ]
        do {
            try Self.run(prefix + initdb + Self.spanishOrder, log: log)
        } catch is Failure {
            // A server before 15 knows no such order, and one built without ICU has none.
            try Self.run(prefix + initdb, log: log)
        }
        try Self.watch(folder: folder, stop: prefix + ["\(programs)/pg_ctl", "-D", "\(folder)/data"])
        let settings = [
            "-k \(folder)", "-c listen_addresses=''", "-c unix_socket_permissions=0777", "-c fsync=off",
            "-c full_page_writes=off", "-c synchronous_commit=off", "-c autovacuum=off", "-c max_connections=200",
            "-c shared_buffers=64MB", "-c wal_level=minimal", "-c max_wal_senders=0",
        ]
        try Self.run(
            prefix + [
                "\(programs)/pg_ctl", "-D", "\(folder)/data", "-l", "\(folder)/server.log", "-w", "-t", "60",
                "-o", settings.joined(separator: " "), "start",
            ],
            log: log
        )
    }

    @discardableResult
    private func withAdmin<T>(_ body: (any Connection) throws -> T) throws -> T {
        let database = try admin.withLock { open in
            if let open { return open }
            let database = try Database.open(url: url(database: "postgres"))
            open = database
            return database
        }
        return try database.withConnection(body)
    }

    /// The folder of the newest server's programs.
    private static func programs() throws -> String {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        let newestFirst = versions.sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }.map { "\(root)/\($0)/bin" }
        let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        for folder in newestFirst + path
        where ["initdb", "pg_ctl", "postgres"].allSatisfy({ access("\(folder)/\($0)", X_OK) == 0 }) {
            return folder
        }
        throw Failure(
            description: "PostgreSQL's server programs are missing; install them (Debian: apt-get install postgresql)"
        )
    }

    /// The server refuses to run as root; then an unprivileged user runs it.
    private static func serverUser() -> String? {
        guard geteuid() == 0 else { return nil }
        return getpwnam("postgres") != nil ? "postgres" : "nobody"
    }

    private static func give(_ folder: String, to user: String) throws {
        guard let entry = getpwnam(user), chown(folder, entry.pointee.pw_uid, entry.pointee.pw_gid) == 0 else {
            throw Failure(description: "the folder \(folder) cannot be given to the user \(user)")
        }
    }

    /// Starts the shell that stops the server when this process is gone.
    private static func watch(folder: String, stop: [String]) throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0, fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0 else {
            throw Failure(description: "no pipe could be made")
        }
        let script = """
            trap '' INT TERM HUP; folder=$1; shift
            cat > /dev/null
            "$@" -m immediate stop > /dev/null 2>&1
            rm -rf "$folder"
            """
        _ = try spawn(["sh", "-c", script, "sh", folder] + stop, input: ends[0], output: "/dev/null")
        close(ends[0])
        // The writing end stays open, unused, until the process ends.
    }

    private static func run(_ command: [String], log: String) throws {
        let process = try spawn(command, input: nil, output: log)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        guard status == 0 else {
            let said = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            throw Failure(description: "\(command.joined(separator: " ")) failed: \(said.suffix(600))")
        }
    }

    private static func spawn(_ command: [String], input: Int32?, output: String) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, 0)
        } else {
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // The server's user may not be allowed into the folder the tests run in.
        let moved = ["sh", "-c", "cd / && exec \"$@\"", "sh"] + command
        var arguments: [UnsafeMutablePointer<CChar>?] = moved.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var process: pid_t = 0
        let code = posix_spawnp(&process, "sh", &actions, nil, &arguments, environ)
        guard code == 0 else {
            throw Failure(description: "a shell cannot be started: \(String(cString: strerror(code)))")
        }
        return process
    }
}
