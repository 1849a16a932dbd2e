import Foundation
import Storage
import TestSupport
import Testing

@Suite("the SQLite file")
struct SQLiteFileTests {
    private static func create(_ path: String) throws {
        let database = try Database.open(url: .sqlite(path: path), createIfMissing: true)
        try database.withWriter { connection in
            try connection.executeScript("CREATE TABLE line (id INTEGER PRIMARY KEY, document TEXT) STRICT")
            for _ in 0..<2000 {
                try connection.execute("INSERT INTO line (document) VALUES ($1)", [.text("0123456789")])
            }
        }
        database.close()
    }

    private static func open(_ path: String) throws -> Database {
        try Database.open(url: .sqlite(path: path))
    }

    @Test("a missing file is made only when asked, in its folder, for its owner alone")
    func creation() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("new/deep/book.db")
        let error = #expect(throws: StorageError.self) { try Self.open(path) }
        #expect(error?.code == .unavailable)
        #expect(error?.message.contains(path) == true)
        #expect(!FileManager.default.fileExists(atPath: folder.file("new")))
        try Self.create(path)
        let modes = try ["new", "new/deep", "new/deep/book.db"].map { name in
            try FileManager.default.attributesOfItem(atPath: folder.file(name))[.posixPermissions] as? Int
        }
        #expect(modes == [0o700, 0o700, 0o600])
        let database = try Self.open(path)
        for name in ["book.db-wal", "book.db-shm"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.file("new/deep/\(name)"))
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
        database.close()
        #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
    }

    @Test("a folder, and a path through a file, are refused with their name")
    func noFile() throws {
        let folder = try TemporaryFolder()
        try Data().write(to: folder.url.appending(path: "plain"))
        for path in [folder.path, folder.file("plain/book.db")] {
            let error = #expect(throws: StorageError.self) {
                try Database.open(url: .sqlite(path: path), createIfMissing: true)
            }
            #expect(error?.code == .unavailable)
            #expect(error?.message.contains(folder.path) == true)
        }
    }

    @Test("another program's database is refused and left as it was")
    func foreign() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("other.db")
        try Self.create(path)
        var bytes = try Data(contentsOf: URL(filePath: path))
        bytes.replaceSubrange(68..<72, with: [0, 0, 0, 0])
        try bytes.write(to: URL(filePath: path))
        for createIfMissing in [false, true] {
            let error = #expect(throws: StorageError.self) {
                try Database.open(url: .sqlite(path: path), createIfMissing: createIfMissing)
            }
            #expect(error?.code == .damaged)
            #expect(error?.message.contains("another program") == true)
        }
        #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
    }

    @Test("a file that is no database is refused and left as it was")
    func noDatabase() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("letter.txt")
        var random = SeededRandom(seed: 3)
        for bytes in [Array("Estimado cliente: ".utf8), random.bytes(20_000)] {
            try Data(bytes).write(to: URL(filePath: path))
            let error = #expect(throws: StorageError.self) { try Self.open(path) }
            #expect(error?.code == .damaged)
            #expect(error?.message.contains(path) == true)
            #expect(try Data(contentsOf: URL(filePath: path)) == Data(bytes))
        }
    }

    @Test("a truncated or overwritten file is an error of damage, never wrong rows")
    func damaged() throws {
        let folder = try TemporaryFolder()
        let whole = folder.file("whole.db")
        try Self.create(whole)
        let bytes = try Data(contentsOf: URL(filePath: whole))
        var overwritten = bytes
        for index in 16_384..<bytes.count { overwritten[index] = 0xff }
        for (name, content) in [("short.db", bytes.prefix(9000)), ("over.db", overwritten)] {
            let path = folder.file(name)
            try Data(content).write(to: URL(filePath: path))
            let error = #expect(throws: StorageError.self) {
                try Self.open(path).withReader { connection in
                    try connection.forEachRow("SELECT id, document FROM line") { _ = try $0.text(1) }
                }
            }
            #expect(error?.code == .damaged)
        }
    }

    @Test("a full database refuses writes, still reads, and goes on when there is room")
    func full() throws {
        let folder = try TemporaryFolder()
        try Self.create(folder.file("book.db"))
        let database = try Self.open(folder.file("book.db"))
        let insert = { (connection: any Connection) in
            for _ in 0..<5000 {
                try connection.execute("INSERT INTO line (document) VALUES ($1)", [.text("0123456789")])
            }
        }
        try database.withConnection { try $0.executeScript("PRAGMA max_page_count = 7") }
        let error = #expect(throws: StorageError.self) { try database.withWriter(insert) }
        #expect(error?.code == .full)
        let count = { try database.withReader { try $0.firstRow("SELECT count(*) FROM line") { try $0.integer(0) } } }
        #expect(try count() == 2000)
        try database.withConnection { try $0.executeScript("PRAGMA max_page_count = 1000000") }
        try database.withWriter(insert)
        #expect(try count() == 7000)
    }

    @Test("the file is set up to survive a power cut and to keep its rules")
    func settings() throws {
        let folder = try TemporaryFolder()
        try Self.create(folder.file("book.db"))
        let database = try Self.open(folder.file("book.db"))
        try database.withConnection { connection throws in
            let setting = { (name: String) in try connection.firstRow("PRAGMA \(name)") { try $0.integer(0) } }
            #expect(try connection.firstRow("PRAGMA journal_mode") { try $0.text(0) } == "wal")
            #expect(try setting("synchronous") == 2)
            #expect(try setting("foreign_keys") == 1)
            #expect(try setting("cell_size_check") == 1)
            #expect(try setting("trusted_schema") == 0)
            #expect(try setting("mmap_size") == 0)
        }
    }
}
