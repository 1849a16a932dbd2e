internal import CLibPQ

/// The server behind a database address, asked about the database itself.
///
/// libpq tells why a connection failed in the server's language only. Whether the database is missing is therefore
/// asked of the server, through its maintenance database `postgres`.
struct PostgresServer {
    private static let maintenance = "postgres"

    private let uri: String
    private let patience: Int
    /// The database that the address names, or that libpq takes when it names none.
    let database: String
    private let user: String
    private let host: String
    private let port: String

    /// Reads the address without connecting; nil when libpq cannot read it.
    init?(uri: String, patience: Int) {
        guard let target = PostgresLink.target(of: uri) else { return nil }
        self.uri = uri
        self.patience = patience
        (database, user, host, port) = (target.database, target.user, target.host, target.port)
    }

    /// Whether the server has no such database; nil when it cannot be asked.
    func isMissing() -> Bool? {
        // The failure to connect is told elsewhere; this is a look at its reason.
        guard let connection = try? maintenanceConnection() else { return nil }
        defer { connection.close() }
        let row = try? connection.firstRow("SELECT COUNT(*) FROM pg_database WHERE datname = $1", [.text(database)]) {
            try $0.integer(0)
        }
        return row.map { $0 == 0 }
    }

    /// Makes the database; one that another program made meanwhile is as good.
    /// - Throws: ``StorageError`` with the command for an administrator when the server refuses.
    func create() throws {
        let connection = try maintenanceConnection()
        defer { connection.close() }
        let name = "\"\(database.replacing("\"", with: "\"\""))\""
        do {
            try connection.executeScript("CREATE DATABASE \(name) TEMPLATE template0 ENCODING 'UTF8'")
        } catch let error as StorageError {
            guard isMissing() == true else { return }
            throw StorageError(
                .unavailable,
                "PostgreSQL has no database \"\(database)\" and did not make it (\(error.message)); have an "
                    + "administrator run: \(command)"
            )
        }
    }

    /// Why nothing can be opened: there is no such database.
    var missing: StorageError {
        StorageError(
            .unavailable,
            "PostgreSQL has no database \"\(database)\"; make it with: \(command)"
        )
    }

    /// What an administrator types to make the database for this user.
    private var command: String {
        let options = [("--host", host), ("--port", port), ("--owner", user)].filter { !$0.1.isEmpty }
        let words = options.map { "\($0.0)=\(Self.word($0.1))" }
        return (["createdb"] + words + ["--encoding=UTF8", "--template=template0", Self.word(database)])
            .joined(separator: " ")
    }

    private func maintenanceConnection() throws -> PostgresConnection {
        try PostgresConnection(uri: uri, patience: patience, database: Self.maintenance)
    }

    /// `text` as one word of a shell.
    private static func word(_ text: String) -> String {
        let isPlain = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-./".contains($0)) }
        return isPlain && !text.hasPrefix("-") ? text : "'\(text.replacing("'", with: "'\\''"))'"
    }
}
