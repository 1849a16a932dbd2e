import Storage
import TestSupport
import Testing

@Suite("databases that a PostgreSQL server does not have yet")
struct PostgresCreationTests {
    private static func url(_ name: String, user: String = "recaudo") throws -> DatabaseURL {
        guard case .postgres(let uri) = try PostgresCluster.shared().url(database: name) else {
            preconditionFailure("the cluster's addresses are PostgreSQL's")
        }
        return .postgres(uri: uri.replacing("user=recaudo", with: "user=\(user)"))
    }

    private static func asAdministrator(_ sql: String) throws {
        let database = try Database.open(url: url("postgres"))
        defer { database.close() }
        try database.withConnection { try $0.executeScript(sql) }
    }

    @Test(
        "a missing database is made when that is allowed, in UTF-8, and found the next time",
        arguments: ["nuevo", "Mi-libro"]
    )
    func created(name: String) throws {
        let url = try Self.url(name)
        let database = try Database.open(url: url, createIfMissing: true)
        let encoding = try database.withReader { connection in
            try connection.firstRow("SELECT current_setting('server_encoding')") { try $0.text(0) }
        }
        #expect(encoding == "UTF8")
        database.close()
        try Database.open(url: url).close()
        try Database.open(url: url, createIfMissing: true).close()
    }

    @Test("a missing database that is not to be made is told with the command that makes it")
    func missing() throws {
        let url = try Self.url("falta")
        let error = #expect(throws: StorageError.self) { try Database.open(url: url) }
        #expect(error?.code == .unavailable)
        let message = try #require(error?.message)
        #expect(message.contains("no database \"falta\""), "\(message)")
        #expect(message.contains("createdb --host="), "\(message)")
        #expect(message.hasSuffix("--owner=recaudo --encoding=UTF8 --template=template0 falta"), "\(message)")
        #expect(!message.contains("\n"))
    }

    @Test("a user who may not make databases is told what an administrator runs")
    func notAllowed() throws {
        try Self.asAdministrator("CREATE ROLE cobrador LOGIN NOCREATEDB")
        let url = try Self.url("ajeno", user: "cobrador")
        let error = #expect(throws: StorageError.self) { try Database.open(url: url, createIfMissing: true) }
        #expect(error?.code == .unavailable)
        let message = try #require(error?.message)
        #expect(message.contains("administrator run: createdb --host="), "\(message)")
        #expect(message.contains("--owner=cobrador"), "\(message)")
    }

    @Test("a server that does not answer is not taken for a missing database")
    func noServer() {
        let url = DatabaseURL.postgres(uri: "postgres://recaudo@127.0.0.1:1/libro")
        let error = #expect(throws: StorageError.self) { try Database.open(url: url, createIfMissing: true) }
        #expect(error?.code == .unavailable)
        #expect(error?.message.contains("createdb") == false)
    }
}
