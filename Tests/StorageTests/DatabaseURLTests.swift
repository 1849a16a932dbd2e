import Storage
import TestSupport
import Testing

@Suite("database addresses")
struct DatabaseURLTests {
    @Test(
        "an SQLite address names a file",
        arguments: [
            ("sqlite:book.db", "book.db"), ("sqlite:/var/lib/book.db", "/var/lib/book.db"),
            ("sqlite:///var/lib/book.db", "/var/lib/book.db"), ("sqlite:libro de José.db", "libro de José.db"),
        ]
    )
    func sqlite(text: String, path: String) throws {
        #expect(try DatabaseURL.parse(text) == .sqlite(path: path))
    }

    @Test("both spellings of a PostgreSQL address are taken", arguments: ["postgres", "postgresql"])
    func postgres(scheme: String) throws {
        let text = "\(scheme)://owner@db.example/book"
        #expect(try DatabaseURL.parse(text) == .postgres(uri: text))
    }

    @Test(
        "anything else is refused without repeating it",
        arguments: ["", "book.db", "mysql://root:secret@host/db", "sqlite:", "sqlite::memory:", "sqlite://"]
    )
    func refused(text: String) {
        let error = #expect(throws: StorageError.self) { try DatabaseURL.parse(text) }
        #expect(error?.code == .unavailable)
        #expect(error?.message.contains("secret") == false)
    }

    @Test("an address in a log shows neither user nor password")
    func redaction() throws {
        let url = try DatabaseURL.parse("postgres://owner:se@cret@db.example:5432/book?password=secret")
        #expect("\(url)" == "postgres://db.example:5432/book")
        #expect("\(try DatabaseURL.parse("postgres://db.example/book"))" == "postgres://db.example/book")
    }

    @Test("a server that is not there is unavailable, and the password stays unsaid")
    func unreachable() throws {
        let folder = try TemporaryFolder()
        for uri in ["postgres:///book?host=\(folder.path)&password=secret", "postgres://a:secret%zz@b/c"] {
            let error = #expect(throws: StorageError.self) { try Database.open(url: .postgres(uri: uri)) }
            #expect(error?.code == .unavailable)
            #expect(error?.message.contains("secret") == false)
        }
    }
}
